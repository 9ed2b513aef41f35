"""Score sheets: who records what, what decides, and what it all comes to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from assessment.sheet import STREAM as SHEET
from assessment.sheet.score import total
from contracts.assessment.sheet.messages import (
    AnnotateResult,
    CloseSheet,
    LateMeasureNoted,
    Modality,
    OpenSheet,
    RecordResult,
    ResultAnnotated,
    ResultRecorded,
    SheetClosed,
    SheetOpened,
    TakeMeasure,
    Verdict,
)
from contracts.assessment.sheet.rules import Scheme, SchemePolicy, scheme_policy
from contracts.assessment.words import Cause, EvidenceItem, EvidenceKind, SchemeCode
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given

TOWNSHIP = "360730101"
COMMUNITY = "360730105301"
NOON = datetime(2025, 12, 20, 12, tzinfo=CHINA)
TODAY = date(2025, 12, 20)
PHOTO = EvidenceItem(kind=EvidenceKind.PHOTO, reference="档案 2025-17")
PACKS = (
    "county-2011-standards",
    "county-2011-scheme",
    "county-2011-assessment",
    "community-draft-scheme",
    "community-draft-assessment",
    "township-centre-2012-scheme",
)
POLICY: SchemePolicy = scheme_policy(resolve("360730", [pack_named(name) for name in PACKS]))
OWNERS = {
    "decision": "organisation",
    "management": "organisation",
    "layout": "organisation",
    "conduct": "organisation",
    "coordination": "organisation",
    "openness": "discipline",
    "service": "discipline",
    "beautiful": "rural-work",
    "joint_centre": "political-legal",
    "publicity": "propaganda",
}


def scheme(code: str) -> Scheme:
    return POLICY.scheme(SchemeCode(code))


def opened(code: str = "T", unit: str = TOWNSHIP, assessor: str | None = None, term: str = "2025") -> SheetOpened:
    derived = tuple(sorted(name for name, rule in scheme(code).indicators.items() if rule.is_derived))
    return SheetOpened(
        unit=unit,
        scheme=SchemeCode(code),
        term=term,
        case=f"assessment_case-{unit}",
        assessor=assessor,
        digest=scheme(code).digest,
        derived=derived,
        opened_at=NOON,
    )


def record(indicator: str, **other: Any) -> RecordResult:
    rule = scheme(other.get("scheme", SchemeCode.TOWNSHIP).value).indicators.get(indicator)
    said: dict[str, Any] = {
        "actor": "owner-1",
        "unit": f"360730-{OWNERS.get(rule.field, 'x')}" if rule else "360730-organisation",
        "subject": TOWNSHIP,
        "scheme": SchemeCode.TOWNSHIP,
        "term": "2025",
        "indicator": indicator,
        "verdict": None if rule and rule.is_counted else Verdict.MET,
        "value": Fraction(10_000) if rule and rule.is_counted else None,
        "evidence": (PHOTO,),
        "assessed_on": TODAY,
        "note": None,
    }
    return RecordResult(**{**said, **other})


def result(command: RecordResult, verdict: Verdict) -> ResultRecorded:
    rule = scheme(command.scheme.value).rule(command.indicator)
    return ResultRecorded(
        unit=command.subject,
        scheme=command.scheme,
        term=command.term,
        indicator=command.indicator,
        modality=rule.modality,
        verdict=verdict,
        value=command.value,
        evidence=command.evidence,
        cause=None,
        assessor=command.unit,
        assessed_on=command.assessed_on,
        note=command.note,
        digest=scheme(command.scheme.value).digest,
        recorded_by=command.actor,
        recorded_at=NOON,
    )


def open_sheet(unit: str = TOWNSHIP, code: str = "T") -> OpenSheet:
    return OpenSheet(
        actor="service:assessment",
        unit=unit,
        scheme=SchemeCode(code),
        term="2025",
        case=f"assessment_case-{unit}",
        assessor=None,
    )


def test_as_01_a_sheet_names_the_scheme_by_its_digest_and_what_is_derived():
    given(SHEET, POLICY).when(open_sheet(), at=NOON).then(opened())

    assert opened().derived == ("T4.1", "T4.2", "T4.3", "T4.4")


def test_a_sheet_is_opened_once():
    given(SHEET, POLICY, opened()).when(open_sheet(), at=NOON).then()


def test_without_the_scheme_there_is_no_sheet():
    nothing = replace(POLICY, schemes={})

    given(SHEET, nothing).when(open_sheet(), at=NOON).then_rejected("assessment.scheme-not-active")


def test_nothing_is_recorded_on_a_sheet_that_was_never_opened():
    given(SHEET, POLICY).when(record("T1.3"), at=NOON).then_rejected("assessment.no-such-sheet")


@pytest.mark.req("A-002")
def test_a_result_keeps_value_evidence_assessor_and_date():
    command = record("T1.3")

    given(SHEET, POLICY, opened()).when(command, at=NOON).then(result(command, Verdict.MET))


@pytest.mark.req("A-002")
def test_met_without_evidence_is_refused():
    command = record("T1.3", evidence=())

    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.evidence-required")


@pytest.mark.req("A-001")
@pytest.mark.parametrize("indicator", ["C1.2", "Z1.1", "G1", "T9.9"])
def test_another_schemes_indicator_is_refused(indicator: str):
    given(SHEET, POLICY, opened()).when(record(indicator), at=NOON).then_rejected("assessment.indicator-not-in-scheme")


@pytest.mark.req("A-018")
def test_every_field_belongs_to_one_department_and_to_no_other():
    for code, rule in scheme("T").indicators.items():
        if rule.is_derived:
            continue
        for owner in sorted(set(OWNERS.values())):
            case = given(SHEET, POLICY, opened()).when(record(code, unit=f"360730-{owner}"), at=NOON)
            if owner == OWNERS[rule.field]:
                assert [code] == [fact.indicator for fact in case.after().facts if isinstance(fact, ResultRecorded)]
            else:
                case.then_rejected("assessment.forbidden-field")


def test_the_department_of_another_county_is_not_in_charge():
    command = record("T1.3", unit="360731-organisation")

    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.not-in-charge")


@pytest.mark.parametrize("assessor", [TOWNSHIP, f"{TOWNSHIP}-organisation", f"{TOWNSHIP}201"])
def test_nobody_assesses_themselves(assessor: str):
    command = record("T1.3", unit=assessor)

    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.self-assessment")


@pytest.mark.req("A-206")
def test_a_centre_is_assessed_by_the_body_named_and_by_no_other():
    sheet = opened("Z", f"{TOWNSHIP}-station", f"{TOWNSHIP}-centre", "2025H1")
    of_centre = {"scheme": SchemeCode.CENTRE, "subject": f"{TOWNSHIP}-station", "term": "2025H1"}

    right = record("Z3.3", unit=f"{TOWNSHIP}-centre", **of_centre)
    given(SHEET, POLICY, sheet).when(right, at=NOON).then(result(right, Verdict.MET))
    other = record("Z3.3", unit=f"{TOWNSHIP}-office", **of_centre)
    given(SHEET, POLICY, sheet).when(other, at=NOON).then_rejected("assessment.not-in-charge")
    itself = record("Z3.3", unit=f"{TOWNSHIP}-station", **of_centre)
    given(SHEET, POLICY, sheet).when(itself, at=NOON).then_rejected("assessment.self-assessment")


@pytest.mark.req("A-277")
@pytest.mark.parametrize(("assessor", "accepted"), [("3607", True), ("3607-office", True), ("360730", False)])
def test_a_community_is_assessed_above_its_district(assessor: str, accepted: bool):
    command = record("C1.3", unit=assessor, scheme=SchemeCode.COMMUNITY, subject=COMMUNITY)
    case = given(SHEET, POLICY, opened("C", COMMUNITY)).when(command, at=NOON)

    if accepted:
        case.then(result(command, Verdict.MET))
    else:
        case.then_rejected("assessment.not-in-charge")


@pytest.mark.req("A-003")
@pytest.mark.parametrize("indicator", ["T4.1", "T4.2", "T4.3", "T4.4"])
def test_as_10_a_derived_indicator_cannot_be_written(indicator: str):
    command = record(indicator, value=Fraction(1), unit="360730-discipline")

    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.derived-indicator")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (Fraction(7995, 10_000), Verdict.NOT_MET),
        (Fraction(79_999_999, 100_000_000), Verdict.NOT_MET),
        (Fraction(4, 5), Verdict.MET),
        (Fraction(8001, 10_000), Verdict.MET),
    ],
)
@pytest.mark.req("A-126")
def test_a_share_is_compared_exactly(value: Fraction, verdict: Verdict):
    command = record("T7.16", value=value)

    given(SHEET, POLICY, opened()).when(command, at=NOON).then(result(command, verdict))


def test_a_counted_indicator_needs_a_value_and_no_verdict():
    case = given(SHEET, POLICY, opened())

    case.when(record("T7.16", value=None), at=NOON).then_rejected("assessment.value-required")
    both = record("T7.16", verdict=Verdict.MET)
    case.when(both, at=NOON).then_rejected("assessment.verdict-follows-value")


def test_what_is_not_counted_needs_a_verdict():
    case = given(SHEET, POLICY, opened())

    case.when(record("T1.3", verdict=None), at=NOON).then_rejected("assessment.verdict-required")


def test_not_applicable_needs_a_reason_and_has_no_value():
    case = given(SHEET, POLICY, opened())
    without = record("T7.16", verdict=Verdict.NOT_APPLICABLE, value=None)
    case.when(without, at=NOON).then_rejected("assessment.note-required")
    case.when(replace(without, note="本镇无圩镇", value=Fraction(1)), at=NOON).then_rejected(
        "assessment.verdict-follows-value"
    )
    reasoned = replace(without, note="本镇无圩镇")
    case.when(reasoned, at=NOON).then(result(reasoned, Verdict.NOT_APPLICABLE))


def test_no_result_is_of_tomorrow():
    command = record("T1.3", assessed_on=TODAY + timedelta(days=1))

    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.date-in-future")


def cause(number: int) -> Cause:
    return Cause(stream=f"assessment_measure-{TOWNSHIP}-T4-1-2025", fact=f"00000000-0000-5000-8000-{number:012}")


def take(hits: int, total_: int, number: int, indicator: str = "T4.1") -> TakeMeasure:
    return TakeMeasure(
        actor="service:assessment",
        unit=TOWNSHIP,
        scheme=SchemeCode.TOWNSHIP,
        term="2025",
        indicator=indicator,
        hits=hits,
        total=total_,
        cause=cause(number),
    )


def derived(value: Fraction, verdict: Verdict, number: int) -> ResultRecorded:
    return ResultRecorded(
        unit=TOWNSHIP,
        scheme=SchemeCode.TOWNSHIP,
        term="2025",
        indicator="T4.1",
        modality=Modality.MANDATORY,
        verdict=verdict,
        value=value,
        evidence=(),
        cause=cause(number),
        assessor=None,
        assessed_on=None,
        note=None,
        digest=scheme("T").digest,
        recorded_by="service:assessment",
        recorded_at=NOON,
    )


@pytest.mark.req("A-084")
@pytest.mark.parametrize(
    ("hits", "of", "verdict"), [(2, 2, Verdict.MET), (1, 2, Verdict.NOT_MET), (9_999, 10_000, Verdict.NOT_MET)]
)
def test_a_derived_value_is_what_the_facts_come_to(hits: int, of: int, verdict: Verdict):
    expected = derived(Fraction(hits, of), verdict, 1)

    given(SHEET, POLICY, opened()).when(take(hits, of, 1), at=NOON).then(expected)


def test_a_later_fact_derives_the_result_anew_and_both_stay():
    first, second = derived(Fraction(1, 2), Verdict.NOT_MET, 1), derived(Fraction(1), Verdict.MET, 2)

    given(SHEET, POLICY, opened(), first).when(take(2, 2, 2), at=NOON).then(second)


def test_nothing_counted_the_same_fact_again_or_what_is_not_derived_has_no_effect():
    given(SHEET, POLICY, opened()).when(take(0, 0, 1), at=NOON).then()
    first = derived(Fraction(1, 2), Verdict.NOT_MET, 1)
    given(SHEET, POLICY, opened(), first).when(take(1, 2, 1), at=NOON).then()
    given(SHEET, POLICY, opened()).when(take(1, 2, 1, "T1.1"), at=NOON).then()


@pytest.mark.req("A-003")
def test_of_what_is_computed_a_hand_says_only_that_it_does_not_apply_while_nothing_was_counted():
    left_out = record("T4.1", unit="360730-discipline", verdict=Verdict.NOT_APPLICABLE, value=None, note="本镇无村")
    standing = result(left_out, Verdict.NOT_APPLICABLE)
    first = derived(Fraction(1, 2), Verdict.NOT_MET, 1)

    given(SHEET, POLICY, opened()).when(left_out, at=NOON).then(standing)
    given(SHEET, POLICY, opened(), first).when(left_out, at=NOON).then_rejected("assessment.derived-indicator")
    given(SHEET, POLICY, opened(), standing).when(take(1, 2, 1), at=NOON).then(first)


@pytest.mark.req("A-177")
@pytest.mark.parametrize(("findings", "verdict"), [(0, Verdict.MET), (1, Verdict.NOT_MET)])
def test_where_none_at_all_is_what_is_asked_for_none_is_a_count(findings: int, verdict: Verdict):
    packs = ("city-green-mines-2018-scheme", "city-green-mines-2018-counted")
    policy = scheme_policy(resolve("360800", [pack_named(name) for name in packs]))
    mines = policy.scheme(SchemeCode.MINE)
    sheet = replace(opened(), scheme=SchemeCode.MINE, digest=mines.digest, derived=("GU4",))
    taken = replace(take(findings, findings, 1, "GU4"), scheme=SchemeCode.MINE)
    expected = replace(
        derived(Fraction(findings), verdict, 1), scheme=SchemeCode.MINE, indicator="GU4", digest=mines.digest
    )

    given(SHEET, policy, sheet).when(taken, at=NOON).then(expected)


def annotate(indicator: str, unit: str) -> AnnotateResult:
    return AnnotateResult(
        actor="owner-1",
        unit=unit,
        subject=TOWNSHIP,
        scheme=SchemeCode.TOWNSHIP,
        term="2025",
        indicator=indicator,
        reason="七月洪灾停电两日",
    )


@pytest.mark.req("A-003")
def test_a_derived_result_is_annotated_with_a_reason_and_stays():
    command = annotate("T4.1", "360730-discipline")
    first = derived(Fraction(1, 2), Verdict.NOT_MET, 1)
    note = ResultAnnotated(
        unit=TOWNSHIP,
        scheme=SchemeCode.TOWNSHIP,
        term="2025",
        indicator="T4.1",
        reason="七月洪灾停电两日",
        annotated_by="owner-1",
        annotated_at=NOON,
    )

    given(SHEET, POLICY, opened(), first).when(command, at=NOON).then(note)
    given(SHEET, POLICY, opened()).when(command, at=NOON).then_rejected("assessment.no-such-result")
    other = annotate("T4.1", "360730-organisation")
    given(SHEET, POLICY, opened(), first).when(other, at=NOON).then_rejected("assessment.forbidden-field")


def full(**verdicts: Verdict) -> tuple[Any, ...]:
    """A sheet of the community scheme with every owed indicator met but those named, as C1_2=..."""
    facts: list[Any] = [opened("C", COMMUNITY)]
    for code, rule in scheme("C").indicators.items():
        if rule.is_owed:
            verdict = verdicts.get(code.replace(".", "_"), Verdict.MET)
            command = record(code, unit="3607", scheme=SchemeCode.COMMUNITY, subject=COMMUNITY)
            facts.append(result(command, verdict))
    return tuple(facts)


CLOSE = CloseSheet(actor="office-1", unit="3607", subject=COMMUNITY, scheme=SchemeCode.COMMUNITY, term="2025")


def closed(facts: tuple[Any, ...]) -> SheetClosed:
    [fact] = [fact for fact in given(SHEET, POLICY, *facts).when(CLOSE, at=NOON).after().facts if fact not in facts]
    assert isinstance(fact, SheetClosed)
    return fact


def test_a_sheet_is_closed_when_every_owed_result_is_there():
    fact = closed(full())
    owed = sum(rule.is_owed for rule in scheme("C").indicators.values())

    assert (fact.met, fact.not_met, fact.not_applicable) == (owed, 0, 0)
    assert (fact.unmet_mandatory, fact.vetoed, fact.mandatory_share, fact.score) == ((), (), Fraction(1), Fraction(1))
    assert fact.digest == scheme("C").digest


def test_one_missing_result_keeps_the_sheet_open():
    facts = full()

    given(SHEET, POLICY, *facts[:-1]).when(CLOSE, at=NOON).then_rejected("assessment.results-missing", "C9.9")


@pytest.mark.req("A-005")
def test_a_norm_lowers_the_score_but_is_no_unmet_mandatory_one():
    fact = closed(full(C1_1=Verdict.NOT_MET))

    assert (fact.unmet_mandatory, fact.mandatory_share) == ((), Fraction(1))
    assert fact.score == Fraction(fact.met, fact.met + 1)


@pytest.mark.req("A-005")
def test_an_optional_indicator_never_lowers_a_result():
    optional = [code for code, rule in scheme("C").indicators.items() if rule.modality is Modality.OPTIONAL]
    unmet = [
        result(record(code, unit="3607", scheme=SchemeCode.COMMUNITY, subject=COMMUNITY), Verdict.NOT_MET)
        for code in optional
    ]

    assert len(optional) == 3
    assert closed((*full(), *unmet)) == closed(full())


def test_what_does_not_apply_counts_neither_way():
    fact = closed(full(C1_2=Verdict.NOT_APPLICABLE, C2_1=Verdict.NOT_MET))

    assert (fact.not_applicable, fact.not_met, fact.unmet_mandatory) == (1, 1, ("C2.1",))
    assert fact.score == Fraction(fact.met, fact.met + 1)


def test_a_closed_sheet_changes_no_more_and_shows_what_came_late():
    one = TakeMeasure(
        actor="service:assessment",
        unit=COMMUNITY,
        scheme=SchemeCode.COMMUNITY,
        term="2025",
        indicator="C7.5",
        hits=3,
        total=4,
        cause=cause(9),
    )
    facts = (*full(), closed(full()))
    late = LateMeasureNoted(
        unit=COMMUNITY,
        scheme=SchemeCode.COMMUNITY,
        term="2025",
        indicator="C7.5",
        verdict=Verdict.NOT_MET,
        value=Fraction(3, 4),
        cause=cause(9),
        noted_at=NOON,
    )

    given(SHEET, POLICY, *facts).when(one, at=NOON).then(late)
    given(SHEET, POLICY, *facts, late).when(one, at=NOON).then()
    given(SHEET, POLICY, *facts).when(CLOSE, at=NOON).then_rejected("assessment.sheet-already-closed")
    again = record("C1.2", unit="3607", scheme=SchemeCode.COMMUNITY, subject=COMMUNITY)
    given(SHEET, POLICY, *facts).when(again, at=NOON).then_rejected("assessment.sheet-already-closed")


# The score against a reference that counts on its fingers

WORDS = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)
SMALL = ("C1.1", "C1.2", "C2.1", "C5.5", "C6.3")
"""A norm, two mandatory ones, an optional one, and one that is only shown."""


def small(weights: Mapping[str, int] | None = None) -> Scheme:
    rules = {code: scheme("C").rule(code) for code in SMALL}
    if weights is not None:
        rules = {code: replace(rule, weight=Fraction(weights[code])) for code, rule in rules.items()}
    return replace(scheme("C"), indicators=rules, vetoes=("C1.2",))


def reference(verdicts: Mapping[str, Verdict], weights: Mapping[str, int], codes: tuple[str, ...]) -> Fraction | None:
    """One bead for each point: met on one heap, everything that applies on another."""
    met = applies = 0
    for code in codes:
        for _ in range(weights[code]):
            applies += verdicts[code] is not Verdict.NOT_APPLICABLE
            met += verdicts[code] is Verdict.MET
    return Fraction(met, applies) if applies else None


@pytest.mark.parametrize("weights", [None, {"C1.1": 40, "C1.2": 35, "C2.1": 15, "C5.5": 7, "C6.3": 3}])
def test_every_sheet_of_five_indicators_comes_to_what_the_reference_counts(weights: dict[str, int] | None):
    points = weights or dict.fromkeys(SMALL, 1)
    for words in product(WORDS, repeat=len(SMALL)):
        verdicts = dict(zip(SMALL, words, strict=True))
        came_to = total(small(weights), verdicts)

        assert came_to.score == reference(verdicts, points, SMALL[:3])
        assert came_to.mandatory_share == reference(verdicts, points, SMALL[1:3])
        assert came_to.vetoed == (("C1.2",) if verdicts["C1.2"] is Verdict.NOT_MET else ())


ALL_FIVE = (*PACKS, "district-congress-2020-scheme", "city-green-mines-2018-scheme")
WHOLE = scheme_policy(resolve("360730", [pack_named(name) for name in ALL_FIVE]))


@pytest.mark.parametrize("code", list(SchemeCode))
def test_as_06_the_score_of_every_scheme_is_what_the_reference_counts(code: SchemeCode):
    """Each indicator takes every verdict beside many different neighbours."""
    rules = WHOLE.scheme(code).indicators
    owed = tuple(name for name, rule in rules.items() if rule.is_owed)
    mandatory = tuple(name for name in owed if rules[name].modality is Modality.MANDATORY)
    points = dict.fromkeys(rules, 1)
    for stride, offset in product(range(1, 12), range(len(WORDS))):
        verdicts = {name: WORDS[(place * stride // 2 + offset) % 3] for place, name in enumerate(rules)}
        came_to = total(WHOLE.scheme(code), verdicts)

        assert came_to.score == reference(verdicts, points, owed)
        assert came_to.mandatory_share == reference(verdicts, points, mandatory)
        assert came_to.met + came_to.not_met + came_to.not_applicable == len(owed)
        assert came_to.unmet_mandatory == tuple(sorted(n for n in mandatory if verdicts[n] is Verdict.NOT_MET))


@pytest.mark.parametrize("indicator", WHOLE.scheme(SchemeCode.MINE).vetoes)
def test_as_06_what_voids_the_whole_does_so_whatever_the_score_is(indicator: str):
    verdicts = dict.fromkeys(WHOLE.scheme(SchemeCode.MINE).indicators, Verdict.MET) | {indicator: Verdict.NOT_MET}

    assert total(WHOLE.scheme(SchemeCode.MINE), verdicts).vetoed == (indicator,)


def test_as_01_every_result_and_the_count_name_the_scheme():
    facts = full()

    assert {fact.digest for fact in (*facts, closed(facts))} == {scheme("C").digest}

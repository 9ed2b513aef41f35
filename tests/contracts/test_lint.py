"""The linter finds every known defect of the sources as first transcribed, and none in the packs that are shipped."""

import re
from pathlib import Path

import pytest
from contracts.packs import Pack, read_pack
from contracts.policies import shipped_packs
from contracts.policy_catalogue import policy_catalogue
from contracts.policy_lint import Finding, lint, lint_texts, used_parameters

FIRST = Path(__file__).parent / "data" / "first-transcription"
ROWS = Path(__file__).resolve().parents[2] / "docs" / "requirements"

# What the sources get wrong, and what in them is at odds with the law: check, pack, parameter.
KNOWN_DEFECTS = {
    "the 31 November of document 5": ("impossible-date", "community-draft", "community.yearly_filing.due"),
    "words lost in document 5: 本区本, 下财政": (
        "damaged-text",
        "community-draft",
        "community.funding.first_year.district_share",
    ),
    "words lost in document 5: 本开展": ("damaged-text", "community-draft", "C.yearly_share.target"),
    "a wrong character in a title": ("damaged-text", "community-draft", "C.title.demonstration.min"),
    "monthly against half-monthly screening": (
        "contradictory-period",
        "township-centre-2012",
        "screening.disputes.per_month",
    ),
    "a year lost in document 4": ("damaged-text", "township-centre-2012", "centre.target.period"),
    "articles of the annex that are missing": ("source-not-in-text", "city-green-mines-2018", "mine.pass_mark"),
    "a wrong character in a heading": ("damaged-text", "city-green-mines-2018", "mining.measures"),
    "a year of residence asked of candidates": (
        "looser-than-above",
        "community-draft",
        "candidate.residence.min_months",
    ),
    "communities larger than the law says": ("looser-than-above", "community-draft", "community.new.min_households"),
    "existing communities larger than the law says": (
        "looser-than-above",
        "community-draft",
        "community.resize.min_households",
    ),
    "two texts of one law on the size of communities": (
        "overlapping-versions",
        "cn-residents-2026",
        "residents_committee.households",
    ),
    "a narrower committee than the law's": ("narrower-than-above", "community-draft", "committee.size.max"),
    "quarterly finance where the law says monthly": (
        "looser-than-above",
        "county-2011",
        "disclosure.period.VA_finance",
    ),
    "a calendar beside 20 working days": ("contradictory-period", "county-2011", "disclosure.period.TG"),
    "secrecy as the only ground": ("looser-than-above", "county-2011", "disclosure.secrecy_grounds"),
    "only township posts barred": ("looser-than-above", "district-congress-2020", "congress.incompatible_posts"),
    "an extra session by the presidium alone": (
        "looser-than-above",
        "district-congress-2020",
        "requires.congress.extra_session",
    ),
    "a vacant chair stops the congress": (
        "circular-precondition",
        "district-congress-2020",
        "requires.congress.chair",
    ),
    "two ways for an office to end": ("contradictory-rule", "district-congress-2020", "office.end.congress_chair"),
    "a ladder before the court": ("looser-than-above", "township-centre-2012", "requires.arbitration_or_court"),
    "petitions at the centre alone": ("looser-than-above", "township-centre-2012", "petition.registered_by"),
    "three years in an older provincial text": (
        "looser-than-above",
        "bj-village-elections-2012",
        "village_committee.term_years",
    ),
}

HEAD = """
[pack]
id = "{id}"
area = "{area}"
in_force_from = 2020-01-01
known_from = {known}
source = "1"
title = {{ zh = "意见", en = "Opinion" }}
"""


def parameter(name: str, value: str, unit: str, more: str = "") -> str:
    said = f'source = "1 §四4"\nrow = "D-006"\n{more}'
    return f'\n[{name}]\nvalue = {value}\nunit = "{unit}"\nconfidence = "sure"\n{said}\n'


def pack(
    *parameters: str, name: str = "local", area: str = "360730", known: str = "2020-01-01", more: str = ""
) -> Pack:
    return read_pack(HEAD.format(id=name, area=area, known=known) + more + "".join(parameters))


def found(*packs: Pack) -> set[tuple[str, str]]:
    return {(finding.check, finding.parameter) for finding in lint(packs)}


def first_transcription() -> list[Finding]:
    return lint_texts({file.stem: file.read_text("utf-8") for file in sorted(FIRST.glob("*.toml"))})


@pytest.mark.parametrize("defect", KNOWN_DEFECTS)
def test_a_known_defect_of_the_sources_is_found_in_the_packs_as_first_transcribed(defect: str):
    findings = {(finding.check, finding.pack, finding.parameter) for finding in first_transcription()}

    assert KNOWN_DEFECTS[defect] in findings


def test_nothing_else_is_found_in_the_packs_as_first_transcribed():
    findings = {(finding.check, finding.pack, finding.parameter) for finding in first_transcription()}

    assert findings - set(KNOWN_DEFECTS.values()) == {
        ("unknown-parameter", "township-centre-2012", "screening.disputes.per_month"),
        ("narrower-than-above", "community-draft", "committee.size.min"),
        ("circular-precondition", "district-congress-2020", "requires.congress.extra_session"),
        ("circular-precondition", "district-congress-2020", "requires.presidium.meeting"),
    }


def test_a_defect_keeps_its_pack_from_being_activated_and_a_tightening_does_not():
    shown = {finding.check for finding in first_transcription() if finding.shown}

    assert shown == {"narrower-than-above"}


def test_the_packs_that_are_shipped_have_no_defect():
    assert [] == [str(finding) for finding in lint(list(shipped_packs().values())) if not finding.shown]


@pytest.mark.parametrize("shipped", shipped_packs().values(), ids=lambda shipped: shipped.id)
def test_every_reading_and_row_that_a_shipped_pack_names_exists(shipped: Pack):
    rows = {
        row for page in ROWS.glob("*.md") for row in re.findall(r"(?m)^\| ([A-Z]-\d{3}) \|", page.read_text("utf-8"))
    }
    readings = set(re.findall(r"(?m)^\| (AMB-\d\d) \|", (ROWS / "ambiguities.md").read_text("utf-8")))

    assert {item.row for item in shipped.parameters.values()} <= rows
    assert {part for item in shipped.parameters.values() for part in item.reading.split("; ") if part} <= readings


def test_every_parameter_of_the_catalogue_is_in_a_pack_and_every_unit_is_used():
    catalogue = policy_catalogue()
    names = {name for shipped in shipped_packs().values() for name in shipped.parameters}
    unheld = [name for name in catalogue.names if "*" not in name and name not in names]

    assert unheld == []
    assert set(catalogue.units) == set(catalogue.names.values())
    assert set().union(*catalogue.duties.values(), *catalogue.rules.values(), *catalogue.wholes.values()) <= names


def test_what_a_services_typed_rules_are_made_of_is_known_to_be_used():
    used = used_parameters(list(shipped_packs().values()))

    typed = {"disclosure.due.half1", "disclosure.channels", "assessment.evidence.TP"}

    assert typed | {"community.disclosure_boards.min", "deadline.rest_day"} <= used
    assert "appraisal.report.deadline_days" not in used


# Each check on both sides of its boundary


@pytest.mark.parametrize(
    ("value", "defect"),
    [('"11-30"', False), ('"11-31"', True), ('"02-28"', False), ('"02-29"', True), ('"00-10"', True)],
)
def test_a_day_of_the_year_exists_in_every_year(value: str, defect: bool):
    impossible = ("impossible-date", "T.check.due") in found(pack(parameter("T.check.due", value, "month-day")))

    assert impossible == defect


@pytest.mark.parametrize(
    ("value", "defect"),
    [('"keep"', False), ('"next"', False), ('"previous"', False), ('"sometimes"', True), ("1", True)],
)
def test_a_rest_day_is_kept_or_moved(value: str, defect: bool):
    wrong = ("wrong-unit", "deadline.rest_day") in found(pack(parameter("deadline.rest_day", value, "rest day")))

    assert wrong == defect


@pytest.mark.parametrize(
    ("inclusive", "rest_day", "defect"),
    [("false", '"next"', True), ("true", '"next"', False), ("false", '"previous"', False), ("false", '"keep"', False)],
)
def test_ways_of_counting_do_not_exclude_each_other(inclusive: str, rest_day: str, defect: bool):
    modes = (
        parameter("deadline.inclusive", inclusive, "yes or no"),
        parameter("deadline.rest_day", rest_day, "rest day"),
    )

    assert (("contradictory-rule", "deadline.rest_day") in found(pack(*modes))) == defect


@pytest.mark.parametrize(("value", "defect"), [('"2024-02-29"', False), ('"2023-02-29"', True), ('"2013-13-01"', True)])
def test_a_date_exists(value: str, defect: bool):
    impossible = ("impossible-date", "T.plan.due") in found(pack(parameter("T.plan.due", value, "date")))

    assert impossible == defect


@pytest.mark.parametrize(("last", "defect"), [("2017-12-01", False), ("2017-11-30", True)])
def test_a_range_does_not_end_before_it_begins(last: str, defect: bool):
    stage = parameter("mining.stage1", f'{{ from = "2017-12-01", to = "{last}" }}', "date range")

    assert (("impossible-date", "mining.stage1") in found(pack(stage))) == defect


@pytest.mark.parametrize(
    ("value", "unit", "defect"),
    [
        ("20", "day", False),
        ("20", "working day", True),
        ("20", "days", True),
        ('"twenty"', "day", True),
        ('"3/2"', "day", False),
        ("true", "day", True),
        ("{ min = 1, max = 2 }", "day", False),
        ('{ min = 1, max = "two" }', "day", True),
    ],
)
def test_a_parameter_is_given_in_its_unit(value: str, unit: str, defect: bool):
    item = parameter("village.roll.days_before", value, unit)

    assert (("wrong-unit", "village.roll.days_before") in found(pack(item))) == defect


@pytest.mark.parametrize(
    ("value", "defect"),
    [('"1/2"', False), ('"1"', False), ('"3/2"', True), ("50", True), ('{ more_than = "1/2", of = "all" }', False)],
)
def test_a_share_is_exact_and_at_most_the_whole(value: str, defect: bool):
    assert (("wrong-unit", "C9.5.min") in found(pack(parameter("C9.5.min", value, "share")))) == defect


@pytest.mark.parametrize(("weight", "defect"), [(39, True), (40, False), (41, True)])
def test_weights_add_up_to_their_sum(weight: int, defect: bool):
    weights = [
        parameter(f"assessment.weights.{name}", str(share), "point") for name, share in (("a", 60), ("b", weight))
    ]
    local = pack(parameter("assessment.weights.sum", "100", "point"), *weights)

    assert (("weights-do-not-add-up", "assessment.weights.sum") in found(local)) == defect


@pytest.mark.parametrize(("least", "defect"), [(2, False), (3, False), (4, True)])
def test_the_least_is_not_above_the_most(least: int, defect: bool):
    local = pack(
        parameter("centre.staff.min", str(least), "person"),
        parameter("centre.staff.max", "3", "person"),
        parameter("Z1.1.staff", f"{{ min = {least}, max = 3 }}", "person"),
    )

    assert (("least-above-most", "centre.staff.min") in found(local)) == defect
    assert (("least-above-most", "Z1.1.staff") in found(local)) == defect


@pytest.mark.parametrize(("whole", "defect"), [(7, True), (8, False), (9, False)])
def test_the_steps_of_a_time_limit_fit_into_it(whole: int, defect: bool):
    local = pack(
        parameter("village.roll.days_before", str(whole), "day"),
        parameter("village.roll.objection_days", "5", "day"),
        parameter("village.roll.decision_days", "3", "day"),
    )

    assert (("steps-longer-than-whole", "village.roll.days_before") in found(local)) == defect


@pytest.mark.parametrize(("old", "new"), [("1 §四4", "somewhere"), ("D-006", "D-6"), ("D-006", "row 6")])
def test_a_source_names_a_clause_and_a_row(old: str, new: str):
    item = parameter("T.fields", "7", "number")

    assert found(pack(item)) == set()
    assert found(pack(item.replace(old, new))) == {("missing-source", "T.fields")}


@pytest.mark.parametrize(
    ("clause", "defect"), [("3 §附1", True), ("3 §附7", True), ("3 §附8", False), ("3 §附10", False)]
)
def test_nothing_is_drawn_from_a_clause_that_is_lost(clause: str, defect: bool):
    item = parameter("mine.pass_mark", "60", "point").replace("1 §四4", clause)

    assert (("source-not-in-text", "mine.pass_mark") in found(pack(item))) == defect


def test_a_parameter_that_no_pack_may_carry_is_refused():
    assert found(pack(parameter("T.feilds", "7", "number"))) == {("unknown-parameter", "T.feilds")}


def test_two_periods_of_one_duty_contradict_each_other_until_one_has_a_reading():
    monthly = parameter("study.collective.per_month", "1", "time")
    quarterly = parameter("study.collective.per_quarter", "1", "time")
    read = parameter("study.collective.per_quarter", "1", "time", 'reading = "AMB-13"')

    assert ("contradictory-period", "study.collective.per_month") in found(pack(monthly, quarterly))
    assert ("contradictory-period", "study.collective.per_month") not in found(pack(monthly, read))


def test_a_way_around_opens_a_circle():
    chair = parameter("requires.congress.chair", '["presidium.meeting"]', "words")
    closed = parameter("requires.presidium.meeting", '["congress.chair"]', "words")
    opened = parameter("requires.presidium.meeting", '["congress.chair", "presidium.substitute"]', "words")

    assert ("circular-precondition", "requires.congress.chair") in found(pack(chair, closed))
    assert found(pack(chair, opened)) == set()


def test_two_packs_of_one_name_are_refused():
    one, other = pack(parameter("T.fields", "7", "number")), pack(parameter("T.fields", "6", "number"))

    assert ("same-name-twice", "pack.id") in found(one, other)


def test_two_texts_in_force_on_one_day_contradict_each_other_unless_one_corrects_the_other():
    one = pack(parameter("T.fields", "7", "number"), name="a")
    other = pack(parameter("T.fields", "6", "number"), name="b")
    correction = pack(parameter("T.fields", "6", "number"), name="b", known="2020-02-01", more='corrects = "a"\n')

    assert found(one, other) == {("overlapping-versions", "T.fields")}
    assert found(one, correction) == set()


def test_a_correction_of_a_correction_stands_in_place_of_the_first_text_as_long_as_both_are_there():
    one = pack(parameter("T.fields", "7", "number"), name="c")
    second = pack(parameter("T.fields", "6", "number"), name="b", known="2020-02-01", more='corrects = "c"\n')
    third = pack(parameter("T.fields", "5", "number"), name="a", known="2020-03-01", more='corrects = "b"\n')

    assert found(one, second, third) == set()
    assert ("overlapping-versions", "T.fields") in found(one, third)


@pytest.mark.parametrize(("corrected", "known"), [("c", "2020-02-01"), ("a", "2020-01-01")])
def test_a_correction_names_what_it_corrects_and_is_known_later(corrected: str, known: str):
    one = pack(parameter("T.fields", "7", "number"), name="a")
    other = pack(parameter("T.goals", "7", "number"), name="b", known=known, more=f'corrects = "{corrected}"\n')

    assert found(one, other) == {("corrects-nothing", "pack.corrects")}


def test_what_cannot_be_read_is_found_with_its_key_and_the_others_are_still_checked():
    broken = HEAD.format(id="broken", area="360730", known="2020-01-01") + "\n[T.fields]\nvalue = 7\n"
    faulty = HEAD.format(id="faulty", area="360730", known="2020-01-01") + parameter(
        "T.check.due", '"11-31"', "month-day"
    )
    findings = lint_texts({"broken.toml": broken, "faulty.toml": faulty})

    assert [(finding.pack, finding.check) for finding in findings] == [
        ("broken.toml", "malformed"),
        ("faulty.toml", "impossible-date"),
    ]
    assert findings[0].parameter == "T.fields"

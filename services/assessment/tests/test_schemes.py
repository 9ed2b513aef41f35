"""The five schemes as data: every indicator row of the requirements once, with its modality and bounds."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from contracts.assessment.sheet.messages import Modality
from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.assessment.words import SchemeCode
from contracts.errors import Rejected
from contracts.packs import Pack, Parameter, read_pack
from contracts.policies import pack_named, resolve

ROOT = Path(__file__).parents[3]
PACKS = {
    SchemeCode.TOWNSHIP: "county-2011-scheme",
    SchemeCode.CONGRESS: "district-congress-2020-scheme",
    SchemeCode.MINE: "city-green-mines-2018-scheme",
    SchemeCode.CENTRE: "township-centre-2012-scheme",
    SchemeCode.COMMUNITY: "community-draft-scheme",
}
SIZES = {"T": 92, "D": 26, "G": 11, "Z": 39, "C": 67}
SPLIT = {"A-197": 8, "A-204": 8}
"""Rows that name several indicators at once: the eight haves, the eight fields."""

ROW = re.compile(
    r"(?m)^\| (A-(\d+)) \| ([^|]+) \| \[(M|N|O|I)\] ((?:GU|[TDGZC])\d+(?:\.\d+)?)\S* .*? "
    r"\| ([^|]+) \| (indicator[^|]*) \|"
)
MODALITY = {
    "M": Modality.MANDATORY,
    "N": Modality.NORM,
    "O": Modality.OPTIONAL,
    "I": Modality.INFORMATION,
}


def rows() -> dict[str, tuple[str, str, str]]:
    """Row to tag, first indicator and Chinese wording, for A.4 to A.8."""
    text = (ROOT / "docs" / "requirements" / "assessment.md").read_text("utf-8")
    return {m[1]: (m[4], m[5], m[6].strip()) for m in ROW.finditer(text) if 48 <= int(m[2]) <= 290}


def parameters() -> dict[str, Parameter]:
    """Indicator to its parameter, over all five packs."""
    found = [item for name in PACKS.values() for item in pack_named(name).parameters.values()]
    return {item.name.removeprefix("assessment.indicator."): item for item in found if "indicator" in item.name}


def policy_with(*more: str, without: str = "") -> SchemePolicy:
    packs = [pack_named(name) for name in PACKS.values() if name != without]
    return scheme_policy(resolve("360730101", [*packs, *map(local, more)]))


def local(text: str) -> Pack:
    head = """
    [pack]
    id = "local"
    area = "360730101"
    in_force_from = 2025-01-01
    known_from = 2025-01-01
    source = "9"
    title = { zh = "本地", en = "local" }
    """
    return read_pack(head + text)


@pytest.mark.req("A-001")
def test_every_indicator_row_of_the_five_schemes_is_there_exactly_once():
    counted = Counter(item.row for item in parameters().values())

    assert {row: SPLIT.get(row, 1) for row in rows()} == dict(counted)
    assert len(rows()) == sum(SIZES.values()) - sum(SPLIT.values()) + len(SPLIT)


@pytest.mark.parametrize("scheme", list(SchemeCode))
def test_each_scheme_has_its_indicators_and_no_others(scheme: SchemeCode):
    indicators = policy_with().scheme(scheme).indicators

    assert SIZES[scheme] == len(indicators)
    assert {code[0] for code in indicators} == {scheme.value}


@pytest.mark.req("A-005")
def test_modality_code_and_wording_are_those_of_the_row():
    of_row = {item.row: (code, item.value) for code, item in reversed(parameters().items())}
    for row, (tag, code, zh) in rows().items():
        found, value = of_row[row]

        assert MODALITY[tag] == value["modality"], row
        assert row in SPLIT or (code, zh) == (found, value["zh"]), row
        assert value["en"].strip(), row


@pytest.mark.parametrize(
    ("code", "least", "most"),
    [
        ("T4.1", Fraction(1), None),
        ("T7.16", Fraction(4, 5), None),
        ("T6.2", None, Fraction(0)),
        ("C3.1", Fraction(5), Fraction(7)),
        ("C3.2", Fraction(2, 3), None),
        ("C10.7", Fraction(1, 10), None),
        ("C1.1", Fraction(2000), None),
        ("C6.1", Fraction(3, 5), None),
        ("Z2.1", Fraction(6), None),
        ("GU4", None, Fraction(0)),
    ],
)
def test_bounds_are_exact(code: str, least: Fraction | None, most: Fraction | None):
    rule = policy_with().scheme(SchemeCode(code[0])).rule(code)

    assert (least, most) == (rule.least, rule.most)


@pytest.mark.req("A-209")
@pytest.mark.parametrize(("households", "met"), [(1999, False), (2000, True), (2001, True)])
def test_two_thousand_households_are_enough(households: int, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule("C1.1").is_met_by(Fraction(households))


@pytest.mark.req("A-211")
@pytest.mark.parametrize(("households", "met"), [(2999, False), (3000, True)])
def test_new_residential_areas_have_three_thousand_households(households: int, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule("C1.3").is_met_by(Fraction(households))


@pytest.mark.req("A-220")
@pytest.mark.parametrize(("members", "met"), [(4, False), (5, True), (7, True), (8, False)])
def test_a_committee_has_five_to_seven_members(members: int, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule("C3.1").is_met_by(Fraction(members))


@pytest.mark.req("A-221")
@pytest.mark.parametrize(("share", "met"), [("6666/10000", False), ("2/3", True), ("6667/10000", True)])
def test_two_thirds_of_the_committee_are_full_time(share: str, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule("C3.2").is_met_by(Fraction(share))


@pytest.mark.req("A-217")
@pytest.mark.parametrize(("households", "met"), [(199, False), (200, True), (300, True), (301, False)])
def test_a_residents_group_has_two_to_three_hundred_households(households: int, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule("C2.4").is_met_by(Fraction(households))


def test_a_scheme_that_no_active_pack_carries_is_refused():
    with pytest.raises(Rejected, match="scheme-not-active"):
        policy_with(without=PACKS[SchemeCode.MINE]).scheme(SchemeCode.MINE)


def test_another_indicator_makes_another_digest():
    added = """
    [assessment.indicator.G7]
    value = { field = "unit", modality = "mandatory", measure = "record", zh = "本地指标", en = "local" }
    unit = "scheme indicator"
    source = "9 §1"
    row = "A-006"
    confidence = "sure"
    """
    before, after = policy_with(), policy_with(added)

    assert before.scheme(SchemeCode.MINE).digest != after.scheme(SchemeCode.MINE).digest
    assert before.scheme(SchemeCode.CENTRE).digest == after.scheme(SchemeCode.CENTRE).digest


def weights(*numbers: int) -> str:
    codes = ["G1", "G2", "G3", "G4", "G5", "G6", "GU1", "GU2", "GU3", "GU4", "GU5"]
    given = [(f"weight.{code}", number) for code, number in zip(codes, numbers, strict=False)]
    rest = 'unit = "point"\nsource = "9 §1"\nrow = "A-004"\nconfidence = "sure"'
    return "\n".join(f"[assessment.{name}]\nvalue = {value}\n{rest}" for name, value in [*given, ("weights.sum", 100)])


@pytest.mark.req("A-004")
@pytest.mark.parametrize("numbers", [(10,) * 10 + (1,), (10,) * 9 + (9, 0), (50, 50)])
def test_weights_that_do_not_add_up_or_leave_one_out_are_refused(numbers: tuple[int, ...]):
    with pytest.raises(Rejected, match="weights-invalid"):
        policy_with(weights(*numbers))


@pytest.mark.req("A-004")
def test_weights_that_add_up_to_a_hundred_are_taken():
    scheme = policy_with(weights(20, 20, 20, 10, 5, 5, 4, 4, 4, 4, 4)).scheme(SchemeCode.MINE)

    assert scheme.rule("G1").weight == 20
    assert sum(rule.weight or 0 for rule in scheme.indicators.values()) == 100


@pytest.mark.parametrize(
    ("indicator", "value", "met"),
    [
        ("C1.1", "1999", False),
        ("C1.1", "2000", True),
        ("C1.3", "2999", False),
        ("C1.3", "3000", True),
        ("C3.1", "4", False),
        ("C3.1", "5", True),
        ("C3.1", "7", True),
        ("C3.1", "8", False),
        ("C3.2", "1999/3000", False),
        ("C3.2", "2/3", True),
        ("C2.4", "199", False),
        ("C2.4", "200", True),
        ("C2.4", "300", True),
        ("C2.4", "301", False),
        ("C2.5", "19", False),
        ("C2.5", "30", True),
        ("C9.4", "299", False),
        ("C9.4", "300", True),
    ],
)
def test_as_13_sizes_and_staff_are_judged_at_their_exact_bounds(indicator: str, value: str, met: bool):
    assert met == policy_with().scheme(SchemeCode.COMMUNITY).rule(indicator).is_met_by(Fraction(value))

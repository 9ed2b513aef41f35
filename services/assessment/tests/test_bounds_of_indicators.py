"""The bounds of every indicator, written a second time from the requirements' parameter column."""

from datetime import date
from fractions import Fraction

import pytest
from contracts.assessment.sheet.rules import scheme_policy
from contracts.assessment.words import SchemeCode
from contracts.overlay import in_force_as_known
from contracts.policies import pack_named, resolve

PACKS = (
    "county-2011-scheme",
    "district-congress-2020-scheme",
    "city-green-mines-2018-scheme",
    "township-centre-2012-scheme",
    "community-draft-scheme",
)
SCHEMES = scheme_policy(resolve("360730", [pack_named(name) for name in PACKS])).schemes
BOUNDS = """
T1.1 1..  T1.2 1..  T1.7 1..  T2.1 5..  T2.4 5..  T2.8 1..  T2.9 4..  T2.11 4..  T2.12 2..  T2.14 4..  T2.15 2..
T3.1 8..  T3.2 6..  T3.3 3..  T3.4 5..  T3.5 9..  T3.13 8..  T4.1 1..  T4.2 1..  T4.3 1..  T4.4 1..  T4.5 1..
T4.6 ..0  T5.1 3..  T5.4 3..  T5.7 8..  T5.8 4..  T5.9 13..  T5.10 4..  T5.11 3..  T5.12 1..  T6.1 4..  T6.2 ..0
T6.3 1..  T6.4 4..  T6.5 1/3..  T6.7 4..  T7.1 5..  T7.3 3..  T7.5 3..  T7.6 ..0  T7.7 4..  T7.8 5..  T7.16 4/5..
T7.25 3..  T8.2 1/3..  D1.1 2..  D1.2 1..  D1.3 ..0  D1.4 1..  D1.5 ..0  D1.6 1..  D2.1 1..  D2.3 1..  D2.5 1..
D3.1 1..  D3.2 1..  D5.1 6..  D5.2 ..0  D5.3 1..  D5.4 6..  D6.1 1..  GU2 4..  GU3 2..  GU4 ..0  GU5 4..
Z1.1 2..3  Z1.2 4..  Z1.3 1..  Z2.1 6..  Z2.2 1..  Z2.4 6..  Z2.5 6..  Z2.6 1..  Z2.7 1..  Z3.2 1..  Z3.3 1..
Z3.5 1..  Z4.9 4..  Z5.1 ..0  Z5.2 ..0  Z5.3 ..0  Z5.4 ..0  C1.1 2000..  C1.2 1..  C1.3 3000..  C2.1 7..
C2.3 5..  C2.4 200..300  C2.5 20..30  C2.6 1..  C3.1 5..7  C3.2 2/3..  C4.2 1..  C6.1 3/5..  C6.4 ..0  C7.2 2..
C7.5 1..  C7.7 1..  C8.1 2..  C8.4 3..  C9.1 1..  C9.2 2..  C9.4 300..  C9.5 2/3..  C9.12 4..  C9.13 7..
C10.3 10..  C10.4 3..  C10.6 1..  C10.7 1/10..  C10.8 6..  C10.14 1..
"""
"""Indicator, least and most: `1/3..` at least a third, `..0` none at all, `5..7` five to seven."""


def bounds() -> dict[str, tuple[Fraction | None, Fraction | None]]:
    words = BOUNDS.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return {code: _ends(written) for code, written in pairs}


def _ends(written: str) -> tuple[Fraction | None, Fraction | None]:
    least, most = (Fraction(end) if end else None for end in written.split(".."))
    return least, most


@pytest.mark.parametrize("scheme", list(SchemeCode))
def test_every_bound_of_a_scheme_is_the_one_written_here(scheme: SchemeCode):
    rules = SCHEMES[scheme].indicators
    bounded = {code: (rule.least, rule.most) for code, rule in rules.items() if (rule.least, rule.most) != (None, None)}

    assert {code: ends for code, ends in bounds().items() if code[0] == scheme.value} == bounded


def test_a_later_version_of_the_centres_scheme_has_the_bounds_written_here():
    """It is counted by the platform: what is asked of a centre stays."""
    counted = scheme_policy(resolve("360730", [pack_named("township-centre-2012-scheme-counted")])).schemes
    rules = counted[SchemeCode("Z")].indicators
    bounded = {code: (rule.least, rule.most) for code, rule in rules.items() if (rule.least, rule.most) != (None, None)}

    assert {code: ends for code, ends in {**bounds(), "Z2.5": (Fraction(1), None)}.items() if code[0] == "Z"} == bounded


CORRECTED = {
    "township-centre-2012-scheme-units": ("township-centre-2012-scheme-counted", {"Z1.2": "share 1/1"}),
    "community-draft-scheme-persons": ("community-draft-scheme", {"C4.2": "share 1/1", "C10.14": "count 3"}),
    "district-congress-2020-scheme-quarters": (
        "district-congress-2020-scheme",
        {"D2.1": "share 1/1", "D3.2": "share 1/1"},
    ),
}
"""Corrected pack to the pack that it corrects, and what alone it says otherwise: measure and least."""


@pytest.mark.parametrize("pack", list(CORRECTED))
def test_a_corrected_pack_differs_in_the_bounds_that_were_half_and_in_nothing_else(pack: str):
    corrects, otherwise = CORRECTED[pack]
    before, after = pack_named(corrects), pack_named(pack)
    changed = {name: item for name, item in after.parameters.items() if item != before.parameters.get(name)}
    measured = {name: f"{item.value['measure']} {item.value['least']}" for name, item in changed.items()}

    assert {f"assessment.indicator.{code}": said for code, said in otherwise.items()} == measured
    assert set(before.parameters) == set(after.parameters)
    assert (corrects, before.source, before.area) == (after.corrects, after.source, after.area)
    assert before.known_from < after.known_from


@pytest.mark.req("A-181", "A-224", "A-275", "A-147", "A-153")
@pytest.mark.parametrize(
    ("code", "value", "met"),
    [
        ("Z1.2", "9/10", False),
        ("Z1.2", "10/10", True),
        ("C4.2", "6/7", False),
        ("C4.2", "7/7", True),
        ("C10.14", "2", False),
        ("C10.14", "3", True),
        ("C10.14", "4", True),
        ("D2.1", "3/4", False),
        ("D2.1", "4/4", True),
        ("D3.2", "11/12", False),
        ("D3.2", "12/12", True),
    ],
)
def test_who_does_half_of_what_is_asked_does_not_meet_it(code: str, value: str, met: bool):
    packs = [pack_named(name) for pack, (corrects, _) in CORRECTED.items() for name in (corrects, pack)]
    known = in_force_as_known(packs, date(2025, 1, 1), date(2025, 1, 1))
    rule = scheme_policy(resolve("360730", known)).schemes[SchemeCode(code[0])].rule(code)

    assert met == rule.is_met_by(Fraction(value))


def test_until_a_correction_was_known_the_half_bound_held():
    packs = [pack_named(name) for name in ("community-draft-scheme", "community-draft-scheme-persons")]
    the_day_before = in_force_as_known(packs, date(2025, 1, 1), date(2011, 1, 1))
    rule = scheme_policy(resolve("360730", the_day_before)).schemes[SchemeCode.COMMUNITY].rule("C10.14")

    assert rule.is_met_by(Fraction(1))


def test_the_programme_of_three_years_names_its_days_and_numbers():
    resolved = resolve("360730", [pack_named("county-2011-standards")])

    assert ("2012-12-31", 8) == (
        resolved.value("T.villages.due"),
        resolved.value("T.office.target_year.count"),
    )

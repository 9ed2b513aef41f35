"""Every indicator row of A.4 to A.8 against the pack that carries it, and each scored on both sides of its bound.

The rows are read from the requirement tables and never from a pack; where one row holds more than a bound can say, the
reading taken stands here by hand.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from assessment.sheet import STREAM as SHEET
from contracts.assessment.sheet.messages import (
    CloseSheet,
    Modality,
    RecordResult,
    ResultRecorded,
    SheetClosed,
    SheetOpened,
    Verdict,
)
from contracts.assessment.sheet.rules import SchemePolicy, scheme_policy
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode, lists
from contracts.calendar import CHINA
from contracts.packs import Parameter
from contracts.policies import pack_named, resolve
from ledger.testing.given import given

TABLES = (Path(__file__).resolve().parents[3] / "docs" / "requirements" / "assessment.md").read_text("utf-8")
PACKS = {
    "T": "county-2011-scheme",
    "D": "district-congress-2020-scheme",
    "G": "city-green-mines-2018-scheme",
    "Z": "township-centre-2012-scheme",
    "C": "community-draft-scheme",
}
POLICY: SchemePolicy = scheme_policy(
    resolve("360730", [pack_named(name) for name in ("county-2011-standards", *PACKS.values())])
)
MODALITY = {"M": "mandatory", "N": "norm", "O": "optional", "I": "information"}
NOON = datetime(2025, 12, 20, 12, tzinfo=CHINA)
BOUND = (
    (re.compile(r"=(\d+)\.\.(\d+)$"), lambda found: ("count", f"{found[1]}..{found[2]}")),
    (re.compile(r"=(\d\.\d\d|\d/\d)$"), lambda found: ("share", f"{Fraction(found[1])}..")),
    (re.compile(r"(?:\.max|\.unjustified)=(\d+)$"), lambda found: ("count", f"..{found[1]}")),
    (re.compile(r"change<=(\d+)$"), lambda found: ("change", f"..{found[1]}")),
    (re.compile(r">?=(\d+)$"), lambda found: ("count", f"{found[1]}..")),
    (re.compile(r"(?<!\])=\[(.+)\]$"), lambda found: ("count", f"{len(found[1].split(','))}..")),
    (re.compile(r"^measure=(\w+)$"), lambda found: (found[1], "..")),
    (re.compile(r"source=(standard)$"), lambda found: (found[1], "..")),
)
"""How the parameter column writes a bound: to the measure and both ends."""

READINGS: dict[str, tuple[str, str]] = {
    "A-075": ("record", ".."),
    "A-107": ("share_by_post", "1/3.."),
    "A-138": ("share", "1/3.."),
    "A-174": ("record", ".."),
    "A-187": ("count", "6.."),
    "A-181": ("count", "4.."),
    "A-212": ("record", ".."),
    "A-222": ("record", ".."),
    "A-224": ("count", "1.."),
    "A-233": ("record", ".."),
    "A-239": ("share", "1.."),
    "A-243": ("record", ".."),
    "A-275": ("count", "1.."),
}
"""Row to measure and bounds where the column names no single bound: the first of several, or a person judges."""

SPLIT = {"A-197": ("Z4", "eight_haves"), "A-204": ("Z6", "management_fields")}
"""Rows that stand for the eight indicators of a list."""


@dataclass(frozen=True)
class Row:
    """One row of the tables, as written there."""

    id: str
    source: str
    tag: str
    code: str
    text: str
    zh: str
    parameters: str

    @property
    def scheme(self) -> SchemeCode:
        return SchemeCode(self.code[0])

    @property
    def given(self) -> tuple[str, Fraction | None, Fraction | None]:
        """Measure, least and most."""
        measure, ends = READINGS.get(self.id) or read(self.parameters)
        least, most = (Fraction(end) if end else None for end in ends.split(".."))
        return measure, least, most


def read(written: str) -> tuple[str, str]:
    """What the parameter column says of a value; what it does not bound is recorded."""
    matches = ((pattern.search(written), ends) for pattern, ends in BOUND)
    return next((ends(found) for found, ends in matches if found), ("record", ".."))


LINE = re.compile(
    r"(?m)^\| (A-\d{3}) \| ([^|]+) \| \[([MNOI])\] ((?:GU|[TDGZC])\d+(?:\.\d+)?)\S* ([^|]+) \| ([^|]+) "
    r"\| indicator[^|]* \| `([^|]+)` \|$"
)
ROWS = {
    found[1]: Row(found[1], found[2], found[3], found[4], found[5].removesuffix("."), found[6], found[7])
    for found in LINE.finditer(TABLES)
}


def parameters() -> dict[str, list[Parameter]]:
    """Row to what the packs carry for it."""
    found: dict[str, list[Parameter]] = {}
    for pack in PACKS.values():
        for name, item in pack_named(pack).parameters.items():
            if name.startswith("assessment.indicator."):
                found.setdefault(item.row, []).append(item)
    return found


CARRIED = parameters()


def code_of(parameter: Parameter) -> str:
    return parameter.name.removeprefix("assessment.indicator.")


def plain(text: str) -> str:
    """Without the kind of quotation marks, which the tables and the packs write differently."""
    return re.sub("[\"'“”‘’]", "", text)


def test_the_rows_are_all_there_is_and_every_one_is_in_one_pack():
    claimed = [*range(48, 140), *range(141, 167), *range(168, 179), *range(180, 205), *range(209, 276)]

    assert {f"A-{number:03}" for number in claimed} == set(ROWS) == set(CARRIED)


@pytest.mark.req("A-048..A-139", "A-141..A-166", "A-168..A-178", "A-180..A-204", "A-209..A-275")
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_is_carried_word_for_word_and_decides_on_both_sides_of_its_bound(row: Row):
    carried = CARRIED[row.id]
    measure, least, most = row.given

    assert [row.source] * len(carried) == [item.source for item in carried]
    assert {MODALITY[row.tag]} == {item.value["modality"] for item in carried}
    if row.id in SPLIT:
        stem, name = SPLIT[row.id]
        assert [f"{stem}.{place}" for place in range(1, 9)] == [code_of(item) for item in carried]
        assert len(lists()[name]) == len(carried)
    else:
        [item] = carried
        assert (row.code, plain(row.text), row.zh) == (code_of(item), plain(item.value["en"]), item.value["zh"])
        assert (measure, least, most) == (item.value["measure"], *bounds(item))
    for item in carried:
        decides(code_of(item), row.scheme, least, most)


def bounds(item: Parameter) -> tuple[Fraction | None, Fraction | None]:
    least, most = (item.value.get(end) for end in ("least", "most"))
    return None if least is None else Fraction(least), None if most is None else Fraction(most)


def decides(code: str, scheme: SchemeCode, least: Fraction | None, most: Fraction | None) -> None:
    """On a sheet: a value at a bound is met and one beyond it is not; without a bound the assessor's word is kept."""
    rule = POLICY.scheme(scheme).rule(code)
    if not rule.is_counted:
        for word in (Verdict.MET, Verdict.NOT_MET):
            assert word == verdict(code, scheme, verdict=word)
        given(SHEET, POLICY, opened(scheme)).when(record(code, scheme), at=NOON).then_rejected(
            "assessment.verdict-required"
        )
        return
    step = Fraction(1, 10**9) if rule.measure == "share" else Fraction(1)
    if least is not None:
        assert verdict(code, scheme, value=least) is Verdict.MET
        assert verdict(code, scheme, value=least - step) is Verdict.NOT_MET
    if most is not None:
        assert verdict(code, scheme, value=most) is Verdict.MET
        assert verdict(code, scheme, value=most + step) is Verdict.NOT_MET


SUBJECTS = {"T": "360730105", "D": "360730105", "G": "360731-mine", "Z": "360730105-station", "C": "360730105301"}
ASSESSORS = {"D": "360730-congress", "G": "360730-mines", "Z": "360730105-centre", "C": "3607"}


def opened(scheme: SchemeCode) -> SheetOpened:
    return SheetOpened(
        unit=SUBJECTS[scheme],
        scheme=scheme,
        term="2025",
        case=f"assessment_case-{SUBJECTS[scheme]}",
        assessor=ASSESSORS.get(scheme),
        digest=POLICY.scheme(scheme).digest,
        derived=(),
        opened_at=NOON,
    )


def record(code: str, scheme: SchemeCode, **said: Any) -> RecordResult:
    owner = POLICY.owners.get(POLICY.scheme(scheme).rule(code).field, "organisation")
    return RecordResult(
        actor="assessor-1",
        unit=ASSESSORS.get(scheme, f"360730-{owner.replace('_', '-')}"),
        subject=SUBJECTS[scheme],
        scheme=scheme,
        term="2025",
        indicator=code,
        evidence=(EvidenceItem(kind=EvidenceKind.RECORD, reference="考核卷 2025-3"),),
        assessed_on=date(2025, 12, 20),
        **said,
    )


def verdict(code: str, scheme: SchemeCode, **said: Any) -> Verdict:
    sheet = opened(scheme)
    case = given(SHEET, POLICY, sheet).when(record(code, scheme, **said), at=NOON)
    [fact] = [fact for fact in case.after().facts if isinstance(fact, ResultRecorded)]
    return fact.verdict


def whole(scheme: SchemeCode, unmet: str) -> SheetClosed:
    """A sheet on which everything is met but one indicator."""
    met = {
        code: result(code, scheme, Verdict.NOT_MET if code == unmet else Verdict.MET)
        for code in POLICY.scheme(scheme).indicators
    }
    closing = CloseSheet(
        actor="assessor-1",
        unit=ASSESSORS.get(scheme, "360730-organisation"),
        subject=SUBJECTS[scheme],
        scheme=scheme,
        term="2025",
    )
    case = given(SHEET, POLICY, opened(scheme), *met.values()).when(closing, at=NOON)
    [fact] = [fact for fact in case.after().facts if isinstance(fact, SheetClosed)]
    return fact


def result(code: str, scheme: SchemeCode, word: Verdict) -> ResultRecorded:
    rule = POLICY.scheme(scheme).rule(code)
    value = (rule.least if rule.least is not None else Fraction(0)) if rule.is_counted else None
    said = record(code, scheme, verdict=None if rule.is_counted else Verdict.MET, value=value)
    case = given(SHEET, POLICY, opened(scheme)).when(said, at=NOON)
    [fact] = [fact for fact in case.after().facts if isinstance(fact, ResultRecorded)]
    return replace(fact, verdict=word)


@pytest.mark.parametrize("scheme", list(SchemeCode))
def test_what_one_unmet_indicator_does_to_the_whole_follows_from_how_binding_it_is(scheme: SchemeCode):
    for code, rule in POLICY.scheme(scheme).indicators.items():
        if code.endswith("1"):
            closed = whole(scheme, code)

            assert closed.unmet_mandatory == ((code,) if rule.modality is Modality.MANDATORY else ())
            assert (closed.score == 1) == (rule.modality in (Modality.OPTIONAL, Modality.INFORMATION))


def test_the_correction_of_scheme_z_counts_what_is_owed_each_month_over_all_months_and_changes_nothing_else():
    """It also names what other services' facts decide."""
    before, after = (pack_named(name).parameters for name in (PACKS["Z"], f"{PACKS['Z']}-counted"))
    changed = {name for name in before if before[name].value != after[name].value}
    monthly = {"Z2.5", "Z3.3", "Z3.5"}

    assert {f"assessment.indicator.{code}" for code in monthly} == changed
    assert set(after) - set(before) == {"assessment.counted.Z"}
    assert {(after[name].value["measure"], after[name].value["least"]) for name in changed} == {("share", "1/1")}
    assert monthly < set(after["assessment.counted.Z"].value)

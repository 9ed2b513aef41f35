"""Rounds under schemes D and G: one sheet for each unit, complete with the last of them."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from assessment.round import STREAM as ROUND
from assessment.round.rule import assessor_of_round, round_stream
from assessment.service import SERVICE
from contracts.assessment.round.messages import (
    BeginRound,
    RoundBegun,
    RoundCompleted,
    RoundsOfArea,
    SubjectAssessed,
    TakeRoundSheet,
)
from contracts.assessment.sheet.messages import CloseSheet, RecordResult, SheetOfUnit, SheetOpened, Verdict
from contracts.assessment.sheet.rules import scheme_policy
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played

COMMITTEE, TOWN, OTHER = "360730-npc", "360730100", "360730101"
NOON = datetime(2021, 12, 10, 12, tzinfo=CHINA)
PACKS = (
    "district-congress-2020-scheme",
    "district-congress-2020-scheme-quarters",
    "city-green-mines-2018-scheme",
    "city-green-mines-2018-counted",
)
POLICY = scheme_policy(resolve(COMMITTEE, [pack_named(name) for name in PACKS[1:]]))
KEY: dict[str, Any] = {"unit": COMMITTEE, "scheme": SchemeCode.CONGRESS, "year": 2021}
BEGIN = BeginRound(actor="clerk-1", **KEY, subjects=(TOWN, OTHER))
BEGUN = RoundBegun(**KEY, subjects=(TOWN, OTHER), begun_by="clerk-1", begun_at=NOON)
CAME_TO: dict[str, Any] = {
    "sheet": f"assessment_sheet-{TOWN}-D-2021",
    "unmet_mandatory": (),
    "vetoed": (),
    "mandatory_share": Fraction(1),
    "score": Fraction(25, 26),
    "digest": POLICY.scheme(SchemeCode.CONGRESS).digest,
}
TAKE = TakeRoundSheet(actor="service:assessment", **KEY, subject=TOWN, **CAME_TO)
TAKEN = SubjectAssessed(**KEY, subject=TOWN, **CAME_TO, assessed_at=NOON)


@pytest.mark.parametrize("scheme", [SchemeCode.CONGRESS, SchemeCode.MINE])
def test_a_round_is_begun_once_for_each_unit(scheme: SchemeCode):
    begin, begun = replace(BEGIN, scheme=scheme), replace(BEGUN, scheme=scheme)
    third = replace(begin, subjects=(TOWN, "360730102"))

    given(ROUND, POLICY).when(begin, at=NOON).then(begun)
    given(ROUND, POLICY).when(replace(begin, subjects=(OTHER, TOWN, OTHER)), at=NOON).then(begun)
    given(ROUND, POLICY, begun).when(begin, at=NOON).then()
    given(ROUND, POLICY, begun).when(third, at=NOON).then(replace(begun, subjects=("360730102",)))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"scheme": SchemeCode.TOWNSHIP}, "scheme-has-its-own-case"),
        ({"scheme": SchemeCode.CENTRE}, "scheme-has-its-own-case"),
        ({"scheme": SchemeCode.COMMUNITY}, "scheme-has-its-own-case"),
        ({"subjects": (TOWN, COMMITTEE)}, "self-assessment"),
        ({"subjects": ("360731100",)}, "not-in-charge"),
    ],
)
def test_a_round_is_of_schemes_without_a_case_and_of_units_below_who_assesses(said: dict[str, Any], code: str):
    given(ROUND, POLICY).when(replace(BEGIN, **said), at=NOON).then_rejected(f"assessment.{code}")


def test_no_round_is_begun_under_a_scheme_that_is_not_active():
    without = scheme_policy(resolve(COMMITTEE, [pack_named("city-green-mines-2018-scheme")]))

    given(ROUND, without).when(BEGIN, at=NOON).then_rejected("assessment.scheme-not-active")


def test_a_result_is_taken_once_and_the_last_one_completes_the_round():
    second = replace(TAKE, subject=OTHER)
    other = replace(TAKEN, subject=OTHER)
    done = RoundCompleted(**KEY, subjects=2, completed_at=NOON)

    given(ROUND, POLICY, BEGUN).when(TAKE, at=NOON).then(TAKEN)
    given(ROUND, POLICY, BEGUN, TAKEN).when(TAKE, at=NOON).then()
    given(ROUND, POLICY, BEGUN, TAKEN).when(second, at=NOON).then(other, done)
    given(ROUND, POLICY).when(TAKE, at=NOON).then()


def test_the_assessor_is_read_from_the_name_of_the_stream():
    assert COMMITTEE == assessor_of_round(round_stream(COMMITTEE, "D", "2021"))
    assert "36" == assessor_of_round(round_stream("36", "G", "2021"))


def results(scheme: SchemeCode, subject: str, assessor: str) -> list[RecordResult]:
    """Everything that a hand writes is met; what is counted by its least, or by nought."""
    evidence = (EvidenceItem(kind=EvidenceKind.RECORD, reference="记录-1"),)
    said: dict[str, Any] = {"actor": "clerk-1", "unit": assessor, "subject": subject, "scheme": scheme, "term": "2021"}
    rules = POLICY.scheme(scheme).indicators.values()
    return [
        RecordResult(
            **said,
            indicator=rule.code,
            verdict=None if rule.is_counted else Verdict.MET,
            value=(rule.least or Fraction(0)) if rule.is_counted else None,
            evidence=evidence,
            assessed_on=date(2021, 12, 10),
            note=None,
        )
        for rule in rules
        if not rule.is_derived
    ]


@pytest.mark.parametrize(
    ("scheme", "assessor", "subjects"),
    [
        (SchemeCode.CONGRESS, COMMITTEE, (TOWN, OTHER)),
        (SchemeCode.MINE, "36-natural-resources", ("360730-mines", "3607-mines")),
    ],
)
def test_each_unit_gets_one_sheet_and_its_result_comes_back(
    tmp_path, scheme: SchemeCode, assessor: str, subjects: tuple[str, str]
):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="36", folder=tmp_path)
    for name in PACKS:
        played.activate(name)
    begin = BeginRound(actor="clerk-1", unit=assessor, scheme=scheme, year=2021, subjects=subjects)
    played.at(NOON, begin, begin)
    opened = [(one.unit, one.assessor, one.case) for one in played.facts(SheetOpened)]
    first, second = subjects
    played.at(NOON, *results(scheme, first, assessor))
    close = CloseSheet(actor="clerk-1", unit=assessor, subject=first, scheme=scheme, term="2021")
    played.at(NOON, close)
    area = assessor.partition("-")[0]
    lines = played.ask(RoundsOfArea(unit=area, year=2021)).subjects
    page = played.ask(RoundsOfArea(unit=area, year=2021), limit=1)
    sheet = played.ask(SheetOfUnit(unit=first, scheme=scheme, term="2021"))

    stream = round_stream(assessor, scheme, "2021")
    assert sorted(opened) == sorted((subject, assessor, stream) for subject in subjects)
    assert {line.subject: line.result is not None for line in lines} == {first: True, second: False}
    assert [one.subject for one in played.facts(SubjectAssessed)] == [first]
    assert played.facts(SubjectAssessed)[0].digest == sheet.digest
    assert not list(played.facts(RoundCompleted))
    assert (*page.subjects, *played.ask(RoundsOfArea(unit=area, year=2021), after=page.next).subjects) == lines
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()

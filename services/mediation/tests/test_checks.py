"""What assessment's half-yearly checks came to is noted once, and the four ones are held together by it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import facts_of
from contracts.mediation.case.messages import Receiver
from contracts.mediation.check.messages import (
    CheckNoted,
    ChecksOfUnit,
    Consequence,
    ConsequenceNoted,
    FourOne,
    FourOneLine,
    FourOnesOfUnit,
)
from contracts.policies import pack_named
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.testing.hearing import hear
from ledger.testing.playing import Played
from ledger.testing.recording import append, example
from mediation.service import SERVICE

TOWNSHIP, OTHER = "360730101", "360730102"
CENTRE, STATION = f"{TOWNSHIP}-centre", f"{TOWNSHIP}201-station"
JULY = datetime(2025, 7, 3, 9, tzinfo=CHINA)
PACKS = (
    "cn-petitions-2022",
    "cn-mediation-2010",
    "cn-civil-procedure-2023",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    return Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)


def assessed(played: Played, name: str, **different: Any) -> Recorded:
    recorded_type = f"assessment.{name}.v1"
    document = example(recorded_type, unit=TOWNSHIP, year=2025, **different)
    stream = f"assessment_centre-{TOWNSHIP}-2025"
    return append(played.store, facts_of("assessment"), stream, recorded_type, document, at=JULY)


def result(subject: str, score: str | None, *unmet: str) -> dict[str, Any]:
    outcome = {"unmet_mandatory": list(unmet), "score": score, "digest": "d" * 64}
    return {"subject": subject, "responsible": "head-1", **outcome}


def check(played: Played, term: str = "2025H1") -> Recorded:
    results = [result(CENTRE, None, "Z2.1", "Z2.5"), result(STATION, "9/10")]
    return assessed(played, "half-year-check-completed", term=term, results=results)


def test_a_completed_check_and_what_followed_are_noted_once_with_their_cause(played, tmp_path):
    completed = check(played)
    rewarded = assessed(played, "subject-rewarded", subject=STATION, reason="目标完成")
    assessed(played, "subject-penalised", subject=CENTRE, reason="例会缺开")

    assert hear(SERVICE, played, tmp_path) == 3
    [noted] = played.facts(CheckNoted)
    followed = played.facts(ConsequenceNoted)
    assert (noted.unit, noted.half, [each.unmet for each in noted.results]) == (TOWNSHIP, "2025H1", [2, 0])
    assert (noted.cause.stream, noted.cause.fact) == (completed.stream, str(completed.id))
    assert [(each.subject, each.consequence) for each in followed] == [
        (STATION, Consequence.REWARD),
        (CENTRE, Consequence.PENALTY),
    ]
    causes = [metadata_of(fact)["$causationId"] for fact in played.recorded()]
    assert causes[:2] == [str(completed.id), str(rewarded.id)]
    before = played.recorded()
    assert hear(SERVICE, played, tmp_path) == 0
    assert hear(SERVICE, played, tmp_path, "an inbox that has forgotten everything") == 3
    assert played.recorded() == before


def test_another_fact_of_the_same_half_year_or_subject_notes_nothing_new(played, tmp_path):
    for _ in range(2):
        check(played)
        assessed(played, "subject-rewarded", subject=STATION)
    check(played, "2025H2")
    hear(SERVICE, played, tmp_path)

    assert [fact.half for fact in played.facts(CheckNoted)] == ["2025H1", "2025H2"]
    assert len(played.facts(ConsequenceNoted)) == 1


def test_results_are_shown_the_latest_half_year_first_with_what_followed_in_their_year(played, tmp_path):
    check(played)
    check(played, "2025H2")
    assessed(played, "subject-penalised", subject=CENTRE, reason="例会缺开")
    hear(SERVICE, played, tmp_path)
    first = played.ask(ChecksOfUnit(unit=TOWNSHIP), limit=3)
    second = played.ask(ChecksOfUnit(unit=TOWNSHIP), limit=3, after=first.next)
    lines = (*first.checks, *second.checks)

    assert [(line.half, line.subject, line.consequence) for line in lines] == [
        ("2025H2", CENTRE, Consequence.PENALTY),
        ("2025H2", STATION, None),
        ("2025H1", CENTRE, Consequence.PENALTY),
        ("2025H1", STATION, None),
    ]
    assert (str(lines[1].score), lines[0].unmet, lines[0].reason) == ("9/10", 2, "例会缺开")
    assert second.next is None
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows


def ones(played: Played, half: str = "2025H1", unit: str = TOWNSHIP) -> list[FourOneLine]:
    return list(played.ask(FourOnesOfUnit(unit=unit, half=half)).ones)


@pytest.mark.req("M-057")
def test_the_four_ones_are_window_platform_flow_and_mechanism(played):
    found = ones(played)

    assert len(found) == pack_named("township-centre-2012").parameters["four_ones"].value
    assert [(line.one, line.done, line.of) for line in found] == [
        (FourOne.WINDOW, 0, 0),
        (FourOne.PLATFORM, 0, 0),
        (FourOne.FLOW, 0, 0),
        (FourOne.MECHANISM, 0, 1),
    ]


@pytest.mark.req("M-057")
def test_each_of_the_four_is_counted_from_the_record_of_its_half_year_and_area(played, tmp_path, book):
    played.activate(*PACKS)
    elsewhere = book.register(submission="visit-3", received_by=Receiver.OTHER, unit=f"{TOWNSHIP}201")
    came = (book.register(submission="visit-1"), book.register(submission="visit-2"), elsewhere)
    played.at(datetime(2025, 3, 4, 12, tzinfo=CHINA), *came, book.register(submission="visit-4", unit=OTHER))
    assert [(line.done, line.of) for line in ones(played)] == [(2, 3), (0, 3), (0, 0), (0, 1)]

    settled = book.start("on_spot", submission="visit-1"), book.reach(submission="visit-1")
    for command in (*settled, book.start("on_spot", submission="visit-2")):
        played.send(command)
    check(played)
    hear(SERVICE, played, tmp_path)

    assert [(line.done, line.of) for line in ones(played)] == [(2, 3), (1, 3), (1, 2), (1, 1)]
    assert [(line.done, line.of) for line in ones(played, "2025H2")] == [(0, 0), (0, 0), (0, 0), (0, 1)]
    assert [(line.done, line.of) for line in ones(played, unit=OTHER)] == [(1, 1), (0, 1), (0, 0), (0, 1)]
    assert [(line.done, line.of) for line in ones(played, unit="360730")] == [(3, 4), (1, 4), (1, 2), (1, 1)]

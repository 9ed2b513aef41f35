"""What other services' facts come to, entry by entry."""

from dataclasses import replace
from datetime import datetime

import pytest
from assessment.measure import STREAM as MEASURE
from contracts.assessment.measure.messages import AskMeasure, CountEntry, EntryCounted, MeasureAsked
from contracts.assessment.words import Cause, SchemeCode
from contracts.calendar import CHINA
from ledger.testing.given import given

NOON = datetime(2025, 8, 1, 12, tzinfo=CHINA)
UNIT, SHEET = "360730101", "assessment_sheet-360730101-T-2025"


def cause(number: int) -> Cause:
    return Cause(stream="assessment_evidence-360730101-2025", fact=f"00000000-0000-5000-8000-{number:012}")


def count(entry: str, hits: int, of: int, number: int) -> CountEntry:
    return CountEntry(
        actor="service:assessment",
        unit=UNIT,
        indicator="T4.2",
        term="2025",
        entry=entry,
        hits=hits,
        of=of,
        cause=cause(number),
    )


def counted(entry: str, hits: int, of: int, number: int, *, so_far: tuple[int, int], sheets: tuple[str, ...] = ()):
    return EntryCounted(
        unit=UNIT,
        indicator="T4.2",
        term="2025",
        entry=entry,
        hits=hits,
        of=of,
        all_hits=so_far[0],
        total=so_far[1],
        cause=cause(number),
        sheets=sheets,
        counted_at=NOON,
    )


FIRST = counted("Q1", 1, 1, 1, so_far=(1, 1))
SECOND = counted("Q2", 0, 1, 2, so_far=(1, 2))


def test_entries_add_up():
    given(MEASURE, None).when(count("Q1", 1, 1, 1), at=NOON).then(FIRST)
    given(MEASURE, None, FIRST).when(count("Q2", 0, 1, 2), at=NOON).then(SECOND)


@pytest.mark.req("A-003")
def test_a_later_fact_of_an_entry_takes_the_place_of_the_one_before():
    corrected = counted("Q2", 1, 1, 3, so_far=(2, 2))

    given(MEASURE, None, FIRST, SECOND).when(count("Q2", 1, 1, 3), at=NOON).then(corrected)


def test_the_same_fact_counts_once():
    given(MEASURE, None, FIRST, SECOND).when(count("Q1", 1, 1, 1), at=NOON).then()


def test_a_sheet_that_asks_is_told_now_and_at_every_change():
    ask = AskMeasure(
        actor="service:assessment",
        unit=UNIT,
        indicator="T4.2",
        term="2025",
        scheme=SchemeCode.TOWNSHIP,
        sheet=SHEET,
    )
    asked = MeasureAsked(
        unit=UNIT,
        indicator="T4.2",
        term="2025",
        scheme=SchemeCode.TOWNSHIP,
        sheet=SHEET,
        all_hits=1,
        total=1,
        asked_at=NOON,
    )

    given(MEASURE, None, FIRST).when(ask, at=NOON).then(asked)
    given(MEASURE, None, FIRST, asked).when(ask, at=NOON).then()
    given(MEASURE, None, FIRST, asked).when(count("Q2", 0, 1, 2), at=NOON).then(replace(SECOND, sheets=(SHEET,)))

"""The conduct of a township's cadres in a year: each record by its rule, what is owed and missing found once.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). Requirements A-030 to A-047.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.assessment.conduct.messages import (
    CadreEntered,
    CheckConduct,
    ConductCommand,
    ConductFact,
    ConductMonthChecked,
    ConductYearOpened,
    EnterCadre,
    FileArticle,
    Layer,
    OpenConductYear,
    RecordActivity,
    RecordBreach,
    RecordConductCheck,
    RecordDiary,
    RecordInspection,
    RecordStudy,
    RecordSupervision,
    RecordVillageDays,
)
from contracts.assessment.conduct.rules import ConductPolicy
from contracts.calendar import day_begins
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import Part, key_of
from contracts.units import is_below

from assessment.conduct.owed import made_good, missed_with, month_ends
from assessment.conduct.records import counted, noted
from assessment.conduct.state import ConductYear, with_done

conduct_stream = key_of(__name__, "unit", Part("year", of=lambda command: f"{command.year:04}"))


def decide(
    command: ConductCommand, year: ConductYear, rules: Rules[ConductPolicy], now: datetime
) -> Sequence[ConductFact]:
    if isinstance(command, OpenConductYear):
        return _open(command, year, now)
    refuse_unless(year.opened is not None, "assessment.year-not-open", str(command.year))
    match command:
        case CheckConduct():
            return _month(command, year, rules, now)
        case EnterCadre():
            return [_enter(command, now)]
        case RecordInspection() | RecordSupervision() | RecordConductCheck() | RecordBreach():
            return [noted(command, year, rules.policy, now)]
        case RecordStudy() | FileArticle() | RecordVillageDays() | RecordActivity() | RecordDiary():
            fact = counted(command, year, rules.calendar, now)
            return [fact, *made_good(with_done(year, fact), rules.policy, rules.calendar, now)]
        case _:
            assert_never(command)


def _open(command: OpenConductYear, year: ConductYear, now: datetime) -> list[ConductFact]:
    if year.opened is not None:
        return []
    next_at = day_begins(date(command.year + 1, 1, 1))
    return [ConductYearOpened(unit=command.unit, year=command.year, next_at=next_at, opened_at=now)]


def _month(command: CheckConduct, year: ConductYear, rules: Rules[ConductPolicy], now: datetime) -> list[ConductFact]:
    """Once, when the month is over."""
    if command.month in year.checked or now < month_ends(command.year, command.month):
        return []
    missed = missed_with(command.month, year, rules.policy, rules.calendar, now)
    checked = ConductMonthChecked(
        unit=command.unit, year=command.year, month=command.month, missed=len(missed), checked_at=now
    )
    return [*missed, checked]


def _enter(command: EnterCadre, now: datetime) -> CadreEntered:
    is_of_township = command.layer is not Layer.COUNTY_LEADER
    strangers = [place.village for place in command.assignments if not is_below(place.village, command.unit)]
    refuse_unless(is_of_township and not strangers, "assessment.not-of-the-township", ", ".join(strangers))
    households = [household for place in command.assignments for household in place.households]
    refuse_unless(len(set(households)) == len(households), "assessment.household-twice", command.cadre)
    return CadreEntered(
        unit=command.unit,
        year=command.year,
        cadre=command.cadre,
        layer=command.layer,
        assignments=command.assignments,
        left_on=command.left_on,
        entered_by=command.actor,
        entered_at=now,
    )

"""The duties of each month, how they were done, and when the next one opens."""

import json

from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.month.messages import (
    CircularSent,
    IncidentRecorded,
    MarkMonth,
    MeetingHeld,
    MeetingOverdue,
    MonthlyReportOverdue,
    MonthlyReportSent,
    MonthOpened,
    OpenMonth,
    PeriodicDuty,
    PlanMissing,
    ScreeningDone,
    ScreeningOverdue,
    SituationOverdue,
    SituationReported,
    TreatmentScreened,
)
from contracts.succession import UnitSucceeded
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, select, update

from mediation.month.rule import month_stream
from mediation.tables import AGENDA, MERGED, METADATA

MONTH_DUTY = Table(
    "month_duty",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("duty", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("month", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("due_on", String, nullable=False),
    Column("is_overdue", Boolean, nullable=False),
)

_OPEN = "open"
_Missed = MeetingOverdue | ScreeningOverdue | MonthlyReportOverdue | SituationOverdue


def _opened(connection: Connection, fact: MonthOpened, recorded: Recorded) -> None:
    for place, duty in enumerate(fact.duties):
        row = {
            "stream": recorded.stream,
            "duty": duty.duty.value,
            "unit": fact.unit,
            "month": fact.month,
            "place": place,
            "needed": duty.needed,
            "done": 0,
            "due_on": duty.due_on.isoformat(),
            "is_overdue": False,
        }
        connection.execute(insert(MONTH_DUTY).values(row))


def _met(connection: Connection, fact: MeetingHeld, recorded: Recorded) -> None:
    _done(connection, recorded, fact.meeting)


def _screened(connection: Connection, fact: ScreeningDone, recorded: Recorded) -> None:
    for duty in fact.counts_for:
        _done(connection, recorded, duty)


def _treated(connection: Connection, fact: TreatmentScreened, recorded: Recorded) -> None:
    _done(connection, recorded, PeriodicDuty.TREATMENT)


def _reported(connection: Connection, fact: MonthlyReportSent, recorded: Recorded) -> None:
    _done(connection, recorded, PeriodicDuty.REPORT)


def _analysed(connection: Connection, fact: SituationReported, recorded: Recorded) -> None:
    _done(connection, recorded, PeriodicDuty.SITUATION)


def _done(connection: Connection, recorded: Recorded, duty: PeriodicDuty) -> None:
    of_duty = (MONTH_DUTY.c.stream == recorded.stream) & (MONTH_DUTY.c.duty == duty.value)
    connection.execute(update(MONTH_DUTY).where(of_duty).values(done=MONTH_DUTY.c.done + 1))


def _missed(connection: Connection, fact: _Missed, recorded: Recorded) -> None:
    of_duty = (MONTH_DUTY.c.stream == recorded.stream) & (MONTH_DUTY.c.duty == _duty_of(fact).value)
    connection.execute(update(MONTH_DUTY).where(of_duty).values(is_overdue=True))


def _duty_of(fact: _Missed) -> PeriodicDuty:
    if isinstance(fact, SituationOverdue):
        return PeriodicDuty.SITUATION
    if isinstance(fact, MonthlyReportOverdue):
        return PeriodicDuty.REPORT
    return fact.meeting if isinstance(fact, MeetingOverdue) else fact.screening


MONTHS = Projection(
    name="months",
    version=2,
    applies={
        MonthOpened: _opened,
        MeetingHeld: _met,
        ScreeningDone: _screened,
        TreatmentScreened: _treated,
        MonthlyReportSent: _reported,
        SituationReported: _analysed,
        MeetingOverdue: _missed,
        ScreeningOverdue: _missed,
        MonthlyReportOverdue: _missed,
        SituationOverdue: _missed,
    },
    ignores=frozenset({IncidentRecorded, PlanMissing, CircularSent}),
)


# What the service does by itself


def _begin(connection: Connection, fact: MonthOpened, recorded: Recorded) -> None:
    """The next month opens with its first day, and each duty of this one is looked at once its day has passed."""
    strike(connection, AGENDA, recorded.stream, _OPEN)
    _schedule_next(connection, fact)
    for duty in fact.duties:
        due = Due(
            stream=recorded.stream,
            rung=duty.duty.value,
            due_at=instant_text(duty.due_at),
            command=commands_of("mediation").type_named(MarkMonth),
            document=json.dumps({"unit": fact.unit, "month": fact.month}),
        )
        schedule(connection, AGENDA, due)


def _schedule_next(connection: Connection, fact: MonthOpened) -> None:
    """None of a centre that is merged by then."""
    if is_merged(connection, MERGED, fact.unit, instant_text(fact.next_at)):
        return
    following = Due(
        stream=month_stream(fact.unit, fact.next_month),
        rung=_OPEN,
        due_at=instant_text(fact.next_at),
        command=commands_of("mediation").type_named(OpenMonth),
        document=json.dumps({"unit": fact.unit, "month": fact.next_month}),
    )
    schedule(connection, AGENDA, following)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    strike_openings(connection, AGENDA, fact, _OPEN)


def _settled(
    connection: Connection,
    fact: MeetingHeld | ScreeningDone | TreatmentScreened | MonthlyReportSent | SituationReported,
    recorded: Recorded,
) -> None:
    """Nothing is missed of what has been done as often as it is owed: the view of the months has counted it by now."""
    is_done = (MONTH_DUTY.c.stream == recorded.stream) & (MONTH_DUTY.c.done >= MONTH_DUTY.c.needed)
    for (duty,) in connection.execute(select(MONTH_DUTY.c.duty).where(is_done)).all():
        strike(connection, AGENDA, recorded.stream, duty)


def _announced(connection: Connection, fact: _Missed, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, _duty_of(fact).value)


AGENDA_OF_MONTHS = Projection(
    name="agenda-of-months",
    version=2,
    applies={
        MonthOpened: _begin,
        UnitSucceeded: _succeeded,
        MeetingHeld: _settled,
        ScreeningDone: _settled,
        TreatmentScreened: _settled,
        MonthlyReportSent: _settled,
        SituationReported: _settled,
        MeetingOverdue: _announced,
        ScreeningOverdue: _announced,
        MonthlyReportOverdue: _announced,
        SituationOverdue: _announced,
    },
    ignores=frozenset({IncidentRecorded, PlanMissing, CircularSent}),
)

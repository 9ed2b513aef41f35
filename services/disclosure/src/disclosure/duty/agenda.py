"""What the service does by itself and when: open the next duty, remind of it, announce a missed due date."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.disclosure.duty.messages import (
    DisclosureOverdue,
    DutyEscalated,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    FiguresFact,
    GiveNotice,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    ItemsTakenDown,
    LadderFact,
    MarkOverdue,
    MatterFact,
    OccasionFact,
    OpenDuty,
    OpenMatter,
    PostingTooShort,
    PublicationBackdated,
    ReminderGiven,
    WithholdingFact,
)
from contracts.disclosure.unit.messages import CataloguesAdded, UnitEnrolled
from contracts.disclosure.words import Opening
from contracts.fields import instant_text
from contracts.message import dump
from contracts.succession import UnitSucceeded
from contracts.units import UnitKind
from ledger.merged_units import is_merged, note_succession, strike_openings
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Connection, select

from disclosure.duty.rule import duty_stream
from disclosure.tables import AGENDA, MERGED

OPEN, OVERDUE, NOTICE = "open", "overdue", "notice"


def _enrolled(connection: Connection, fact: UnitEnrolled | CataloguesAdded, recorded: Recorded) -> None:
    for opening in fact.opens:
        if is_merged(connection, MERGED, fact.unit, instant_text(opening.opens_at)):
            continue
        _schedule_opening(connection, fact.unit, fact.kind, opening)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    note_succession(connection, MERGED, fact)
    strike_openings(connection, AGENDA, fact, OPEN)


def _opened(connection: Connection, fact: DutyOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OPEN)
    _schedule_next(connection, fact)
    _schedule_notice(connection, fact, recorded, fact.next_notice_at)
    if fact.due_at is None:
        return
    document = {"unit": fact.unit, "catalogue": fact.catalogue, "period": fact.period}
    due = Due(
        stream=recorded.stream,
        rung=OVERDUE,
        due_at=instant_text(fact.due_at),
        command=commands_of("disclosure").type_named(MarkOverdue),
        document=json.dumps(document),
    )
    schedule(connection, AGENDA, due)


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OVERDUE)
    _schedule_notice(connection, fact, recorded, fact.next_notice_at)


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OVERDUE)
    strike(connection, AGENDA, recorded.stream, NOTICE)


def _noticed(connection: Connection, fact: LadderFact, recorded: Recorded) -> None:
    _schedule_notice(connection, fact, recorded, fact.next_at)


def _schedule_notice(
    connection: Connection, fact: DutyOpened | DisclosureOverdue | LadderFact, recorded: Recorded, at: datetime | None
) -> None:
    """One line for the next notice of a duty; none if there is none."""
    strike(connection, AGENDA, recorded.stream, NOTICE)
    if at is None:
        return
    due = Due(
        stream=recorded.stream,
        rung=NOTICE,
        due_at=instant_text(at),
        command=commands_of("disclosure").type_named(GiveNotice),
        document=json.dumps({"unit": fact.unit, "catalogue": fact.catalogue, "period": fact.period}),
    )
    schedule(connection, AGENDA, due)


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of a duty. The notices move by as many days as the due date."""
    if not recorded.stream.startswith(duty_stream.prefix):
        return
    postpone(connection, AGENDA, recorded.stream, OVERDUE, instant_text(fact.after.due_at))
    is_notice = (AGENDA.c.stream == recorded.stream) & (AGENDA.c.rung == NOTICE)
    at = connection.execute(select(AGENDA.c.due_at).where(is_notice)).scalar_one_or_none()
    if at is not None:
        moved = datetime.fromisoformat(at) + (fact.after.due_on - fact.before.due_on)
        postpone(connection, AGENDA, recorded.stream, NOTICE, instant_text(moved))


def _schedule_next(connection: Connection, fact: DutyOpened) -> None:
    """The duty after this one; regular work goes on with the day after its interval. None of a unit merged by then."""
    if fact.next is None or is_merged(connection, MERGED, fact.unit, instant_text(fact.next.opens_at)):
        return
    if fact.matter is None or fact.due_on is None:
        _schedule_opening(connection, fact.unit, fact.kind, fact.next)
        return
    matter = replace(fact.matter, begins_on=fact.due_on + timedelta(days=1))
    document = {
        "unit": fact.unit,
        "kind": fact.kind.value,
        "catalogue": fact.next.catalogue,
        "period": fact.next.period,
        "matter": dump(matter),
    }
    due = Due(
        stream=duty_stream(fact.unit, fact.next.catalogue, fact.next.period),
        rung=OPEN,
        due_at=instant_text(fact.next.opens_at),
        command=commands_of("disclosure").type_named(OpenMatter),
        document=json.dumps(document, ensure_ascii=False),
    )
    schedule(connection, AGENDA, due)


def _schedule_opening(connection: Connection, unit: str, kind: UnitKind, opening: Opening) -> None:
    document = {"unit": unit, "kind": kind.value, "catalogue": opening.catalogue, "period": opening.period}
    due = Due(
        stream=duty_stream(unit, opening.catalogue, opening.period),
        rung=OPEN,
        due_at=instant_text(opening.opens_at),
        command=commands_of("disclosure").type_named(OpenDuty),
        document=json.dumps(document),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_DUTIES = Projection(
    name="agenda",
    version=2,
    applies={
        UnitEnrolled: _enrolled,
        CataloguesAdded: _enrolled,
        UnitSucceeded: _succeeded,
        DutyOpened: _opened,
        DisclosureOverdue: _overdue,
        DutyFulfilled: _fulfilled,
        ReminderGiven: _noticed,
        DutyEscalated: _noticed,
        DueDateRederived: _rederived,
    },
    ignores=frozenset(
        {
            ItemsDrafted,
            DutySubmitted,
            ItemsChecked,
            ItemsPublished,
            PublicationBackdated,
            ItemsTakenDown,
            PostingTooShort,
            DutyReopened,
            DutyFulfilledAgain,
            ItemsCorrected,
            PolicyRebound,
            *get_args(MatterFact),
            *get_args(WithholdingFact),
            *get_args(OccasionFact | FiguresFact),
        }
    ),
)

"""What a congress hears of its sessions and its deputies: a session's steps, a vote on a resignation, a recall.

Law: Organic Law of Local Congresses and Governments, art. 38 (组织法 第三十八条): the first session of a congress ends
the one before.
"""

from collections.abc import Iterator

from contracts.calendar import china_day
from contracts.elections.recall.messages import DeputyRecalled
from contracts.elections.session.messages import (
    CongressSessionClosed,
    SessionCancelled,
    SessionOpened,
    SessionRequested,
    VoteTaken,
)
from contracts.elections.term.messages import (
    EndTerm,
    NoteSession,
    SessionStep,
    SettleDeputyRecall,
    SettleDeputyResignation,
)
from contracts.elections.words import Matter
from ledger.reaction import Reaction, Seen

from elections.session.state import FIRST


def note_requested(fact: SessionRequested, seen: Seen) -> Iterator[NoteSession]:
    yield NoteSession(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        session=fact.session,
        step=SessionStep.REQUESTED,
        on=china_day(fact.requested_at),
    )


def note_cancelled(fact: SessionCancelled, seen: Seen) -> Iterator[NoteSession]:
    yield NoteSession(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        session=fact.session,
        step=SessionStep.CANCELLED,
        on=china_day(fact.cancelled_at),
    )


def note_opened(fact: SessionOpened, seen: Seen) -> Iterator[NoteSession | EndTerm]:
    """The first session of a congress ends the one before, if there was one."""
    yield NoteSession(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        session=fact.session,
        step=SessionStep.OPENED,
        on=fact.opened_on,
    )
    before = fact.term - 1
    if fact.session == FIRST and before > 0:
        yield EndTerm(actor=seen.actor, unit=fact.unit, term=before, ended_on=fact.opened_on)


def note_closed(fact: CongressSessionClosed, seen: Seen) -> Iterator[NoteSession]:
    yield NoteSession(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        session=fact.session,
        step=SessionStep.CLOSED,
        on=fact.closed_on,
        absent=fact.absent,
        reported=Matter.DEPUTY_CHANGES in fact.dealt_with,
    )


def settle_resignation(fact: VoteTaken, seen: Seen) -> Iterator[SettleDeputyResignation]:
    if fact.matter is Matter.RESIGNATION:
        yield SettleDeputyResignation(
            actor=seen.actor,
            unit=fact.unit,
            term=fact.term,
            session=fact.session,
            item=fact.item,
            accepted=fact.adopted,
            on=china_day(fact.voted_at),
        )


def settle_recall(fact: DeputyRecalled, seen: Seen) -> Iterator[SettleDeputyRecall]:
    yield SettleDeputyRecall(
        actor=seen.actor,
        unit=fact.unit,
        term=fact.term,
        deputy=fact.deputy,
        on=fact.voted_on,
        basis=f"原选区选民表决罢免（{fact.agree}/{fact.entitled}）",
    )


NOTE_REQUESTED = Reaction(note_requested)
NOTE_CANCELLED = Reaction(note_cancelled)
NOTE_OPENED = Reaction(note_opened)
NOTE_CLOSED = Reaction(note_closed)
SETTLE_RESIGNATION = Reaction(settle_resignation)
SETTLE_RECALL = Reaction(settle_recall)

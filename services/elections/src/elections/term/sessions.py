"""What a congress makes of its own sessions: the roll it shows, who stayed away, what was reported.

Law: Organic Law of Local Congresses and Governments (组织法), art. 38; Deputies Law (代表法), arts. 61-63.
"""

from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.elections.term.messages import (
    ChangesNotReported,
    ChangesReported,
    CongressCommand,
    CongressFact,
    KnownSessionCommand,
    NoteSession,
    RollShown,
    SessionNoted,
    SessionStep,
    ShowRoll,
    TermBegun,
)
from contracts.elections.term.rules import TermPolicy
from contracts.elections.words import PresidiumSeat, Standing

from elections.session.state import FIRST
from elections.term.mandates import ABSENT, ended
from elections.term.state import Congress, Stage, evolve, key

_ORDER = tuple(SessionStep)


def note(command: KnownSessionCommand, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    match command:
        case ShowRoll():
            return [shown(command, command.session, congress, now)]
        case NoteSession():
            return _note(command, congress, policy, now)
        case _:
            assert_never(command)


def _note(command: NoteSession, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    """A step that is known already, or comes after a later one, changes nothing."""
    known = congress.sessions.get(command.session)
    if known is not None and _ORDER.index(known) >= _ORDER.index(command.step):
        return []
    noted = SessionNoted(
        **key(command),
        session=command.session,
        step=command.step,
        on=command.on,
        absent=command.absent,
        noted_at=now,
    )
    match command.step:
        case SessionStep.REQUESTED:
            return [noted, shown(command, command.session, congress, now)]
        case SessionStep.OPENED:
            return [noted, *_begun(command, congress, now)]
        case SessionStep.CLOSED:
            return [noted, *_reported(command, congress, now), *_absent(command, congress, policy, now)]
        case SessionStep.CANCELLED:
            return [noted]
        case _:
            assert_never(command.step)


def _begun(command: NoteSession, congress: Congress, now: datetime) -> list[CongressFact]:
    if command.session != FIRST or congress.stage is not Stage.ELECTED:
        return []
    deputies = congress.having(Standing.LISTED)
    return [TermBegun(**key(command), begun_on=command.on, deputies=deputies, recorded_at=now)]


def _reported(command: NoteSession, congress: Congress, now: datetime) -> list[CongressFact]:
    """Suspensions and terminations are reported to the congress meeting (E-064, E-065)."""
    if not congress.unreported:
        return []
    if command.reported:
        fact: CongressFact = ChangesReported(
            **key(command), session=command.session, deputies=congress.unreported, recorded_at=now
        )
    else:
        fact = ChangesNotReported(
            **key(command), session=command.session, deputies=congress.unreported, recorded_at=now
        )
    return [fact]


def _absent(command: NoteSession, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    """Who missed as many sessions without leave as the statute says is a deputy no more."""
    if policy.absences is None or ABSENT not in policy.termination_grounds:
        return []
    facts: list[CongressFact] = []
    for deputy in command.absent:
        mandate = congress.deputies.get(deputy)
        if mandate is None or mandate.absences + 1 < policy.absences:
            continue
        basis = f"未经批准{mandate.absences + 1}次不出席会议"
        current = reduce(evolve, facts, congress)
        facts += ended(deputy, ABSENT, command.on, basis, command, current, now)
    return facts


def shown(command: CongressCommand, session: int, congress: Congress, now: datetime) -> RollShown:
    return RollShown(
        **key(command),
        session=session,
        version=congress.version + 1,
        township=congress.township,
        presidium=tuple(PresidiumSeat(person=person, seat=seat) for person, seat in congress.presidium.items()),
        deputies=congress.roll,
        shown_at=now,
    )


def shown_anew(
    command: CongressCommand, before: Congress, facts: list[CongressFact], now: datetime
) -> list[CongressFact]:
    """Every session that goes on sees what has changed of roll or presidium."""
    after = reduce(evolve, facts, before)
    if (after.roll, after.presidium) == (before.roll, before.presidium):
        return []
    told: list[CongressFact] = []
    for session in after.pending:
        told.append(shown(command, session, reduce(evolve, told, after), now))
    return told

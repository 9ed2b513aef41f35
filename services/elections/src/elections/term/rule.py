"""One congress for its term: who its deputies are, and which organs it has (一届人民代表大会).

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 9, 19, 20, 37
and 38; district opinion on township people's congresses (document 2 §三(三)).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.deadlines import deadline
from contracts.elections.term.messages import (
    CommitteeFormed,
    CommitteeSeat,
    CommitteeSeatFilled,
    CommitteeSeatKind,
    CongressCommand,
    CongressFact,
    CredentialsCommand,
    DeputiesEntered,
    ElectPresidium,
    EndTerm,
    FillCommittee,
    FirstSessionOverdue,
    FormCommittee,
    KnownSessionCommand,
    MandateCommand,
    MarkFirstSessionOverdue,
    NoteSession,
    OpenTerm,
    PresidiumElected,
    SessionStep,
    SettleDeputyRecall,
    SettleDeputyResignation,
    TakeOverTerm,
    TermBegun,
    TermCommand,
    TermEnded,
    TermOpened,
)
from contracts.elections.term.rules import TermPolicy
from contracts.elections.words import Presidium, SeatKind
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice
from elections.session.state import FIRST
from elections.term.credentials import judge
from elections.term.mandates import change
from elections.term.sessions import note, shown_anew
from elections.term.state import Congress, Stage, evolve, key

term_stream = key_of(__name__, "unit", "term")

_BY_ITSELF = NoteSession | SettleDeputyResignation | SettleDeputyRecall | EndTerm | MarkFirstSessionOverdue
"""What the service sends: of a congress that nobody entered it has no effect."""

_EX_OFFICIO = {"congress_chair": SeatKind.CHAIR, "congress_vice_chair": SeatKind.VICE_CHAIR}


def decide(
    command: CongressCommand, congress: Congress, rules: Rules[TermPolicy], now: datetime
) -> Sequence[CongressFact]:
    if isinstance(command, OpenTerm):
        return [_open(command, congress, rules, now)]
    if isinstance(command, TakeOverTerm):
        return _take_over(command, congress, rules.policy, now)
    if congress.stage is Stage.NEW and isinstance(command, _BY_ITSELF):
        return []
    refuse_unless(congress.stage is not Stage.NEW, "elections.no-such-term", str(command.term))
    overdue = _overdue(command, congress, now)
    current = reduce(evolve, overdue, congress)
    facts = _of_congress(command, current, rules.policy, now)
    return [*overdue, *facts, *shown_anew(command, current, facts, now)]


def _of_congress(command: CongressCommand, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    if isinstance(command, CredentialsCommand):
        return judge(command, congress, policy, now)
    if isinstance(command, MandateCommand):
        return change(command, congress, policy, now)
    if isinstance(command, KnownSessionCommand):
        return note(command, congress, policy, now)
    return _of_organs(command, congress, policy, now)


def _of_organs(command: TermCommand, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    match command:
        case ElectPresidium():
            return [_elect(command, congress, policy, now)]
        case FormCommittee():
            return [_form(command, congress, now)]
        case FillCommittee():
            return [_fill(command, congress, now)]
        case EndTerm():
            return _end(command, congress, now)
        case OpenTerm() | TakeOverTerm() | MarkFirstSessionOverdue():
            return []
        case _:
            assert_never(command)


def _open(command: OpenTerm, congress: Congress, rules: Rules[TermPolicy], now: datetime) -> TermOpened:
    refuse_unless(congress.stage is Stage.NEW, "elections.duplicate-congress", str(command.term))
    refuse_future(command.elected_on, now)
    _refuse_incomplete(command.presidium, rules.policy)
    rule = rules.policy.first_session
    due = None if rule is None else deadline(rule, command.elected_on, rules.calendar)
    return TermOpened(
        **key(command),
        township=command.township,
        seats=command.seats,
        elected_on=command.elected_on,
        presidium=command.presidium,
        reviewers=command.reviewers,
        first_session_by=None if due is None else due.due_on,
        due_at=None if due is None else due.due_at,
        opened_at=now,
    )


def _take_over(command: TakeOverTerm, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    """A congress that sits already: opened, its deputies entered and active from the day it began."""
    refuse_unless(congress.stage is Stage.NEW, "elections.duplicate-congress", str(command.term))
    _refuse_incomplete(command.presidium, policy)
    refuse_future(command.begun_on, now)
    names = tuple(each.deputy for each in command.deputies)
    refuse_twice(names)
    first = max((command.elected_on, *(each.elected_on for each in command.deputies if not each.by_election)))
    refuse_unless(command.begun_on >= first, "elections.day-too-early", str(command.begun_on))
    refuse_unless(len(names) <= command.seats, "elections.no-vacant-seat", f"{len(names)} of {command.seats}")
    opened = TermOpened(
        **key(command),
        township=command.township,
        seats=command.seats,
        elected_on=command.elected_on,
        presidium=command.presidium,
        reviewers=command.reviewers,
        first_session_by=None,
        due_at=None,
        opened_at=now,
    )
    entered = DeputiesEntered(**key(command), deputies=command.deputies, recorded_at=now)
    return [opened, entered, TermBegun(**key(command), begun_on=command.begun_on, deputies=names, recorded_at=now)]


def _refuse_incomplete(presidium: Presidium, policy: TermPolicy) -> None:
    """Chair and vice-chairs are members by office: one of them at least is there (E-312)."""
    refuse_twice(seat.person for seat in presidium)
    by_office = {_EX_OFFICIO[name] for name in policy.ex_officio if name in _EX_OFFICIO}
    is_complete = not by_office or any(seat.seat in by_office for seat in presidium)
    refuse_unless(is_complete, "elections.presidium-incomplete", "Neither chair nor vice-chair is a member.")


def _overdue(command: CongressCommand, congress: Congress, now: datetime) -> list[CongressFact]:
    """The missing announcement, if due: no result depends on whether the sweeper ran."""
    is_owed = congress.stage is Stage.ELECTED and not congress.is_announced_overdue
    if not is_owed or congress.due_at is None or now < congress.due_at:
        return []
    return [FirstSessionOverdue(**key(command), due_at=congress.due_at, announced_at=now)]


def _elect(command: ElectPresidium, congress: Congress, policy: TermPolicy, now: datetime) -> PresidiumElected:
    _refuse_no_session(command.session, congress)
    _refuse_incomplete(command.presidium, policy)
    _refuse_strangers([seat.person for seat in command.presidium], congress)
    return PresidiumElected(**key(command), session=command.session, presidium=command.presidium, recorded_at=now)


def _form(command: FormCommittee, congress: Congress, now: datetime) -> CommitteeFormed:
    refuse_unless(congress.stage is not Stage.ENDED, "elections.committee-term-expired")
    refuse_unless(command.session == FIRST, "elections.wrong-session", str(command.session))
    refuse_unless(not congress.is_committee_formed, "elections.committee-exists")
    _refuse_no_session(command.session, congress)
    refuse_twice(seat.deputy for seat in command.committee)
    for seat in command.committee:
        _refuse_seat(seat, congress)
    return CommitteeFormed(**key(command), committee=command.committee, recorded_at=now)


def _fill(command: FillCommittee, congress: Congress, now: datetime) -> CommitteeSeatFilled:
    refuse_unless(congress.stage is not Stage.ENDED, "elections.committee-term-expired")
    refuse_unless(congress.committee_vacancies > 0, "elections.no-vacancy")
    _refuse_no_session(command.session, congress)
    refuse_twice((command.seat.deputy, *congress.committee))
    _refuse_seat(command.seat, congress)
    return CommitteeSeatFilled(**key(command), seat=command.seat, recorded_at=now)


def _refuse_seat(seat: CommitteeSeat, congress: Congress) -> None:
    _refuse_strangers([seat.deputy], congress)
    leads = seat.seat is not CommitteeSeatKind.MEMBER
    is_lawful = not leads or seat.deputy in congress.presidium
    refuse_unless(is_lawful, "elections.not-presidium-member", seat.deputy)


def _refuse_strangers(persons: list[str], congress: Congress) -> None:
    strangers = [person for person in persons if person not in congress.may_act]
    refuse_unless(not strangers, "elections.not-a-deputy", ", ".join(strangers))


def _refuse_no_session(session: int, congress: Congress) -> None:
    is_open = congress.sessions.get(session) is SessionStep.OPENED
    refuse_unless(is_open, "elections.session-not-open", str(session))


def _end(command: EndTerm, congress: Congress, now: datetime) -> list[CongressFact]:
    if congress.stage is Stage.ENDED:
        return []
    return [TermEnded(**key(command), ended_on=command.ended_on, deputies=congress.valid, recorded_at=now)]

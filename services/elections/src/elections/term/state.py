"""What is known of one congress for its term, and what each fact makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict, assert_never

from contracts.elections.term.messages import (
    ChangesNotReported,
    ChangesReported,
    CommitteeFormed,
    CommitteeSeatFilled,
    CommitteeSeatKind,
    CommitteeSeatVacated,
    CongressCommand,
    CongressFact,
    CredentialsFact,
    CredentialsReviewed,
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListConfirmed,
    DeputyListPublished,
    DeputyResignationFiled,
    DeputyResignationRefused,
    DeputyRestored,
    DeputySeatFilled,
    DeputySeatVacated,
    DeputySuspended,
    DeputyTerminated,
    FirstSessionOverdue,
    KnownSessionFact,
    MandateFact,
    PresidiumElected,
    RollShown,
    SessionNoted,
    SessionStep,
    TermBegun,
    TermEnded,
    TermFact,
    TermOpened,
)
from contracts.elections.words import RollEntry, SeatKind, Standing

from elections.session.state import MAY_ACT, OF_ALL


class Stage(StrEnum):
    """`elected`: its deputies are elected, the congress before is still in office."""

    NEW = "new"
    ELECTED = "elected"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Mandate:
    """One deputy. `is_reviewed`: what the committee found, None before; `acted_from` None: not yet."""

    standing: Standing
    district: str
    is_reviewed: bool | None = None
    acted_from: date | None = None
    absences: int = 0


@dataclass(frozen=True, slots=True)
class Congress:
    """One congress. `deputies` are those whose mandate has not ended; `resignations`: item of the agenda to deputy.

    `vacancies` are districts, as often as they have a vacant seat. `unreported`: changes no session has heard of.
    """

    stage: Stage = Stage.NEW
    township: str = ""
    seats: int = 0
    due_at: datetime | None = None
    is_announced_overdue: bool = False
    presidium: Mapping[str, SeatKind] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    committee: Mapping[str, CommitteeSeatKind] = field(default_factory=dict)
    is_committee_formed: bool = False
    committee_vacancies: int = 0
    deputies: Mapping[str, Mandate] = field(default_factory=dict)
    vacancies: tuple[str, ...] = ()
    resignations: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[int, SessionStep] = field(default_factory=dict)
    unreported: tuple[str, ...] = ()
    version: int = 0

    def having(self, *standings: Standing) -> tuple[str, ...]:
        return tuple(name for name, mandate in self.deputies.items() if mandate.standing in standings)

    @property
    def may_act(self) -> tuple[str, ...]:
        return self.having(*MAY_ACT)

    @property
    def valid(self) -> tuple[str, ...]:
        return self.having(*OF_ALL)

    @property
    def roll(self) -> tuple[RollEntry, ...]:
        """Everyone whose credentials are confirmed."""
        return tuple(
            RollEntry(deputy=name, standing=mandate.standing)
            for name, mandate in self.deputies.items()
            if mandate.standing is not Standing.UNREVIEWED
        )

    @property
    def pending(self) -> tuple[int, ...]:
        """The sessions that go on, to which every change is shown."""
        going_on = (SessionStep.REQUESTED, SessionStep.OPENED)
        return tuple(number for number, step in self.sessions.items() if step in going_on)


class Key(TypedDict):
    unit: str
    term: int


def key(command: CongressCommand) -> Key:
    return {"unit": command.unit, "term": command.term}


def evolve(congress: Congress, fact: CongressFact) -> Congress:
    if isinstance(fact, TermFact):
        return _of_term(congress, fact)
    if isinstance(fact, CredentialsFact):
        return _of_credentials(congress, fact)
    if isinstance(fact, MandateFact):
        return _of_mandate(congress, fact)
    return _of_session(congress, fact)


def _of_term(congress: Congress, fact: TermFact) -> Congress:
    match fact:
        case TermOpened():
            return Congress(
                stage=Stage.ELECTED,
                township=fact.township,
                seats=fact.seats,
                due_at=fact.due_at,
                presidium={seat.person: seat.seat for seat in fact.presidium},
                reviewers=fact.reviewers,
            )
        case FirstSessionOverdue():
            return replace(congress, is_announced_overdue=True)
        case TermBegun():
            deputies = _standing(congress, fact.deputies, Standing.ACTIVE, fact.begun_on)
            return replace(congress, stage=Stage.BEGUN, deputies=deputies)
        case TermEnded():
            return replace(congress, stage=Stage.ENDED, deputies={}, committee={}, vacancies=())
        case PresidiumElected():
            return replace(congress, presidium={seat.person: seat.seat for seat in fact.presidium})
        case CommitteeFormed() | CommitteeSeatVacated() | CommitteeSeatFilled():
            return _of_committee(congress, fact)
        case _:
            assert_never(fact)


def _of_committee(congress: Congress, fact: CommitteeFormed | CommitteeSeatVacated | CommitteeSeatFilled) -> Congress:
    match fact:
        case CommitteeFormed():
            seats = {seat.deputy: seat.seat for seat in fact.committee}
            return replace(congress, committee=seats, is_committee_formed=True)
        case CommitteeSeatVacated():
            left = {name: seat for name, seat in congress.committee.items() if name != fact.seat.deputy}
            return replace(congress, committee=left, committee_vacancies=congress.committee_vacancies + 1)
        case CommitteeSeatFilled():
            seats = {**congress.committee, fact.seat.deputy: fact.seat.seat}
            return replace(congress, committee=seats, committee_vacancies=congress.committee_vacancies - 1)
        case _:
            assert_never(fact)


def _of_credentials(congress: Congress, fact: CredentialsFact) -> Congress:
    match fact:
        case DeputiesEntered():
            news = {each.deputy: Mandate(Standing.UNREVIEWED, each.district) for each in fact.deputies}
            return replace(congress, deputies={**congress.deputies, **news})
        case CredentialsReviewed():
            reviewed = {
                each.deputy: replace(congress.deputies[each.deputy], is_reviewed=each.is_passed)
                for each in fact.reviews
            }
            return replace(congress, deputies={**congress.deputies, **reviewed})
        case DeputyListConfirmed():
            return replace(congress, deputies=_standing(congress, fact.deputies, Standing.CONFIRMED))
        case DeputyListPublished():
            standing = Standing.ACTIVE if fact.active else Standing.LISTED
            acted_from = fact.published_on if fact.active else None
            return replace(congress, deputies=_standing(congress, fact.deputies, standing, acted_from))
        case DeputyElectionInvalidated():
            return _without(congress, fact.deputy)
        case DeputySeatVacated():
            return replace(congress, vacancies=(*congress.vacancies, fact.district))
        case DeputySeatFilled():
            at = congress.vacancies.index(fact.district)
            return replace(congress, vacancies=congress.vacancies[:at] + congress.vacancies[at + 1 :])
        case _:
            assert_never(fact)


def _of_mandate(congress: Congress, fact: MandateFact) -> Congress:
    match fact:
        case DeputySuspended():
            deputies = _standing(congress, (fact.deputy,), Standing.SUSPENDED)
            return replace(congress, deputies=deputies, unreported=(*congress.unreported, fact.deputy))
        case DeputyRestored():
            standing = Standing.ACTIVE if congress.stage is Stage.BEGUN else Standing.LISTED
            return replace(congress, deputies=_standing(congress, (fact.deputy,), standing))
        case DeputyResignationFiled():
            return replace(congress, resignations={**congress.resignations, fact.item: fact.deputy})
        case DeputyResignationRefused():
            left = {item: name for item, name in congress.resignations.items() if name != fact.deputy}
            return replace(congress, resignations=left)
        case DeputyTerminated():
            return replace(_without(congress, fact.deputy), unreported=(*congress.unreported, fact.deputy))
        case _:
            assert_never(fact)


def _of_session(congress: Congress, fact: KnownSessionFact) -> Congress:
    match fact:
        case RollShown():
            return replace(congress, version=fact.version)
        case SessionNoted():
            sessions = {**congress.sessions, fact.session: fact.step}
            return replace(congress, sessions=sessions, deputies=_missed(congress, fact.absent))
        case ChangesReported():
            left = tuple(name for name in congress.unreported if name not in fact.deputies)
            return replace(congress, unreported=left)
        case ChangesNotReported():
            return congress
        case _:
            assert_never(fact)


def _standing(
    congress: Congress, names: Iterable[str], standing: Standing, acted_from: date | None = None
) -> Mapping[str, Mandate]:
    changed = {
        name: replace(
            congress.deputies[name],
            standing=standing,
            acted_from=congress.deputies[name].acted_from or acted_from,
        )
        for name in names
        if name in congress.deputies
    }
    return {**congress.deputies, **changed}


def _missed(congress: Congress, absent: tuple[str, ...]) -> Mapping[str, Mandate]:
    missed = {
        name: replace(congress.deputies[name], absences=congress.deputies[name].absences + 1)
        for name in absent
        if name in congress.deputies
    }
    return {**congress.deputies, **missed}


def _without(congress: Congress, deputy: str) -> Congress:
    """The mandate has ended: the person is on no roll, and no member of the presidium."""
    return replace(
        congress,
        deputies={name: mandate for name, mandate in congress.deputies.items() if name != deputy},
        presidium={name: seat for name, seat in congress.presidium.items() if name != deputy},
    )

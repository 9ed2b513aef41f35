"""Mediation step by step: the attempts, their mediators, and how they end without agreement.

Law: township opinion on the centre (document 4 §五); People's Mediation Law (人民调解法), arts 3, 4, 17, 19, 22-26.
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.mediation.vocabulary import HostKind, Parties, PartyRef, Route, StopCause, Word
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, ActingUnit, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Routes = Annotated[tuple[Route, ...], Length(max=3)]


# Commands


@command
class StartAttempt:
    """Begin to mediate on a rung of the ladder, or `on_spot`.

    `consents` and `accepted_by`: the parties who want mediation, and who accept the mediator; both are all of them.
    `is_open`: the parties chose open mediation. `departments`: those that take part. Refused: `invalid-ladder-step`,
    `forbidden-role` and `forbidden-unit` to the wrong organiser, `party-refused`, `consent-missing`,
    `mediator-not-accepted`, `departments-required`, `invalid-method`, `fee-not-allowed`, `recusal-required`.
    """

    actor: Actor
    acting_role: ActingRole
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    rung: Word
    method: Word
    host: Name
    host_kind: HostKind
    mediator: Ref
    consents: Parties
    accepted_by: Parties
    departments: Annotated[tuple[UnitCode, ...], Length(max=20)] = ()
    is_open: bool = False
    fee_fen: Count = 0


@command
class ReplaceMediator:
    """Another mediator takes over on request.

    Refused: `no-attempt-runs`, `mediator-not-accepted`, `recusal-required`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    mediator: Ref
    accepted_by: Parties
    reason: Text


@command
class FailAttempt:
    """No agreement on this rung. After the last one all parties are told of the other routes.

    Refused: `no-attempt-runs`, `reason-required`, `routes-not-told`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    reason: Text | None = None
    routes_told: Routes = ()
    told: Parties = ()


@command
class StopMediation:
    """A party refuses mediation or stops it: all are told of arbitration, administrative and court routes.

    Refused: `not-a-party`, `routes-not-told`, `forbidden-role` to one who acts for another.
    """

    actor: Actor
    acting_role: ActingRole
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    by: PartyRef
    routes_told: Routes = ()
    told: Parties = ()


@command
class TellRoutes:
    """Tell all parties of the other routes, where mediation ended because its time was over.

    Refused: `routes-not-told` if one route or one party is left out, `routes-told-already`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    routes_told: Routes
    told: Parties


@command
class ContinueMediation:
    """All parties want to go on after the time of the rule, until a day.

    Refused: `consent-missing`, `day-too-early`, `no-time-runs`.
    """

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    consents: Parties
    until: Day


# Facts


@fact
class AttemptStarted:
    """Mediation began on a rung (开始调解), organised by a unit: it alone says how the attempt ends.

    `finish_on`: the last day of the rule's time, from the first attempt of people's mediation on; None: no time runs.
    """

    unit: UnitCode
    submission: Ref
    attempt: Count
    rung: Word
    method: Word
    host: Name
    host_kind: HostKind
    organiser: ActingUnit
    mediator: Ref
    departments: tuple[UnitCode, ...]
    is_open: bool
    finish_on: Day | None
    finish_by: Instant | None
    started_by: Actor
    started_at: Instant


@fact
class MediatorReplaced:
    """Another mediator took over (更换调解员), accepted by all parties."""

    unit: UnitCode
    submission: Ref
    attempt: Count
    mediator: Ref
    reason: Text
    replaced_by: Actor
    replaced_at: Instant


@fact
class AttemptFailed:
    """No agreement on this rung (调解未成). `is_last`: the ladder ends, and all were told of the other routes."""

    unit: UnitCode
    submission: Ref
    attempt: Count
    rung: Word
    reason: Text
    is_last: bool
    routes_told: tuple[Route, ...]
    failed_by: Actor
    failed_at: Instant


@fact
class MediationTerminated:
    """Mediation ended without fault of a party (终止调解): refused, stopped, or its time over without consent to go on.

    `routes_told` is empty only where the time was over: then the parties are still to be told.
    """

    unit: UnitCode
    submission: Ref
    cause: StopCause
    rung: Word | None
    by: PartyRef | None
    routes_told: tuple[Route, ...]
    terminated_at: Instant


@fact
class RoutesTold:
    """All parties were told of arbitration, administrative and court routes (人民调解法26)."""

    unit: UnitCode
    submission: Ref
    routes_told: tuple[Route, ...]
    told_by: Actor
    told_at: Instant


@fact
class MediationContinued:
    """All parties want to go on (同意继续调解), until the end of this day."""

    unit: UnitCode
    submission: Ref
    finish_on: Day
    finish_by: Instant
    recorded_by: Actor
    recorded_at: Instant


LadderCommand = StartAttempt | ReplaceMediator | FailAttempt | StopMediation | TellRoutes | ContinueMediation
LadderFact = AttemptStarted | MediatorReplaced | AttemptFailed | MediationTerminated | RoutesTold | MediationContinued
LADDER_COMMANDS: tuple[type, ...] = get_args(LadderCommand)
LADDER_FACTS: tuple[type, ...] = get_args(LadderFact)

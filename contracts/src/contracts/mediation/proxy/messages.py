"""Matters that cadres handle for people (代办): asked for, taken, in progress, done or given back, with a day.

Law: county opinion on township standardisation (document 1 §四5一要): village cadres go to the township for villagers,
township cadres go down to the village, staff go to town and city (三代办).
"""

from enum import StrEnum

from contracts.mediation.words import Level, Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class RequestProxy:
    """Somebody asks that a matter be handled for them. `kind`: one of the three; `person`: who asks, by reference.

    Refused: `unknown-kind`, `proxy-already-requested`, `day-in-past`.
    """

    actor: Actor
    unit: UnitCode
    request: Ref
    kind: Word
    person: Actor
    business: Name
    due_on: Day


@command
class AcceptProxy:
    """Take the request: from here on who acts answers for it. Refused: `no-such-proxy`, `invalid-transition`."""

    actor: Actor
    unit: UnitCode
    request: Ref


@command
class AdvanceProxy:
    """Say how it goes on: handed in, waiting for an office. Refused: `no-such-proxy`, `invalid-transition`."""

    actor: Actor
    unit: UnitCode
    request: Ref
    text: Text


@command
class FinishProxy:
    """It is done, and what came of it is handed over. Refused: `no-such-proxy`, `invalid-transition`."""

    actor: Actor
    unit: UnitCode
    request: Ref
    text: Text


@command
class ReturnProxy:
    """It cannot be handled for the person, with the reason. Refused: `no-such-proxy`, `invalid-transition`,
    `reason-required`."""

    actor: Actor
    unit: UnitCode
    request: Ref
    reason: Text | None = None


@command
class MarkProxy:
    """Announce that the day has passed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    request: Ref


ProxyCommand = RequestProxy | AcceptProxy | AdvanceProxy | FinishProxy | ReturnProxy | MarkProxy


@fact
class ProxyRequested:
    """A matter is to be handled for somebody (申请代办), before `due_at`. `level`: the highest level it goes to."""

    unit: UnitCode
    request: Ref
    kind: Word
    level: Level
    person: Actor
    business: Name
    due_on: Day
    due_at: Instant
    requested_by: Actor
    requested_at: Instant


@fact
class ProxyAccepted:
    """A cadre took it (受理代办)."""

    unit: UnitCode
    request: Ref
    accepted_by: Actor
    accepted_at: Instant


@fact
class ProxyAdvanced:
    """It is in progress (代办中)."""

    unit: UnitCode
    request: Ref
    text: Text
    advanced_by: Actor
    advanced_at: Instant


@fact
class ProxyDone:
    """It is done (办结); late if not before `due_at`."""

    unit: UnitCode
    request: Ref
    text: Text
    due_at: Instant
    done_by: Actor
    done_at: Instant


@fact
class ProxyReturned:
    """It was given back to the person with the reason (退回)."""

    unit: UnitCode
    request: Ref
    reason: Text
    returned_by: Actor
    returned_at: Instant


@fact
class ProxyOverdue:
    """The day passed before it was done or given back (逾期未办结)."""

    unit: UnitCode
    request: Ref
    due_at: Instant
    announced_at: Instant


ProxyFact = ProxyRequested | ProxyAccepted | ProxyAdvanced | ProxyDone | ProxyReturned | ProxyOverdue


@question
class ProxiesOfUnit:
    """What is handled for people in a unit, the latest day first."""

    unit: UnitCode


class ProxyStatus(StrEnum):
    """Where a request stands; late stays overdue."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    RETURNED = "returned"


@shape
class ProxyLine:
    """One request."""

    request: Ref
    kind: Word
    level: Level
    business: Name
    due_on: Day
    status: ProxyStatus
    is_overdue: bool


@answer
class ProxyLines:
    """One page of requests; `overdue` counts those open ones of all pages, `next` is the token of the next page."""

    requests: tuple[ProxyLine, ...]
    overdue: Count
    next: str | None

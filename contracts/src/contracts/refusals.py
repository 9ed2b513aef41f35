"""Refused commands, which every service keeps apart from the records they were meant for.

Law: every refusal is kept with its rule code (requirement X-001). The document is not kept: it may hold anything.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.message import Json, command, fact, shape
from contracts.vocabulary import Actor, Count, Day, Id, Instant, Name, StreamName

MOST_SINGLE = 60
"""How many refusals of one actor and day are facts of their own; what comes after is counted."""

MOST_AT_ONCE = 200
"""How many refusals one command may record."""


@shape
class Refusal:
    """One refused command: its rule code, its method, who sent it, and the stream it was meant for, if known."""

    code: Name
    method: Name
    actor: Actor
    role: Actor
    actor_unit: Name
    stream: StreamName | None
    command_id: Id | None
    refused_at: Instant


@command
class RecordRefusals:
    """Record what a process has refused on one day. `dropped` could not be kept by the process. Sent by the service."""

    actor: Actor
    day: Day
    refusals: Annotated[tuple[Refusal, ...], Length(min=1, max=MOST_AT_ONCE)]
    dropped: Count


@fact
class CommandRefused:
    """A command was refused by a rule, or for lack of role or unit."""

    refusal: Refusal


@fact(version=2)
class RefusalsCounted:
    """Further refusals of one actor, unit, code and method, counted; `first_at` and `last_at` bound them.

    `actor_unit` is None where version 1 counted them whatever the unit.
    """

    actor: Actor
    actor_unit: Name | None
    code: Name
    method: Name
    count: Count
    first_at: Instant
    last_at: Instant


@fact
class RefusalsDropped:
    """So many refusals came faster than they could be kept."""

    count: Count


def _counted_whatever_the_unit(document: Json) -> Json:
    return {**document, "actor_unit": None}


UPCASTS = {".refusals-counted.v1": _counted_whatever_the_unit}

RefusalFact = CommandRefused | RefusalsCounted | RefusalsDropped
"""What is in a stream of refusals."""

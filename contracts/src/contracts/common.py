"""Messages that every service records under its own name: `disclosure.policy-activated.v1`, and so on."""

from enum import StrEnum
from typing import Annotated

from contracts.message import command, fact, shape
from contracts.packs import Pack
from contracts.refusals import CommandRefused, RecordRefusals, RefusalsCounted, RefusalsDropped
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.vocabulary import Actor, AreaCode, Digest, Instant, Length, Name, Ref, Text


@shape
class Acknowledgement:
    """Why somebody relies on a parameter that its own pack calls unsure."""

    parameter: Name
    reason: Text


def acknowledged(pack: Pack, reason: str) -> tuple[Acknowledgement, ...]:
    """One reason for every unsure parameter of a pack, in name order."""
    return tuple(Acknowledgement(parameter=name, reason=reason) for name in pack.unsure)


@command
class ActivatePolicy:
    """Put a policy pack in force for an area; new cases follow it, running cases keep theirs.

    `area` adopts the pack, which may have been issued for another: a county may adopt another's opinion. Every
    parameter that the pack calls unsure is acknowledged, each with a reason.
    """

    actor: Actor
    area: AreaCode
    pack: Digest
    acknowledged: tuple[Acknowledgement, ...] = ()


@fact
class PolicyActivated:
    """A pack is active in `area` from `activated_at` on, within the days the pack is in force."""

    area: AreaCode
    pack: Digest
    pack_id: Ref
    activated_at: Instant
    acknowledged: tuple[Acknowledgement, ...] = ()


_PIECE = 1000
"""Characters; none takes more than four bytes."""

PackText = Annotated[tuple[Text, ...], Length(min=1, max=60)]
"""A pack in its canonical form, cut into pieces: put together again it is the text whose digest is the pack's."""


def pieces_of(form: str) -> tuple[str, ...]:
    """A canonical form, cut."""
    return tuple(form[place : place + _PIECE] for place in range(0, len(form), _PIECE))


@command
class EnterPack:
    """Enter a pack that no release carries: an opinion of the county, written by those who adopt it.

    It is refused whole for any defect that the linter finds. That it was entered puts nothing in force: it can be
    activated from then on, and whoever has the record can decide by it again.
    """

    actor: Actor
    area: AreaCode
    pack: Digest
    text: PackText


@fact
class PackEntered:
    """A pack is part of the record from `entered_at` on, by its digest and for ever."""

    area: AreaCode
    pack: Digest
    pack_id: Ref
    text: PackText
    entered_at: Instant


class ClockKind(StrEnum):
    """Where a history's time comes from."""

    REAL = "real"
    SIMULATED = "simulated"


@command
class SetClock:
    """Say, once and before anything else, which clock this history is recorded by."""

    actor: Actor
    clock: ClockKind
    offset_us: int


@fact
class ClockSet:
    """The history's clock: the machine's plus `offset_us` microseconds (0 for the real clock)."""

    clock: ClockKind
    offset_us: int


PolicyCommand = ActivatePolicy
PolicyFact = PolicyActivated
COMMON_COMMANDS = (EnterPack, ActivatePolicy, SetClock, SucceedUnit, RecordRefusals)
COMMON_FACTS = (PackEntered, PolicyActivated, ClockSet, UnitSucceeded, CommandRefused, RefusalsCounted, RefusalsDropped)

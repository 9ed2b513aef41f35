"""Messages that every service records under its own name: `disclosure.policy-activated.v1`, and so on."""

from enum import StrEnum

from contracts.message import message, shape
from contracts.packs import Pack
from contracts.refusals import REFUSAL_UPCASTS, CommandRefused, RecordRefusals, RefusalsCounted, RefusalsDropped
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.vocabulary import Actor, AreaCode, Digest, Instant, Name, Ref, Text


@shape
class Acknowledgement:
    """Why somebody relies on a parameter that its own pack calls unsure."""

    parameter: Name
    reason: Text


def acknowledged(pack: Pack, reason: str) -> tuple[Acknowledgement, ...]:
    """One reason for every unsure parameter of a pack, in name order."""
    return tuple(Acknowledgement(parameter=name, reason=reason) for name in pack.unsure)


@message(".activate-policy")
class ActivatePolicy:
    """Put a policy pack in force for an area; new cases follow it, running cases keep theirs.

    `area` adopts the pack, which may have been issued for another: a county may adopt another's opinion. Every
    parameter that the pack calls unsure is acknowledged, each with a reason.
    """

    actor: Actor
    area: AreaCode
    pack: Digest
    acknowledged: tuple[Acknowledgement, ...] = ()


@message(".policy-activated")
class PolicyActivated:
    """A pack is active in `area` from `activated_at` on, within the days the pack is in force."""

    area: AreaCode
    pack: Digest
    pack_id: Ref
    activated_at: Instant
    acknowledged: tuple[Acknowledgement, ...] = ()


class ClockKind(StrEnum):
    """Where a history's time comes from."""

    REAL = "real"
    SIMULATED = "simulated"


@message(".set-clock")
class SetClock:
    """Say, once and before anything else, which clock this history is recorded by."""

    actor: Actor
    clock: ClockKind
    offset_us: int


@message(".clock-set")
class ClockSet:
    """The history's clock: the machine's plus `offset_us` microseconds (0 for the real clock)."""

    clock: ClockKind
    offset_us: int


PolicyCommand = ActivatePolicy
PolicyFact = PolicyActivated
COMMON_COMMANDS = (ActivatePolicy, SetClock, SucceedUnit, RecordRefusals)
COMMON_FACTS = (PolicyActivated, ClockSet, UnitSucceeded, CommandRefused, RefusalsCounted, RefusalsDropped)
COMMON_UPCASTS = REFUSAL_UPCASTS

"""Which unit stands for which: a small decider that every service has, and what the door knows of it.

All successions of a service are one stream, so that a ring of them is seen; there are a few in a decade.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.catalogue import Catalogue
from contracts.errors import Unavailable, refuse_unless
from contracts.rules import Rules
from contracts.succession import SucceedUnit, UnitSucceeded, successors_on
from contracts.units import area_of, standing_for

from ledger.clock import monotonic
from ledger.decider import Decider, RulesOf
from ledger.store import Recorded, StoreUnavailable

CACHED_S = 5.0
"""How old a door's knowledge of successions may be."""

Succeeded = tuple[UnitSucceeded, ...]


def succession_stream(service: str) -> str:
    return f"{service}_succession-history"


def succession_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[SucceedUnit, UnitSucceeded, Succeeded, None]:
    return Decider(
        name=f"{service}.succession",
        version=1,
        takes=(SucceedUnit,),
        commands=commands,
        facts=facts,
        initial=(),
        decide=_decide,
        evolve=lambda succeeded, fact: (*succeeded, fact),
        stream=lambda _: succession_stream(service),
        unit=lambda command: command.unit,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide(command: SucceedUnit, succeeded: Succeeded, rules: Rules[None], now: datetime) -> list[UnitSucceeded]:
    unit, successor = command.unit, command.successor
    refuse_unless(successor != unit, "succeeds-itself", unit)
    refuse_unless(_level(successor) == _level(unit), "successor-of-another-level", f"{unit}, {successor}")
    known = {fact.unit: fact.successor for fact in succeeded}
    if known.get(unit) == successor:
        return []
    refuse_unless(unit not in known, "unit-has-successor", f"{unit}: {known.get(unit)}")
    refuse_unless(unit not in standing_for(successor, known), "succession-in-a-ring", f"{unit}, {successor}")
    return [UnitSucceeded(unit=unit, successor=successor, valid_from=command.valid_from, recorded_at=now)]


def _level(unit: str) -> tuple[int, bool]:
    """How long its area's code is, and whether it is a named unit in that area."""
    return len(area_of(unit)), "-" in unit


class Successions:
    """What is recorded in the service's own stream; at most `CACHED_S` old. Asked for only where codes alone refuse."""

    def __init__(
        self, read: Callable[[str], Sequence[Recorded]], facts: Catalogue, *, cached_s: float = CACHED_S
    ) -> None:
        self._read = read
        self._facts = facts
        self._cached_s = cached_s
        self._known: Succeeded = ()
        self._read_at: float | None = None

    def on(self, moment: datetime) -> Mapping[str, str]:
        """Unit to the unit that stands for it at that moment; while the store is away, as far as it was known last.

        Raises `Unavailable` if nothing was read yet: nobody is told that they may not before that is known.
        """
        if self._read_at is None or monotonic() - self._read_at > self._cached_s:
            self._refresh()
        return successors_on(self._known, china_day(moment))

    def _refresh(self) -> None:
        try:
            recorded = self._read(succession_stream(self._facts.service))
        except StoreUnavailable as error:
            if self._read_at is None:
                raise Unavailable("The store does not answer, so that mergers of units are not known.") from error
            return
        self._known = tuple(self._facts.read(fact.type, json.loads(fact.data)) for fact in recorded)
        self._read_at = monotonic()

"""Which facts of other services are to be made public: one line each. What orders it, and by when, is in the packs.

The lines stand with their producers in `producers`; `reactions` acts on all of them (requirements D.2, event flows).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.catalogue import Catalogue
from contracts.disclosure.occasions import Occasion
from contracts.units import UnitKind
from ledger.store import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one fact gives to be made public, and by whom. `subject`: what it is about; `event_on`: see `OpenOccasion`.

    Tellings of one `case` are items of one duty; without it each fact opens its own.
    """

    unit: str
    kind: UnitKind
    happened_on: date
    subject: Bilingual | None = None
    event_on: date | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One line: this fact of that service is made public as `occasion`; `tells` may find nothing to tell."""

    facts: Catalogue
    fact: type
    occasion: Occasion
    tells: Callable[[Any, Recorded], Iterable[Telling]]

    @property
    def recorded_type(self) -> str:
        return self.facts.type_named(self.fact)

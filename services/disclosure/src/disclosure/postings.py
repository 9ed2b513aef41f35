"""Which facts of other services are to be made public: one line each. What orders it, and by when, is in the packs.

The lines stand with their producers in `producers`; `reactions` acts on all of them (requirements D.2, event flows).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.calendar import china_day
from contracts.catalogue import Catalogue
from contracts.disclosure.duty.messages import Occasion
from contracts.units import NATION, UnitKind, suits
from ledger.recorded import metadata_of
from ledger.store import Recorded

Read = Callable[[str], list[Recorded]]
"""The recorded facts of a stream, first to last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one fact gives to be made public, and by whom. `subject`: what it is about; `event_on`: see `OpenOccasion`.

    Tellings of one `case` are items of one duty, which goes by the name of `under` where that is another occasion than
    the telling's; without a case each fact opens its own. `occasion`: where it is another than the line's.
    """

    unit: str
    kind: UnitKind
    happened_on: date
    subject: Bilingual | None = None
    event_on: date | None = None
    case: str | None = None
    occasion: Occasion | None = None
    under: Occasion | None = None


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

    def told(self, fact: Any, recorded: Recorded, read: Read) -> Iterator[tuple[Occasion, Telling]]:
        for telling in self.tells(fact, recorded):
            yield telling.occasion or self.occasion, telling


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingInContext:
    """One line whose fact says too little by itself: it also reads what stood in its producer's streams before it.

    Each telling names its occasion.
    """

    facts: Catalogue
    fact: type
    tells: Callable[[Any, Recorded, Read], Iterable[Telling]]

    @property
    def recorded_type(self) -> str:
        return self.facts.type_named(self.fact)

    def told(self, fact: Any, recorded: Recorded, read: Read) -> Iterator[tuple[Occasion, Telling]]:
        for telling in self.tells(fact, recorded, read):
            assert telling.occasion is not None, "names its occasion"
            yield telling.occasion, telling


Line = Posting | PostingInContext


def known_before(recorded: Recorded, stream: str, facts: Catalogue, read: Read) -> list[Any]:
    """What stood in a stream of the producer when the fact was recorded: the same whenever it is asked."""
    is_own = stream == recorded.stream
    known = [
        fact
        for fact in read(stream)
        if (fact.revision < recorded.revision if is_own else fact.position < recorded.position)
    ]
    return [facts.read(fact.type, json.loads(fact.data)) for fact in known]


def kind_of(unit: str) -> UnitKind:
    """What a code tells of its unit; whether twelve digits are a village or a community it does not."""
    levels = (UnitKind.PROVINCE, UnitKind.CITY, UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    return next((level for level in levels if suits(level, unit)), UnitKind.DEPARTMENT)


def decided_on(recorded: Recorded) -> date:
    """The day in China on which the fact was decided."""
    return china_day(datetime.fromisoformat(metadata_of(recorded)["decided_at"]))


def office_of(recorded: Recorded, otherwise: str) -> str:
    """The unit for which somebody acted; a service that acted by itself has none."""
    unit: str = metadata_of(recorded)["actor_unit"]
    return otherwise if unit == NATION else unit

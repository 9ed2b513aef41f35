"""One line for each fact of another service that is to be made public. What orders it, and by when, is in the packs.

The lines stand by producer, beside this module (requirements D.2, event flows).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.calendar import china_day
from contracts.disclosure.duty.messages import Occasion
from contracts.units import NATION, UnitKind, suits
from ledger.annotations import taken_by
from ledger.reaction import Seen, message_of
from ledger.recorded import metadata_of
from ledger.store import Recorded


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


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: what facts are made public as, if there is something to tell of them.

    Which facts is said by the annotation of `tells`. Each telling names its occasion where the line has none.
    """

    tells: Callable[[Any, Seen], Iterable[Telling]]
    occasion: Occasion | None = None

    @property
    def facts(self) -> tuple[type, ...]:
        return taken_by(self.tells)

    def told(self, fact: Any, seen: Seen) -> Iterator[tuple[Occasion, Telling]]:
        for telling in self.tells(fact, seen):
            occasion = telling.occasion or self.occasion
            assert occasion is not None, "one of them names it"
            yield occasion, telling


def known_before(seen: Seen, stream: str) -> list[Any]:
    """What stood in a stream of the producer when the fact was recorded: the same whenever it is asked."""
    told = seen.recorded
    is_own = stream == told.stream
    known = [
        fact
        for fact in seen.read(stream)
        if (fact.revision < told.revision if is_own else fact.position < told.position)
    ]
    return [message_of(fact) for fact in known]


def kind_of(unit: str) -> UnitKind:
    """What a code tells of its unit; whether twelve digits are a village or a community it does not."""
    levels = (UnitKind.PROVINCE, UnitKind.CITY, UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    return next((level for level in levels if suits(level, unit)), UnitKind.DEPARTMENT)


def decided_on(recorded: Recorded) -> date:
    """The day in China on which the fact was decided."""
    return china_day(datetime.fromisoformat(metadata_of(recorded)["decided_at"]))


def office_of(seen: Seen, otherwise: str) -> str:
    """The unit for which somebody acted; a service that acted by itself has none."""
    unit: str = seen.metadata["actor_unit"]
    return otherwise if unit == NATION else unit

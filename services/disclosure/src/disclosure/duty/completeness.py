"""How complete a duty is: a pure function of its facts, the same for whoever has them (requirement D-021).

In time is what was public on a channel that meets the due date before `due_at` for the first time; withheld is what has
a ground now. A duty without a due date has nothing late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from disclosure.duty.rule import Fact, evolve
from disclosure.duty.state import Duty


@dataclass(frozen=True, slots=True)
class Measure:
    """How many items there are of each sort; together they are all."""

    in_time: int
    late: int
    withheld: int
    missing: int

    @property
    def items(self) -> int:
        return self.in_time + self.late + self.withheld + self.missing

    @property
    def share(self) -> Fraction:
        """Of the items that are in time or withheld on a ground; a duty without items is complete."""
        return Fraction(self.in_time + self.withheld, self.items) if self.items else Fraction(1)


def measure(facts: Iterable[tuple[datetime, Fact]]) -> Measure:
    """`facts` of one duty in order, each with the moment at which it was decided."""
    duty, settled_at = Duty(), dict[str, datetime]()
    for decided_at, fact in facts:
        duty = evolve(duty, fact)
        missing = set(duty.unsettled())
        settled_at = {code: settled_at.get(code, decided_at) for code in duty.items if code not in missing}
    withheld = sum(item.withheld_on is not None for item in duty.items.values())
    shown = [moment for code, moment in settled_at.items() if duty.items[code].withheld_on is None]
    late = sum(duty.due_at is not None and moment >= duty.due_at for moment in shown)
    return Measure(
        in_time=len(shown) - late,
        late=late,
        withheld=withheld,
        missing=len(duty.items) - len(settled_at),
    )

"""The data sets of protected areas that an authority put on the register (生态保护红线、自然保护区数据).

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contracts.errors import refuse_unless
from contracts.mining.red_lines.messages import RedLinesRegistered, RegisterRedLines
from contracts.mining.words import ProtectedKind
from contracts.rules import Rules
from contracts.stream_names import key_of

red_lines_stream = key_of(__name__, "unit", named="redlines")


@dataclass(frozen=True, slots=True)
class RedLines:
    """Which kinds have a data set from which day on: a day has one, which is not changed afterwards."""

    dated: frozenset[tuple[ProtectedKind, date]] = frozenset()


def decide(
    command: RegisterRedLines, red_lines: RedLines, rules: Rules[None], now: datetime
) -> Sequence[RedLinesRegistered]:
    is_new = (command.kind, command.dated) not in red_lines.dated
    refuse_unless(is_new, "mining.red-lines-already-registered", f"{command.kind} of {command.dated}")
    return [
        RedLinesRegistered(
            unit=command.unit,
            kind=command.kind,
            data_set=command.data_set,
            dated=command.dated,
            registered_by=command.actor,
            registered_at=now,
        )
    ]


def evolve(red_lines: RedLines, fact: RedLinesRegistered) -> RedLines:
    return RedLines(dated=red_lines.dated | {(fact.kind, fact.dated)})

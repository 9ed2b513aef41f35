"""Who took part in one round of voting: each person once, in no order but that of the references.

Law: Electoral Law, art. 40 (选举法 第四十条); Organic Law of Local Congresses and Governments, art. 28 (地方组织法).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from contracts.elections.election.rules import RUN_BY
from contracts.elections.turnout.messages import RecordTurnout, TurnoutRecorded
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

turnout_stream = key_of(__name__, "unit", "election", "round")


@dataclass(frozen=True, slots=True)
class Turnout:
    """Everyone who took part so far, at whatever box."""

    voters: frozenset[str] = frozenset()


def decide(command: RecordTurnout, turnout: Turnout, rules: Rules[None], now: datetime) -> Sequence[TurnoutRecorded]:
    _refuse_other_office(command)
    is_sorted = all(one < other for one, other in pairwise(command.voters))
    refuse_unless(is_sorted, "elections.not-sorted", "By reference, each person once.")
    twice = sorted(turnout.voters & set(command.voters))
    refuse_unless(not twice, "elections.took-part-already", ", ".join(twice))
    return [
        TurnoutRecorded(
            unit=command.unit,
            election=command.election,
            round=command.round,
            box=command.box,
            voters=command.voters,
        )
    ]


def _refuse_other_office(command: RecordTurnout) -> None:
    """Who runs the election enters who took part; where no role is said, the record knew none yet."""
    if command.acting_role is None:
        return
    if command.kind is None:
        raise Rejected("elections.no-such-election", command.election)
    is_theirs = command.acting_role == RUN_BY[command.kind]
    refuse_unless(is_theirs, "forbidden-role", f"{command.acting_role} does not run elections of {command.kind}.")


def evolve(turnout: Turnout, fact: TurnoutRecorded) -> Turnout:
    return Turnout(turnout.voters | set(fact.voters))

"""One major matter of a community as it is executed: consulted on before, or flagged.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(3)).
"""

from datetime import datetime
from typing import assert_never

from contracts.elections.community_matter.messages import (
    CommunityMatterExecuted,
    CommunityMatterFact,
    ConsultationLack,
    ConsultationMissing,
    ExecuteCommunityMatter,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

community_matter_stream = key_of(__name__, "unit", "matter", named="matter")


def decide(
    command: ExecuteCommunityMatter, matter: CommunityMatterExecuted | None, rules: Rules[None], now: datetime
) -> list[CommunityMatterFact]:
    """Without consultation it is recorded all the same: that it was executed is so, and the flag says the rest."""
    refuse_unless(matter is None, "elections.executed-already", f"matter: {command.matter}")
    refuse_future(command.executed_on, now)
    is_there = command.consultation is None or command.consulted is not None
    refuse_unless(is_there, "elections.no-such-consultation", f"consultation: {command.consultation}")
    lack = _lack(command)
    executed = CommunityMatterExecuted(
        unit=command.unit,
        matter=command.matter,
        kind=command.kind,
        title=command.title,
        executed_on=command.executed_on,
        consultation=command.consultation,
        consulted=command.consulted,
        lack=lack,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if lack is None:
        return [executed]
    return [executed, ConsultationMissing(unit=command.unit, matter=command.matter, lack=lack, noted_at=now)]


def _lack(command: ExecuteCommunityMatter) -> ConsultationLack | None:
    """On the day of the execution is early enough: of one day nobody recorded which came first."""
    consulted = command.consulted
    if consulted is None:
        return ConsultationLack.NONE_NAMED
    if consulted.held_on > command.executed_on:
        return ConsultationLack.HELD_AFTERWARDS
    return None if consulted.is_closed else ConsultationLack.MINUTES_INCOMPLETE


def evolve(matter: CommunityMatterExecuted | None, fact: CommunityMatterFact) -> CommunityMatterExecuted | None:
    match fact:
        case CommunityMatterExecuted():
            return fact
        case ConsultationMissing():
            return matter
        case _:
            assert_never(fact)

"""Every stream that follows the rules of its beginning: either a statute can reach it, or it says why none does."""

import json
from datetime import datetime
from typing import Any
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.cases import RebindPolicy, SettleDueDate
from contracts.errors import Rejected
from ledger.clock import ManualClock
from ledger.decider import Decider, RulesOf
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers, ServiceParts
from ledger.testing.golden import decision_files
from sunledger.home import installed_services

NOW = datetime(2025, 7, 10, 9, tzinfo=CHINA)
UNIT = "360730101"
EVERY = [(parts, decider) for parts in installed_services() for decider in parts.deciders]
PINNED = [decider for _, decider in EVERY if decider.rules is RulesOf.CASE]
KEPT = [(parts, decider) for parts, decider in EVERY if decider.kept is not None]
REFUSED = [
    (parts, decider, kind)
    for parts, decider in KEPT
    for kind in (RebindPolicy, SettleDueDate)
    if kind not in decider.takes
]
"""A holiday notice moves a day of a mine, whose rules are kept all the same."""

ALSO_WITHOUT_PINNED_RULES = {"mining.mine", "elections.term"}
"""A round of a mine keeps its rules in a fact of its own; a term has a day that follows from the election."""


def named(decider: Any) -> str:
    return decider.name if isinstance(decider, Decider) else getattr(decider, "__name__", "")


def streams_of(decider: Decider[Any, Any, Any, Any]) -> set[str]:
    """Of the commands of its golden decisions."""
    own = (file for name, file in decision_files().items() if name.startswith(f"{decider.name}/"))
    commands = (json.loads(file.read_bytes())["command"] for file in own)
    return {decider.stream(decider.commands.read(one["type"], one["document"])) for one in commands}


@pytest.mark.parametrize("decider", PINNED, ids=named)
def test_a_stream_with_pinned_rules_is_a_case_or_says_why_it_keeps_them(decider: Decider[Any, Any, Any, Any]):
    takes = {RebindPolicy, SettleDueDate} <= set(decider.takes)

    assert (decider.cases is not None, takes) == (decider.kept is None, decider.kept is None)


def test_what_keeps_its_rules_without_pinning_them_is_listed():
    assert {decider.name for _, decider in KEPT} - {decider.name for decider in PINNED} == ALSO_WITHOUT_PINNED_RULES


@pytest.mark.parametrize(("parts", "decider"), KEPT, ids=named)
def test_the_beginning_of_its_name_is_that_of_its_streams(parts: ServiceParts, decider: Decider[Any, Any, Any, Any]):
    assert decider.kept is not None
    streams = streams_of(decider)

    assert streams
    assert [] == [stream for stream in streams if not stream.startswith(decider.kept.prefix)]
    others = [other.kept for other in parts.deciders if other.kept is not None and other is not decider]
    assert [] == [other for other in others if other.prefix.startswith(decider.kept.prefix)]


@pytest.mark.parametrize(("parts", "decider", "kind"), REFUSED, ids=named)
def test_it_is_refused_with_the_reason_and_the_clause(
    parts: ServiceParts, decider: Decider[Any, Any, Any, Any], kind: type
):
    assert decider.kept is not None
    said = {"pack": "a" * 64, "ground": "附则"} if kind is RebindPolicy else {}
    command = kind(actor="desk", unit=UNIT, case=f"{decider.kept.prefix}{UNIT}-1", **said)
    identity = uuid5(NAMESPACE, decider.name)
    request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
    store = MemoryStore()

    with pytest.raises(Rejected) as refusal:
        Handlers(parts, store, ManualClock(NOW)).handle(command, request)
    assert refusal.value.code == "case-keeps-its-rules"
    assert f"{decider.kept.reason} ({decider.kept.source})" in refusal.value.detail
    assert store.read_all(("",), limit=10) == []

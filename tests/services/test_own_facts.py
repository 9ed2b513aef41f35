"""A service's reactions to its own facts: kept going from the store alone, with the care of an inbox."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.inbox import Inbox
from ledger.orders import Orders
from ledger.own_facts import own_inbox
from ledger.parts import Handlers, ServiceParts
from ledger.reactions import Reactions

OPENED, FULFILLED = "disclosure.duty-opened.v1", "disclosure.duty-fulfilled.v1"


@pytest.fixture
def own(history, effects, tmp_path: Path):
    return Inbox("disclosure", history.store, None, tmp_path / "own-facts.sqlite", to_own(effects))


def to_own(effects) -> Reactions:
    return Reactions("disclosure", {OPENED: effects.react}, own=True)


def test_a_service_reacts_to_its_own_facts_as_they_are_recorded(history, effects, own, until, running):
    history.record("duty-1", 2)

    with closing(own), running(own):
        until(lambda: effects.order["disclosure_duty-1"] == [0, 1])
        history.record("duty-1", [FULFILLED, OPENED])
        until(lambda: effects.order["disclosure_duty-1"] == [0, 1, 3])


def test_what_fails_is_parked_and_can_be_retried_by_order(history, effects, own, tmp_path: Path):
    history.record("duty-1", 2)
    effects.refuses = lambda fact: ValueError("not yet") if fact.revision == 0 else None
    with closing(own):
        own.catch_up()
        assert [parked.revision for parked in own.parked()] == [0, 1]

        effects.refuses = lambda _: None
        orders = Orders(tmp_path / "orders", own)
        (tmp_path / "orders" / "1.order").write_text(
            '{"what": "retry", "stream": "disclosure_duty-1", "reason": ""}', "utf-8"
        )
        orders.step()

        assert own.parked() == []
        assert effects.order == {"disclosure_duty-1": [0, 1]}


def test_facts_of_others_are_not_read_this_way(effects):
    with pytest.raises(ValueError, match=r"consumers\.toml"):
        Reactions("assessment", {OPENED: effects.react}, own=True)


def test_a_service_that_does_not_react_to_itself_has_no_such_inbox(history, tmp_path: Path):
    clock = ManualClock(datetime(2025, 1, 1, tzinfo=UTC))
    indifferent = ServiceParts(
        name=SERVICE.name,
        commands=SERVICE.commands,
        facts=SERVICE.facts,
        deciders=SERVICE.deciders,
        schema=SERVICE.schema,
    )
    handlers = Handlers(indifferent, history.store, clock)

    assert own_inbox(indifferent, handlers, history.store, tmp_path, clock) is None

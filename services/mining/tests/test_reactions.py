"""What a village's hearing becomes here: once, with its cause, however late mining hears of it."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

import pytest
from contracts.common import ActivatePolicy, acknowledged
from contracts.consumers import reads
from contracts.elections.hearing.messages import HeardBody, HearingOn, HoldRestorationHearing
from contracts.mining.restoration.messages import ApproveRestoration, PostRestorationPlan
from contracts.policies import pack_named
from elections.service import SERVICE as ELECTIONS
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.reactions import Reactions
from ledger.recorded import metadata_of
from ledger.store import Recorded
from mining.service import SERVICE
from mining.testing import EVIDENCE, UNIT, noon

AT, DAY = noon(2025, 9, 1), date(2025, 9, 1)
HOLD = HoldRestorationHearing(
    actor="committee-1",
    unit="360730101201",
    hearing="shilong-1",
    mine=UNIT,
    on=HearingOn.PLAN,
    heard=HeardBody.COMMITTEES,
    held_on=DAY,
    attended=9,
    opinions="同意，建议先复绿排土场。",
)


class Both:
    """Elections and mining on one store; mining hears what there is when `receive` is called."""

    def __init__(self, folder: Any) -> None:
        self.store, self.clock = MemoryStore(), ManualClock(AT)
        self._folder, self._sent = folder, 0
        self._elections, self._mining = (Handlers(each, self.store, self.clock) for each in (ELECTIONS, SERVICE))
        pack = pack_named("cn-minerals-2024")
        unsure = acknowledged(pack, "as the county always did")
        self.mine(ActivatePolicy(actor="desk", area="360730", pack=pack.digest, acknowledged=unsure))

    def mine(self, command: Any) -> None:
        self._send(self._mining, command)

    def hold(self, *bodies: HeardBody) -> None:
        for body in bodies:
            self._send(self._elections, replace(HOLD, hearing=f"shilong-{body}", heard=body))

    def _send(self, handlers: Handlers, command: Any) -> None:
        self._sent += 1
        identity = uuid5(NAMESPACE, f"both/{self._sent}")
        who = {"actor": command.actor, "role": "Test", "actor_unit": "360730"}
        handlers.handle(command, Request(command_id=identity, correlation_id=identity, **who))

    def inbox(self, memory: str = "inbox") -> Inbox:
        reactions = Reactions("mining", SERVICE.reactions(self._mining))
        return Inbox("mining", self.store, None, self._folder / f"{memory}.sqlite", reactions, clock=self.clock)

    def receive(self, memory: str = "inbox") -> int:
        with closing(self.inbox(memory)) as inbox:
            return inbox.catch_up()

    def facts(self) -> list[Recorded]:
        return list(self.store.read(f"mining_restoration-{UNIT}"))


@pytest.fixture
def both(tmp_path) -> Both:
    both = Both(tmp_path)
    both.mine(PostRestorationPlan(actor="jinshi-1", unit=UNIT, plan=EVIDENCE, posted_on=DAY))
    return both


@pytest.mark.req("G-151")
def test_what_villages_were_heard_on_is_the_precondition_of_the_approval(both):
    both.hold(*HeardBody)
    both.receive()
    both.mine(ApproveRestoration(actor="rights-1", unit=UNIT))
    types = [fact.type for fact in both.facts()]

    assert types[1:4] == ["mining.restoration-heard.v1"] * 3
    assert types[4] == "mining.restoration-approved.v1"


def test_a_hearing_is_in_the_chain_of_its_cause_and_is_taken_up_once(both):
    both.hold(HeardBody.COMMITTEES)
    first = both.receive()
    heard = both.facts()[1]
    [cause] = both.store.read("elections_hearing-360730101201-shilong-committees")

    assert metadata_of(heard)["$causationId"] == str(cause.id)
    assert metadata_of(heard)["actor"] == "service:mining"
    assert both.receive() == 0
    assert both.receive("an inbox that has forgotten everything") == first
    assert len(both.facts()) == 2


def test_a_hearing_before_the_plan_was_posted_waits_for_it(tmp_path):
    both = Both(tmp_path)
    both.hold(HeardBody.COMMITTEES)
    both.receive()
    assert both.facts() == []
    both.mine(PostRestorationPlan(actor="jinshi-1", unit=UNIT, plan=EVIDENCE, posted_on=DAY))
    with closing(both.inbox()) as inbox:
        [parked] = inbox.parked()

        assert "mining.plan-not-posted" in parked.error
        assert inbox.retry(parked.stream) == 1
    assert [fact.type for fact in both.facts()][1:] == ["mining.restoration-heard.v1"]


def test_exactly_these_facts_are_read():
    assert reads("mining", "elections") == {"elections.restoration-hearing-held.v1"}

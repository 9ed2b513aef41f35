"""kill -9 of any one process under load: nothing recorded is lost, nothing doubled, views and evidence are complete."""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from contracts.errors import Busy, Unavailable
from ledger.recorded import metadata_of

SEED = 20111021
CALLERS = 3
ANSWERED_WITHIN_S = 60.0
"""Within which a command must be answered, however often it is sent."""

PACE_S = 0.04
BEFORE, AFTER = 12, 12
"""Answers before the kill, and after the restart."""

STEPS = ("disclosure.duty-opened.v1", "disclosure.disclosure-overdue.v1", "disclosure.duty-fulfilled.v1")
"""What assessment keeps evidence of."""

ITEMS = tuple(f"CA-{number}" for number in range(1, 7))


@dataclass
class Caller:
    """Works on one community's duty, and sends every command until it is answered."""

    county: Any
    key: dict[str, str]
    random: random.Random
    answers: dict[str, Any] = field(default_factory=dict)
    repeated: int = 0
    failure: BaseException | None = None
    client: Any = None
    speaks_for: dict[str, str] = field(default_factory=dict)

    def work(self, enough: Event) -> None:
        try:
            self._work(enough)
        except BaseException as error:  # noqa: BLE001 - raised in the test's own thread
            self.failure = error
        finally:
            self._leave()

    def _work(self, enough: Event) -> None:
        officer = self.county.officer(self.key["unit"])
        self._send("draft_items", {"entries": [_entry(item, "") for item in ITEMS]}, officer)
        while not enough.wait(PACE_S):
            entry = _entry(self.random.choice(ITEMS), f"{len(self.answers)}")
            self._send("draft_items", {"entries": [entry]}, officer)
        self._send("submit_duty", {}, officer)
        reviewer = {"role": "SecrecyReviewer", "unit": self.key["unit"][:9], "subject": "reviewer"}
        self._send("check_items", {"verdicts": [{"item": item, "passed": True} for item in ITEMS]}, reviewer)
        self._send("publish_items", {"items": [], "channels": ["online"], "claimed_on": "2025-11-20"}, officer)

    def _send(self, method: str, document: dict[str, Any], caller: dict[str, str]) -> None:
        """The same command id, again and again, until there is an answer."""
        command_id = str(UUID(int=self.random.getrandbits(128), version=4))
        deadline = time.monotonic() + ANSWERED_WITHIN_S
        while command_id not in self.answers:
            try:
                self._join(caller)
                answer = self.client.call("disclosure", method, {**self.key, **document}, command_id=command_id)
                self.answers[command_id] = answer
            except (Unavailable, Busy) as error:
                self.repeated += 1
                self._leave()
                if time.monotonic() > deadline:
                    raise AssertionError(f"{method} was not answered") from error
                time.sleep(PACE_S)

    def _join(self, caller: dict[str, str]) -> None:
        if self.client is None or self.speaks_for != caller:
            self._leave()
            self.client, self.speaks_for = self.county.client(**caller, timeout_s=3.0), caller
            self.client.__enter__()

    def _leave(self) -> None:
        client, self.client = self.client, None
        if client is not None:
            client.__exit__(None, None, None)


def _entry(item: str, note: str) -> dict[str, str]:
    return {"item": item, "kind": "content", "text": f"本期情况属实。{note}"}


def answered(callers: list[Caller]) -> int:
    for caller in callers:
        if caller.failure is not None:
            raise caller.failure
    return sum(len(caller.answers) for caller in callers)


@pytest.fixture
def load(county, until, request):
    """Callers at work; with the test they hand their duties in and end."""
    print(f"seed {SEED}")
    callers = [
        Caller(county, county.open_duty(), random.Random(f"{SEED} {request.node.name} {number}"))
        for number in range(CALLERS)
    ]
    enough = Event()
    threads = [Thread(target=caller.work, args=(enough,), daemon=True) for caller in callers]
    for thread in threads:
        thread.start()

    def finish() -> None:
        enough.set()
        for thread in threads:
            thread.join(ANSWERED_WITHIN_S)
        assert not any(thread.is_alive() for thread in threads)
        print(f"{answered(callers)} commands answered, {sum(caller.repeated for caller in callers)} sent again")

    yield callers, finish
    enough.set()


def assert_recorded_once(county, callers) -> None:
    """What was acknowledged is in the store, once, as the answer says."""
    for caller in callers:
        facts = county.history(caller.key)
        by_command: dict[str, list[Any]] = {}
        for fact in facts:
            by_command.setdefault(metadata_of(fact)["command_id"], []).append(fact)
        for command_id, answer in caller.answers.items():
            recorded = by_command.get(command_id, [])

            assert [fact["id"] for fact in answer["facts"]] == [str(fact.id) for fact in recorded]
            assert answer["revision"] == recorded[-1].revision
            assert answer["position"] == f"disclosure:{recorded[-1].position}"
            assert [fact["data"] for fact in answer["facts"]] == [json.loads(fact.data) for fact in recorded]


def assert_evidence_complete(facts) -> None:
    """Exactly one piece of evidence for each fact that leads to one."""
    expected = {str(fact.id) for fact in facts if fact.type in STEPS}
    kept = [fact for fact in facts if fact.type == "assessment.evidence-recorded.v1"]
    causes = Counter(metadata_of(fact)["$causationId"] for fact in kept)

    assert set(causes) == expected
    assert set(causes.values()) == {1}
    assert [json.loads(fact.data)["cause"]["fact"] for fact in kept] == [
        metadata_of(fact)["$causationId"] for fact in kept
    ]


def evidence_is_complete(county) -> bool:
    types = Counter(fact.type for fact in county.facts())
    return sum(types[step] for step in STEPS) == types["assessment.evidence-recorded.v1"]


@pytest.mark.req("X-031")
@pytest.mark.parametrize(
    "name", ["store", "broker", "disclosure-rpc", "disclosure-follow", "assessment-rpc", "assessment-follow"]
)
def test_a_killed_process_costs_nothing_but_time(name, county, load, until, assert_sound, assert_views_complete):
    callers, finish = load
    until(lambda: answered(callers) >= BEFORE)
    before = county.pids()
    killed = county.kill(name)
    began = time.monotonic()
    neglected = county.enrol_new("2025-07-01")
    county.wait_restarted(name, killed)
    at = answered(callers)
    print(f"{name} was back after {time.monotonic() - began:.1f} s")
    until(lambda: answered(callers) >= at + AFTER)
    finish()
    county.wait_healthy()
    until(lambda: county.history(neglected))
    until(lambda: len(county.history({**neglected, "period": "2025Q3"})) == 2)
    until(lambda: evidence_is_complete(county))

    facts = county.facts()
    assert_sound(facts)
    assert_recorded_once(county, callers)
    assert_evidence_complete(facts)
    assert_views_complete(county)
    assert {other: pid for other, pid in county.pids().items() if before[other] != pid}.keys() <= {name, "broker-epmd"}

"""Clerks at work on a platform, who send every command until it is answered, and what must be left of their work."""

import json
import random
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

from contracts.calendar import parse_period
from contracts.errors import Busy, Unavailable
from ledger.clock import ManualClock
from ledger.memory import MemoryStore
from ledger.recorded import metadata_of
from ledger.store import Draft, Recorded
from ledger.testing.simulation.record import content_digest
from sunledger.home import installed_services
from sunledger.in_process import InProcess

SEED = 20111021
CLERKS = 3
ANSWERED_WITHIN_S = 60.0
"""Within which a command must be answered, however often it is sent."""

PACE_S = 0.04
STEPS = ("disclosure.duty-opened.v1", "disclosure.disclosure-overdue.v1", "disclosure.duty-fulfilled.v1")
"""What assessment keeps evidence of."""

ITEMS = tuple(f"CA-{number}" for number in range(1, 7))


@dataclass
class Clerk:
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


def answered(callers: list[Clerk]) -> int:
    for caller in callers:
        if caller.failure is not None:
            raise caller.failure
    return sum(len(caller.answers) for caller in callers)


class Office:
    """Some clerks, each with a duty of its own; the name of the test decides what they do."""

    def __init__(self, county: Any, name: str) -> None:
        print(f"seed {SEED}")
        self._clerks = [
            Clerk(county, county.open_duty(), random.Random(f"{SEED} {name} {number}")) for number in range(CLERKS)
        ]
        self._enough = Event()
        self._threads = [Thread(target=clerk.work, args=(self._enough,), daemon=True) for clerk in self._clerks]

    def open(self) -> None:
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        self._enough.set()

    def answered(self) -> int:
        """How many commands; raises what went wrong for any clerk."""
        for clerk in self._clerks:
            if clerk.failure is not None:
                raise clerk.failure
        return sum(len(clerk.answers) for clerk in self._clerks)

    def finish(self) -> None:
        """Every duty is handed in, every command answered."""
        self.close()
        for thread in self._threads:
            thread.join(ANSWERED_WITHIN_S)
        assert not any(thread.is_alive() for thread in self._threads)
        print(f"{self.answered()} commands answered, {sum(clerk.repeated for clerk in self._clerks)} sent again")

    def units(self) -> set[str]:
        return {clerk.key["unit"] for clerk in self._clerks}

    def assert_recorded_once(self, county: Any) -> None:
        """What was acknowledged is in the store, once, as the answer says."""
        for clerk in self._clerks:
            facts = county.history(clerk.key)
            by_command: dict[str, list[Any]] = {}
            for fact in facts:
                by_command.setdefault(metadata_of(fact)["command_id"], []).append(fact)
            for command_id, answer in clerk.answers.items():
                recorded = by_command.get(command_id, [])

                assert [fact["id"] for fact in answer["facts"]] == [str(fact.id) for fact in recorded]
                assert answer["revision"] == recorded[-1].revision
                assert answer["position"] == f"disclosure:{recorded[-1].position}"
                assert [fact["data"] for fact in answer["facts"]] == [json.loads(fact.data) for fact in recorded]


def assert_evidence_complete(facts) -> None:
    """Exactly one piece of evidence for each fact that leads to one."""
    expected = {str(fact.id) for fact in facts if _leads_to_evidence(fact)}
    kept = [fact for fact in facts if fact.type == "assessment.evidence-recorded.v1"]
    causes = Counter(metadata_of(fact)["$causationId"] for fact in kept)

    assert set(causes) == expected
    assert set(causes.values()) == {1}
    assert [json.loads(fact.data)["cause"]["fact"] for fact in kept] == [
        metadata_of(fact)["$causationId"] for fact in kept
    ]


def evidence_without_faults(facts: list[Recorded], units: Collection[str], folder: Path) -> list[str]:
    """The digests of the evidence that the same facts of disclosure lead to when nothing goes wrong."""
    [assessment] = [parts for parts in installed_services() if parts.name == "assessment"]
    store, kept = MemoryStore(), [fact for fact in facts if fact.stream.startswith("assessment_policy")]
    kept += [fact for fact in facts if fact.stream.startswith("disclosure_duty") and _unit(fact) in units]
    for fact in kept:
        draft = Draft(fact.id, fact.type, fact.data, fact.metadata)
        store.append(fact.stream, [draft], expected=fact.revision - 1)
    now = datetime.fromisoformat(metadata_of(kept[-1])["decided_at"])
    quiet = InProcess([assessment], store, ManualClock(now), folder)
    quiet.settle()
    quiet.close()
    return evidence_digests(store.read_all(("assessment_evidence",), limit=len(store)), units)


def evidence_digests(facts: list[Recorded], units: Collection[str]) -> list[str]:
    return sorted(
        content_digest(fact) for fact in facts if fact.stream.startswith("assessment_evidence") and _unit(fact) in units
    )


def _unit(fact: Recorded) -> str:
    return fact.stream.split("-")[1]


def _leads_to_evidence(fact: Recorded) -> bool:
    """The indicators measure the calendars: what is owed outside a period is no evidence of a year."""
    if fact.type not in STEPS:
        return False
    duty: dict[str, Any] = json.loads(fact.data)
    has_day: bool = duty["due_at"] is not None
    return bool(has_day and parse_period(duty["period"]))


def facts_with_evidence(county) -> list[Recorded]:
    """All facts there are, once there is as much evidence as they lead to; else none. More may follow."""
    facts: list[Recorded] = county.facts()
    kept = sum(fact.type == "assessment.evidence-recorded.v1" for fact in facts)
    return facts if sum(map(_leads_to_evidence, facts)) == kept else []

"""Every flow of facts between services, with its consumer away at first and catching up later.

The table is `flows.toml`. What is not played here is proven elsewhere or named with its reason.
"""

import json
import re
import signal
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from contracts.calendar import china_day
from contracts.errors import Behind, Rejected
from ledger.client import Client
from ledger.recorded import metadata_of
from ledger.store import Recorded
from sunledger.acts import ToldAct
from sunledger.example import read_example

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads(Path(__file__).with_name("flows.toml").read_text("utf-8"))
FLOWS = (ROOT / "docs" / "requirements" / "event-flows.md").read_text("utf-8")
ACTS = sorted(read_example(ROOT / "deploy" / "examples" / "ningdu").acts, key=lambda act: act.at)
ADDED_BY_THE_DOOR = {"elections.hold-presidium-meeting": "presidium", "elections.record-turnout": "kind"}
"""What the example says itself, because it is played without a door."""
CAUGHT_UP_WITHIN_S = 120.0

Row = Mapping[str, Any]


def test_every_flow_is_played_or_proven_elsewhere_or_named_with_its_reason():
    numbers = re.findall(r"(?m)^\| (\d+) \|", FLOWS)
    played = {str(flow["number"]) for each in TABLE["round"] for flow in each["flows"]}
    elsewhere, missing = TABLE["elsewhere"], TABLE["missing"]

    assert numbers
    assert sorted({*played, *elsewhere, *missing}, key=int) == numbers
    assert len(played) + len(elsewhere) + len(missing) == len(numbers)
    assert [place for place in elsewhere.values() if not (ROOT / place).exists()] == []
    assert all(missing.values())


def acts_of(story: Row) -> Iterator[ToldAct]:
    """In the order in which they were done."""
    left_out = tuple(story.get("except", ()))
    for act in ACTS:
        told = act.name.startswith(tuple(story["acts"])) and not (left_out and act.name.startswith(left_out))
        if told and story.get("service", act.service) == act.service:
            yield act


class People:
    """Do what a story tells, each by a command of their own role and unit."""

    def __init__(self, county: Any, until: Any) -> None:
        self._county = county
        self._until = until

    def do(self, story: Row) -> None:
        for act in acts_of(story):
            document = json.loads(_replaced(json.dumps(act.document, ensure_ascii=False), story["replace"]))
            document.pop(ADDED_BY_THE_DOOR.get(act.command.rpartition(".")[0]), None)
            actor, unit = document.pop("actor"), _replaced(act.actor_unit, story["replace"]) or document["unit"]
            self.send(act.command, document, f"{act.name}/{document['unit']}", role=act.role, unit=unit, subject=actor)

    def publish(self, duty: Recorded) -> None:
        """Draft, hand in, check and publish the one item of a duty."""
        opened = json.loads(duty.data)
        key = {name: opened[name] for name in ("unit", "catalogue", "period")}
        officer = {"role": "DisclosureOfficerVillage", "unit": key["unit"], "subject": f"officer-{key['unit']}"}
        reviewer = {"role": "SecrecyReviewer", "unit": key["unit"], "subject": "reviewer-1"}
        entries = [{"item": item, "kind": "content", "text": "现予公布，接受监督。"} for item in opened["items"]]
        verdicts = [{"item": item, "passed": True} for item in opened["items"]]
        day = _today(self._county).isoformat()
        public = {"items": [], "channels": ["online", "board"], "claimed_on": day}
        for command, said, who in (
            ("draft-items", {"entries": entries}, officer),
            ("submit-duty", {}, officer),
            ("check-items", {"verdicts": verdicts}, reviewer),
            ("publish-items", public, officer),
        ):
            self.send(f"disclosure.{command}.v1", {**key, **said}, f"{command}/{duty.stream}", **who)

    def send(self, command: str, document: Any, name: str, **who: str) -> None:
        service, method, _ = command.split(".")
        command_id = str(uuid5(NAMESPACE_URL, f"flows/{command}/{name}"))

        def accepted() -> bool:
            """Not before the services have reacted to the act before: until then it may be refused."""
            with Client(self._county.broker_uri, self._county.token(**who)) as client:
                try:
                    client.call(service, method.replace("-", "_"), document, command_id=command_id)
                except Rejected as refused:
                    raise Behind(f"{command} {name}: {refused}") from refused
            return True

        self._until(accepted, what=f"{command} of {name} was not accepted")


def _today(county: Any) -> date:
    """By the clock of the county, which its newest fact has read."""
    return china_day(datetime.fromisoformat(metadata_of(county.facts()[-1])["decided_at"]))


def _replaced(text: str, replace: Mapping[str, str]) -> str:
    for old, new in replace.items():
        text = text.replace(old, new)
    return text


class Away:
    """The follow processes of some services: stopped, and ended before they have seen anything; then started again."""

    def __init__(self, county: Any, services: list[str]) -> None:
        self._county = county
        self._names = [f"{service}-follow" for service in services]
        self._before: dict[str, int] = {}

    def __enter__(self) -> None:
        self._before = {name: self._county.kill(name, signal.SIGSTOP) for name in self._names}

    def __exit__(self, *_: object) -> None:
        for name in self._names:
            self._county.kill(name, signal.SIGKILL)
        for name, before in self._before.items():
            self._county.wait_restarted(name, before)


def caused(county: Any, before: int, flows: list[Row]) -> list[Recorded]:
    """What was recorded since then, once there is a cause for each flow; some are reactions of the producer itself."""
    facts = [fact for fact in county.facts() if fact.position > before]
    return facts if {flow["fact"] for flow in flows} <= {fact.type for fact in facts} else []


def effects(facts: list[Recorded], causes: set[str], leads_to: str) -> list[Recorded]:
    return [fact for fact in facts if fact.type == leads_to and metadata_of(fact)["$causationId"] in causes]


def refuse_twice(found: list[Recorded]) -> None:
    """One cause leads to one effect in a stream, however the consumer came to hear of it."""
    places = [(fact.stream, metadata_of(fact)["$causationId"]) for fact in found]

    assert len(places) == len(set(places))


def test_every_flow_arrives_although_its_consumer_was_away(county, until):
    people = People(county, until)
    for each in TABLE["round"]:
        for story in each.get("up", ()):
            people.do(story)
        duties = county.facts(each["publishes"]) if "publishes" in each else []
        before = county.facts()[-1].position
        with Away(county, each["consumers"]):
            for story in each.get("away", ()):
                people.do(story)
            if "publishes" in each:
                people.publish(duties[0])
            facts = until(
                partial(caused, county, before, each["flows"]), what=f"not all of {each['flows']} was recorded"
            )
        for flow in each["flows"]:
            causes = {str(fact.id) for fact in facts if fact.type == flow["fact"]}
            assert effects(facts, causes, flow["leads_to"]) == [], f"flow {flow['number']}: its consumer was not away"

            def arrived(flow: Row = flow, causes: set[str] = causes) -> list[Recorded]:
                return effects(county.facts(f"{flow['leads_to'].partition('.')[0]}_"), causes, flow["leads_to"])

            refuse_twice(
                until(arrived, CAUGHT_UP_WITHIN_S, f"flow {flow['number']}: nothing led to {flow['leads_to']}")
            )

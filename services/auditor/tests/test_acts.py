"""Inspectors see who did what and when: in their area, in their field, refused attempts too."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from auditor.acts.view import DATABASE, ActsIndex, Indexing
from auditor.service import SERVICE
from contracts.auditor.acts.messages import ActsInMediation, ActsOfUnit
from contracts.errors import Malformed
from contracts.message import dump, load
from contracts.permissions import permissions_of
from contracts.units import Relation
from ledger.door import Answer, Page, Source
from ledger.memory import MemoryStore
from ledger.recorded import GENESIS, Provenance, Tip, drafts
from ledger.window import Window

Answers = Mapping[type, Answer]
NAMES = UUID("6a0d6f7e-3333-5333-8333-000000000003")
BEGINS = datetime(2025, 3, 1, 1, tzinfo=UTC)
ACTS = (
    ("disclosure_duty-1", "360730101", "ref-clerk", "disclosure.draft-items.v1", ["disclosure.items-drafted.v1"]),
    ("mediation_case-1", "360730101", "ref-centre", "mediation.sign-case.v1", ["mediation.case-signed.v1"] * 2),
    ("disclosure_duty-2", "360730102", "ref-clerk", "disclosure.draft-items.v1", ["disclosure.items-drafted.v1"]),
    ("disclosure_duty-3", "360731101", "ref-other", "disclosure.draft-items.v1", ["disclosure.items-drafted.v1"]),
    ("mining_mine-1", "360730-resources", "ref-mines", "mining.choose-pilot.v1", ["mining.pilot-chosen.v1"]),
)


def recorded(store: MemoryStore) -> None:
    for number, (stream, unit, actor, command, types) in enumerate(ACTS):
        provenance = Provenance(
            command_id=uuid5(NAMES, str(number)),
            command_type=command,
            command={},
            correlation_id=uuid5(NAMES, str(number)),
            causation_id=None,
            actor=actor,
            role="TownshipClerk",
            actor_unit=unit,
            unit=unit,
            decided_at=BEGINS + timedelta(days=number),
            policy=None,
            calendar="0" * 64,
            decider="x",
            decider_version=1,
            release="1",
        )
        made, _ = drafts(stream, Tip(-1, GENESIS), provenance, [(kind, {}) for kind in types])
        store.append(stream, made, expected=-1)
    refusal = {
        "code": "forbidden-unit",
        "method": "disclosure.publish_items",
        "actor": "ref-stranger",
        "role": "TownshipClerk",
        "actor_unit": "360730102",
        "stream": "disclosure_duty-1",
        "command_id": None,
        "refused_at": "2025-03-09T01:00:00.000000Z",
    }
    made, _ = drafts(
        "disclosure_refusals-2025-03-09",
        Tip(-1, GENESIS),
        provenance,
        [("disclosure.command-refused.v1", {"refusal": refusal})],
    )
    store.append("disclosure_refusals-2025-03-09", made, expected=-1)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    recorded(store)
    return store


@pytest.fixture
def answers(store, tmp_path: Path) -> Answers:
    index = ActsIndex(tmp_path / DATABASE)
    index.add([store.read_all(("",), limit=3)])
    index.add([store.read_all(("",), after=index.reached(), limit=100)])
    return SERVICE.answers_in(tmp_path)


def ask(answers: Answers, question: Any, *, limit: int = 100, after: str | None = None) -> Any:
    nothing: Any = None
    answer = answers[type(question)](Source(nothing, nothing), question, Page(limit, after))
    return load(type(answer), dump(answer))


def told(answer: Any) -> list[tuple[str, str]]:
    return [(act.unit, act.what) for act in answer.acts]


@pytest.mark.req("X-004")
def test_of_an_area_every_act_in_it_is_seen_with_actor_role_unit_and_moment(answers, store):
    answer = ask(answers, ActsOfUnit(unit="360730"))

    assert told(answer) == [
        ("360730102", "disclosure.publish_items"),
        ("360730-resources", "mining.choose-pilot.v1"),
        ("360730102", "disclosure.draft-items.v1"),
        ("360730101", "mediation.sign-case.v1"),
        ("360730101", "disclosure.draft-items.v1"),
    ]
    last = answer.acts[-1]
    assert (last.actor, last.role, last.acting_unit, last.at) == ("ref-clerk", "TownshipClerk", "360730101", BEGINS)
    assert (last.stream, last.revision, last.code) == ("disclosure_duty-1", 0, None)
    assert answer.through == store.last_position()


@pytest.mark.req("X-001", "X-004")
def test_a_refused_attempt_is_seen_with_the_rule_that_refused_it(answers):
    [attempt, *_] = ask(answers, ActsOfUnit(unit="360730102")).acts

    assert (attempt.code, attempt.actor, attempt.stream) == ("forbidden-unit", "ref-stranger", "disclosure_duty-1")


def test_of_a_unit_only_its_own_acts_and_of_a_department_only_its(answers):
    assert told(ask(answers, ActsOfUnit(unit="360731"))) == [("360731101", "disclosure.draft-items.v1")]
    assert told(ask(answers, ActsOfUnit(unit="360730-resources"))) == [("360730-resources", "mining.choose-pilot.v1")]
    assert told(ask(answers, ActsOfUnit(unit="360730103"))) == []


@pytest.mark.req("X-004")
def test_who_inspects_one_field_sees_that_field(answers):
    assert told(ask(answers, ActsInMediation(unit="360730"))) == [("360730101", "mediation.sign-case.v1")]
    assert len(ask(answers, ActsOfUnit(unit="360730", service="disclosure")).acts) == 3


@pytest.mark.req("X-004")
def test_inspectors_and_assessors_may_ask_within_their_area_and_nobody_else():
    permissions = permissions_of("auditor").methods
    everything = ("Auditor", "DisciplineCommission", "CountyAssessmentGroup")

    assert permissions["acts_of_unit"] == dict.fromkeys(everything, Relation.AREA)
    assert permissions["acts_in_mediation"] == dict.fromkeys(("GovernanceOffice", "CentreAssessor"), Relation.AREA)


def test_acts_are_asked_for_by_actor_and_by_time(answers):
    day = timedelta(days=1)

    assert len(ask(answers, ActsOfUnit(unit="36", by="ref-clerk")).acts) == 2
    between = ask(answers, ActsOfUnit(unit="36", begins=BEGINS + day, ends=BEGINS + 3 * day))
    assert [act.at for act in between.acts] == [BEGINS + 2 * day, BEGINS + day]


def test_pages_follow_each_other(answers):
    first = ask(answers, ActsOfUnit(unit="36"), limit=4)
    second = ask(answers, ActsOfUnit(unit="36"), limit=4, after=first.next)

    assert (len(first.acts), len(second.acts), second.next) == (4, 2, None)
    assert first.acts[-1].at > second.acts[0].at
    with pytest.raises(Malformed):
        ask(answers, ActsOfUnit(unit="36"), after="elsewhere")


def test_an_index_that_was_removed_is_made_anew_and_is_the_same(answers, store, tmp_path):
    before = ask(answers, ActsOfUnit(unit="36"))
    for path in tmp_path.glob(f"{DATABASE}*"):
        path.unlink()

    assert ask(answers, ActsOfUnit(unit="36")).acts == ()
    index = ActsIndex(tmp_path / DATABASE)
    index.add([store.read_all(("",), after=index.reached(), limit=100)])
    assert ask(answers, ActsOfUnit(unit="36")) == before
    assert Indexing(Window(store, ("",)), tmp_path).status() == {"position": store.last_position()}


def test_what_cannot_be_read_is_left_to_verify_and_the_rest_is_shown(store, tmp_path):
    facts = store.read_all(("",), limit=100)
    damaged = json.loads(facts[0].metadata)
    del damaged["actor"]
    index = ActsIndex(tmp_path / DATABASE)
    index.add([[facts[0].__class__(*_parts(facts[0], json.dumps(damaged).encode())), *facts[1:]]])

    assert len(ask(SERVICE.answers_in(tmp_path), ActsOfUnit(unit="36")).acts) == 5


def _parts(fact: Any, metadata: bytes) -> tuple[Any, ...]:
    return (fact.stream, fact.revision, fact.position, fact.id, fact.type, fact.data, metadata)

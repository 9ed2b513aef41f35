"""One decision, to the letter: read, fold, decide, append with the expected revision, answer from what is recorded."""

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Barrier
from typing import Any
from uuid import UUID, uuid5

import ledger.handler
import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, calendar_as_known
from contracts.catalogue import Catalogue, commands_of, facts_of
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import CheckItems, DraftItems, OpenDuty, SubmitDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.errors import Busy, Malformed, Moved, Rejected, Unavailable, refuse_unless
from contracts.message import command, fact
from contracts.policies import pack_named
from contracts.rules import Rules
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Instant, Ref, Text
from disclosure.duty import STREAM as DUTY
from disclosure.unit import STREAM as UNIT
from ledger import RELEASE
from ledger.activation import ActivePolicies, policy_decider
from ledger.clock import Clock, ManualClock
from ledger.decider import Decider, RulesOf
from ledger.folded import Folded, FoldedStates
from ledger.handler import DefectiveFact, Handler, Reply, Request
from ledger.memory import MemoryStore
from ledger.store import (
    NO_STREAM,
    Draft,
    Meanwhile,
    OutcomeUnknown,
    Recorded,
    Store,
    StoreUnavailable,
    Subscription,
)

POLICY = policy_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"))

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
BOX = "box_box-east"
NAMESPACE = UUID("7d1c5c1e-6b8e-4f0a-9a44-0d6d6f3c6f01")
FULL = 10


# A box of slips: small enough to see through, with every kind of answer a decider can give.


@command(name="box.put-slips")
class PutSlips:
    actor: Actor
    box: Ref
    slips: Count


@command(name="box.take-slips")
class TakeSlips:
    actor: Actor
    box: Ref
    slips: Count


@command(name="box.fill-up")
class FillUp:
    actor: Actor
    box: Ref


@fact(name="box.slips-put")
class SlipsPut:
    slips: Count
    put_at: Instant


@fact(name="box.slips-taken")
class SlipsTaken:
    slips: Count


@fact(name="box.box-full")
class BoxFull:
    slips: Count


BoxCommand = PutSlips | TakeSlips | FillUp
BoxFact = SlipsPut | SlipsTaken | BoxFull


def decide(command: BoxCommand, slips: int, rules: Rules[None], now: datetime) -> list[BoxFact]:
    """Taking more than there is is refused; filling a full box changes nothing; a box that becomes full says so."""
    if isinstance(command, TakeSlips):
        refuse_unless(command.slips <= slips, "box.too-few")
        return [SlipsTaken(slips=command.slips)]
    more = command.slips if isinstance(command, PutSlips) else max(FULL - slips, 0)
    if more == 0:
        return []
    put = SlipsPut(slips=more, put_at=now)
    return [put, BoxFull(slips=slips + more)] if slips < FULL <= slips + more else [put]


def evolve(slips: int, fact: BoxFact) -> int:
    match fact:
        case SlipsPut():
            return slips + fact.slips
        case SlipsTaken():
            return slips - fact.slips
        case BoxFull():
            return slips


BOXES: Decider[Any, Any, int, None] = Decider(
    name="box.box",
    version=3,
    takes=(PutSlips, TakeSlips, FillUp),
    commands=Catalogue("box", PutSlips, TakeSlips, FillUp),
    facts=Catalogue("box", SlipsPut, SlipsTaken, BoxFull),
    initial=0,
    decide=decide,
    evolve=evolve,
    stream=lambda command: f"box_box-{command.box}",
    unit=lambda _: "360730101",
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def put(slips: int, actor: str = "wang") -> PutSlips:
    return PutSlips(actor=actor, box="east", slips=slips)


def take(slips: int) -> TakeSlips:
    return TakeSlips(actor="wang", box="east", slips=slips)


FILL_UP = FillUp(actor="wang", box="east")


def request(name: str, **other: Any) -> Request:
    """A request whose command id belongs to this name."""
    return Request(
        **{
            "command_id": uuid5(NAMESPACE, name),
            "actor": "wang",
            "role": "clerk",
            "actor_unit": "360730101",
            "correlation_id": uuid5(NAMESPACE, "correlation"),
            **other,
        }
    )


# Stores to which something happens


Happening = Callable[[MemoryStore, str, Sequence[Draft], int], int]


@dataclass
class EventfulStore:
    """A store in memory; each append meets the next of `happenings`, and a plain append when none is left.

    What may be done while it writes is done, `turns` times.
    """

    happenings: list[Happening] = field(default_factory=list)
    inner: MemoryStore = field(default_factory=MemoryStore)
    sent: list[tuple[int, tuple[Draft, ...]]] = field(default_factory=list)
    reads: int = 0
    answers_reads: bool = True
    turns: int = 1

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        self.sent.append((expected, tuple(drafts)))
        for _ in range(self.turns):
            assert meanwhile is not None
            meanwhile()
        happening = self.happenings.pop(0) if self.happenings else arrives
        return happening(self.inner, stream, drafts, expected)

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        self.reads += 1
        if not self.answers_reads:
            raise StoreUnavailable(stream)
        return self.inner.read(stream, after=after)

    def read_all(self, prefixes: Sequence[str], *, after: int = -1, limit: int) -> list[Recorded]:
        return self.inner.read_all(prefixes, after=after, limit=limit)

    def last_position(self) -> int:
        return self.inner.last_position()

    def subscribe(self, prefixes: Sequence[str], *, after: int = -1) -> Subscription:
        return self.inner.subscribe(prefixes, after=after)


def arrives(store: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
    return store.append(stream, drafts, expected=expected)


def answer_is_lost(store: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
    store.append(stream, drafts, expected=expected)
    raise OutcomeUnknown(stream)


def never_arrives(store: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
    raise OutcomeUnknown(stream)


def overtaken_by(name: str, slips: int) -> Happening:
    """Another writer puts slips in just before the append arrives."""

    def happen(store: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
        handler(store).handle(put(slips, actor="li"), request(name, actor="li"))
        return store.append(stream, drafts, expected=expected)

    return happen


def followed_by(name: str, slips: int) -> Happening:
    """The append arrives, its answer is lost, and another writer comes after it."""

    def happen(store: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
        store.append(stream, drafts, expected=expected)
        handler(store).handle(put(slips, actor="li"), request(name, actor="li"))
        raise OutcomeUnknown(stream)

    return happen


def handler(
    store: Store, clock: Clock | None = None, decider: Decider[Any, Any, Any, Any] = BOXES, **other: Any
) -> Handler[Any, Any, Any, Any]:
    policies = ActivePolicies(store, DUTY.facts, cached_s=-1)
    return Handler(decider, store=store, clock=clock or ManualClock(NOON), policies=policies, **other)


def counting(decisions: list[Any]) -> Decider[Any, Any, int, None]:
    """The decider of boxes, which notes the state of each of its decisions."""

    def noted(command: BoxCommand, slips: int, rules: Rules[None], now: datetime) -> list[BoxFact]:
        decisions.append(slips)
        return decide(command, slips, rules, now)

    return replace(BOXES, decide=noted)


def slips_in(store: Store) -> int:
    return BOXES.fold(BOXES.facts.read(fact.type, json.loads(fact.data)) for fact in store.read(BOX))


def metadata_in(store: Store, stream: str = BOX) -> list[dict[str, Any]]:
    return [json.loads(fact.metadata) for fact in store.read(stream)]


def said(reply: Reply) -> Any:
    """What the caller is told."""
    return reply.document("box")


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waiting takes no time: every pause is noted and moves the measured seconds on."""
    noted: list[float] = []
    monkeypatch.setattr(ledger.handler, "sleep", noted.append)
    monkeypatch.setattr(ledger.handler, "monotonic", lambda: sum(noted))
    return noted


# What is recorded and answered


def test_a_reply_holds_what_is_recorded_under_the_command():
    store = MemoryStore()
    reply = handler(store).handle(put(12), request("one"))
    recorded = store.read(BOX)

    assert said(reply) == {
        "stream": BOX,
        "revision": 1,
        "position": f"box:{recorded[-1].position}",
        "facts": [
            {
                "id": str(recorded[0].id),
                "type": "box.slips-put.v1",
                "data": {"slips": 12, "put_at": "2025-07-10T04:00:00.000000Z"},
            },
            {"id": str(recorded[1].id), "type": "box.box-full.v1", "data": {"slips": 12}},
        ],
    }


def test_every_append_names_the_revision_it_was_decided_on():
    store = EventfulStore()
    boxes = handler(store)
    boxes.handle(put(12), request("one"))
    boxes.handle(put(1), request("two"))
    handler(store).handle(take(1), request("three"))

    assert [expected for expected, _ in store.sent] == [NO_STREAM, 1, 2]


def test_the_metadata_of_an_append_are_complete():
    store = MemoryStore()
    cause = uuid5(NAMESPACE, "cause")
    handler(store).handle(put(12), request("one", causation_id=cause))
    first, second = metadata_in(store)
    shared = {
        "form": 1,
        "command_id": str(uuid5(NAMESPACE, "one")),
        "parts": 2,
        "$correlationId": str(uuid5(NAMESPACE, "correlation")),
        "$causationId": str(cause),
        "actor": "wang",
        "role": "clerk",
        "actor_unit": "360730101",
        "unit": "360730101",
        "decided_at": "2025-07-10T04:00:00.000000Z",
        "policy": None,
        "calendar": calendar_as_known(date(2025, 7, 10)).digest,
        "decider": {"name": "box.box", "version": 3},
        "release": RELEASE,
    }
    command = {"type": "box.put-slips.v1", "document": {"actor": "wang", "box": "east", "slips": 12}}

    assert first == {**shared, "part": 0, "command": command, "previous": "0" * 64}
    assert second == {**shared, "part": 1, "previous": digest(store.read(BOX)[0])}


def test_what_nothing_else_caused_was_caused_by_its_command():
    store = MemoryStore()
    handler(store).handle(put(1), request("one"))
    [metadata] = metadata_in(store)

    assert metadata["$causationId"] == metadata["command_id"]


def test_the_facts_of_a_history_are_chained_by_their_digests(pauses: list[float]):
    store = EventfulStore([arrives, overtaken_by("li", 3), answer_is_lost])
    boxes = handler(store)
    for number in range(1, 8):
        boxes.handle(put(number), request(f"put-{number}"))
        handler(store).handle(take(1), request(f"take-{number}"))
    facts = store.read(BOX)

    assert len(facts) > 14
    assert [fact.revision for fact in facts] == list(range(len(facts)))
    assert [json.loads(fact.metadata)["previous"] for fact in facts] == ["0" * 64, *map(digest, facts[:-1])]


def digest(fact: Recorded) -> str:
    """The digest of a fact, by hand."""
    parts = (fact.stream, str(fact.revision), str(fact.id), fact.type, fact.data.decode(), fact.metadata.decode())
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part.encode()).to_bytes(8, "big") + part.encode())
    return sha.hexdigest()


def test_the_facts_of_one_append_are_recorded_all_or_none():
    store = EventfulStore([overtaken_by("li", 1), overtaken_by("zhang", 4)])
    handler(store).handle(put(9), request("one"))
    places = [(metadata["part"], metadata["parts"]) for metadata in metadata_in(store)]

    assert [len(batch) for _, batch in store.sent] == [1, 2, 2]
    assert places == [(0, 1), (0, 1), (0, 2), (1, 2)]


def test_a_refused_command_records_nothing():
    store = MemoryStore()

    with pytest.raises(Rejected, match="too-few"):
        handler(store).handle(take(1), request("one"))
    assert store.read(BOX) == []


def test_an_empty_decision_answers_with_the_stream_as_it_is_and_records_nothing():
    store = MemoryStore()
    boxes = handler(store)
    full = boxes.handle(put(10), request("one"))
    reply = boxes.handle(FILL_UP, request("two"))

    assert said(reply) == {**said(full), "facts": []}
    assert len(store.read(BOX)) == 2


def test_a_malformed_command_is_refused_before_the_store_is_asked():
    store = EventfulStore(answers_reads=False)

    with pytest.raises(Malformed) as refusal:
        handler(store).handle(put(-1), request("one"))
    assert list(refusal.value.problems) == ["slips"]


@fact(name="box.note-made")
class NoteMade:
    text: Text


def test_a_fact_that_could_not_be_read_back_is_not_recorded():
    store = MemoryStore()
    notes = replace(
        BOXES,
        facts=Catalogue("box", NoteMade),
        decide=lambda *_: [NoteMade(text="good"), NoteMade(text="e\u0301")],
        evolve=lambda state, _: state,
    )

    with pytest.raises(DefectiveFact, match=r"box\.put-slips"):  # our defect: nothing that the caller could correct
        handler(store, decider=notes).handle(put(1), request("one"))
    assert store.read(BOX) == []


# The same command again


def test_a_repeated_command_answers_the_same_and_is_recorded_once():
    store = MemoryStore()
    boxes = handler(store)
    first = boxes.handle(put(12), request("one"))

    assert said(boxes.handle(put(12), request("one"))) == said(first)
    assert len(store.read(BOX)) == 2


def test_a_repeated_command_answers_the_same_from_another_process_after_other_facts():
    store = MemoryStore()
    first = handler(store).handle(put(12), request("one"))
    handler(store).handle(take(5), request("two"))

    assert said(handler(store).handle(put(12), request("one"))) == said(first)
    assert len(store.read(BOX)) == 3


def test_a_repeated_command_answers_the_same_though_it_would_be_refused_by_now():
    store = MemoryStore()
    boxes = handler(store)
    boxes.handle(put(5), request("one"))
    taken = boxes.handle(take(5), request("two"))

    assert said(boxes.handle(take(5), request("two"))) == said(taken)


def test_a_repeated_command_answers_the_same_whatever_revision_it_names():
    store = MemoryStore()
    boxes = handler(store)
    first = boxes.handle(put(5), request("one", if_revision=NO_STREAM))

    assert said(boxes.handle(put(5), request("one", if_revision=NO_STREAM))) == said(first)


def test_a_repeated_command_answers_the_same_from_a_stale_cache():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    elsewhere = handler(store).handle(put(7), request("two"))

    assert said(stale.handle(put(7), request("two"))) == said(elsewhere)
    assert slips_in(store) == 12


def test_a_repeated_command_answers_the_same_from_a_stale_cache_that_would_refuse_it():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    handler(store).handle(put(7), request("two"))
    elsewhere = handler(store).handle(take(12), request("three"))

    assert said(stale.handle(take(12), request("three"))) == said(elsewhere)
    assert slips_in(store) == 0


@pytest.mark.parametrize("other", [put(6), put(5, actor="li"), take(5)], ids=["slips", "actor", "type"])
def test_a_command_id_is_not_used_again_for_another_command(other: BoxCommand):
    store = MemoryStore()
    boxes = handler(store)
    boxes.handle(put(5), request("one"))

    for handling in (boxes, handler(store)):
        with pytest.raises(Rejected, match="command-id-reused"):
            handling.handle(other, request("one"))
    assert slips_in(store) == 5


def test_a_command_id_used_elsewhere_is_noticed_from_a_stale_cache():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    handler(store).handle(put(7), request("two"))

    with pytest.raises(Rejected, match="command-id-reused"):
        stale.handle(put(8), request("two"))
    assert slips_in(store) == 12


@pytest.mark.parametrize("shared", [True, False], ids=["one process", "ten processes"])
def test_ten_threads_with_one_command_id_record_it_once_and_get_equal_replies(shared: bool):
    store = MemoryStore()
    clock = TickingClock()
    one = handler(store, clock)
    together = Barrier(10)

    def send(_: int) -> Any:
        boxes = one if shared else handler(store, clock)
        together.wait()
        return said(boxes.handle(put(12), request("one")))

    with ThreadPoolExecutor(10) as threads:
        replies = list(threads.map(send, range(10)))

    assert replies == [replies[0]] * 10
    assert len(store.read(BOX)) == 2


class TickingClock:
    """Never the same moment twice, so that no two decisions have the same bytes."""

    def __init__(self) -> None:
        self._ticks = count()

    def now(self) -> datetime:
        return NOON + timedelta(microseconds=next(self._ticks))


def test_ten_threads_with_ids_of_their_own_are_all_recorded_or_told_to_try_again():
    store = MemoryStore()
    boxes = handler(store, TickingClock())
    together = Barrier(10)

    def send(number: int) -> int:
        together.wait()
        while True:
            try:
                return boxes.handle(put(1), request(f"put-{number}")).revision
            except Busy:
                continue

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(send, range(10)))

    assert slips_in(store) == 10


# Lost races


def test_a_lost_race_is_decided_again_on_the_newer_state():
    decisions: list[int] = []
    store = EventfulStore([overtaken_by("li", 7)])
    reply = handler(store, decider=counting(decisions)).handle(put(3), request("one"))

    assert decisions == [0, 7]
    assert [fact.type for fact in reply.facts] == ["box.slips-put.v1", "box.box-full.v1"]
    assert reply.revision == 2


def test_a_race_lost_four_times_is_won_at_the_fifth():
    store = EventfulStore([overtaken_by(f"li-{number}", 1) for number in range(4)])
    handler(store).handle(put(1), request("one"))

    assert slips_in(store) == 5


def test_a_race_lost_five_times_is_given_up():
    store = EventfulStore([overtaken_by(f"li-{number}", 1) for number in range(5)])

    with pytest.raises(Busy):
        handler(store).handle(put(1), request("one"))
    assert slips_in(store) == 5
    assert len(store.sent) == 5


def test_a_command_that_was_busy_may_be_sent_again():
    store = EventfulStore([overtaken_by(f"li-{number}", 1) for number in range(6)])
    boxes = handler(store)

    with pytest.raises(Busy):
        boxes.handle(put(1), request("one"))
    boxes.handle(put(1), request("one"))
    assert slips_in(store) == 7


def test_a_race_lost_to_the_same_command_is_answered_with_what_it_recorded():
    store = EventfulStore([])
    clock = TickingClock()

    def twin(inner: MemoryStore, stream: str, drafts: Sequence[Draft], expected: int) -> int:
        handler(inner, clock).handle(put(3), request("one"))
        return inner.append(stream, drafts, expected=expected)

    store.happenings.append(twin)
    reply = handler(store, clock).handle(put(3), request("one"))

    assert reply.facts == tuple(store.read(BOX))
    assert slips_in(store) == 3


# Unknown outcomes


def test_an_unknown_outcome_is_asked_again_with_the_same_bytes_and_recorded_once(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([answer_is_lost])
    reply = handler(store, TickingClock(), counting(decisions)).handle(put(12), request("one"))

    assert store.sent[0] == store.sent[1]
    assert len(store.sent) == 2
    assert decisions == [0]
    assert [fact.id for fact in reply.facts] == [fact.id for fact in store.read(BOX)]
    assert slips_in(store) == 12


def test_an_append_that_never_arrived_is_sent_again_without_another_decision(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([never_arrives, never_arrives])
    handler(store, TickingClock(), counting(decisions)).handle(put(3), request("one"))

    assert len(set(store.sent)) == 1
    assert len(store.sent) == 3
    assert decisions == [0]
    assert slips_in(store) == 3


def test_an_append_recorded_without_an_answer_is_found_again_behind_other_facts(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([followed_by("li", 4)])
    reply = handler(store, TickingClock(), counting(decisions)).handle(put(3), request("one"))

    assert decisions == [0]
    assert reply.revision == 0
    assert slips_in(store) == 7


def test_an_append_that_never_arrived_and_was_overtaken_is_decided_again(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([never_arrives, overtaken_by("li", 4)])
    reply = handler(store, TickingClock(), counting(decisions)).handle(put(3), request("one"))

    assert decisions == [0, 4]
    assert reply.revision == 1
    assert slips_in(store) == 7


def test_patience_ends_with_the_outcome_still_unknown(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([never_arrives] * 1000)

    with pytest.raises(Unavailable):
        handler(store, decider=counting(decisions)).handle(put(3), request("one"))
    assert decisions == [0]
    assert len(set(store.sent)) == 1
    assert 14 < sum(pauses) <= 15
    assert max(pauses) == 1


def test_a_command_of_unknown_outcome_sent_again_later_is_recorded_once():
    store = EventfulStore([answer_is_lost])
    boxes = handler(store, patience_s=0)

    with pytest.raises(Unavailable):
        boxes.handle(put(3), request("one"))
    assert boxes.handle(put(3), request("one")).revision == 0
    assert slips_in(store) == 3


def test_a_store_that_does_not_answer_a_read_is_unavailable():
    with pytest.raises(Unavailable):
        handler(EventfulStore(answers_reads=False)).handle(put(3), request("one"))


# The revision a caller names


def test_a_command_for_the_revision_of_the_stream_is_decided():
    boxes = handler(MemoryStore())
    boxes.handle(put(3), request("one", if_revision=NO_STREAM))

    assert boxes.handle(put(3), request("two", if_revision=0)).revision == 1


@pytest.mark.parametrize("if_revision", [NO_STREAM, 0, 2])
def test_a_command_for_another_revision_is_told_where_the_stream_has_moved(if_revision: int):
    store = MemoryStore()
    boxes = handler(store)
    boxes.handle(put(3), request("one"))
    boxes.handle(put(3), request("two"))

    with pytest.raises(Moved) as refusal:
        boxes.handle(put(3), request("three", if_revision=if_revision))
    assert refusal.value.revision == 1
    assert slips_in(store) == 6


def test_a_stream_that_moves_during_the_decision_has_moved():
    store = EventfulStore([overtaken_by("li", 1)])

    with pytest.raises(Moved):
        handler(store).handle(put(3), request("one", if_revision=NO_STREAM))
    assert slips_in(store) == 1


# What is done while the store writes


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_decision_is_folded_once_whatever_time_the_store_gives_for_it(turns: int):
    evolved: list[BoxFact] = []

    def noted(slips: int, fact: BoxFact) -> int:
        evolved.append(fact)
        return evolve(slips, fact)

    store = EventfulStore(turns=turns)
    boxes = handler(store, decider=replace(BOXES, evolve=noted))
    boxes.handle(put(3), request("one"))
    boxes.handle(take(1), request("two"))

    assert evolved == [SlipsPut(slips=3, put_at=NOON), SlipsTaken(slips=1)]
    assert store.reads == 1


def test_what_was_folded_of_facts_that_are_not_recorded_is_not_kept(pauses: list[float]):
    decisions: list[int] = []
    store = EventfulStore([arrives, *[never_arrives] * 1000])
    boxes = handler(store, decider=counting(decisions))
    boxes.handle(put(3), request("one"))

    with pytest.raises(Unavailable):
        boxes.handle(put(4), request("two"))
    store.happenings.clear()
    boxes.handle(put(5), request("three"))

    assert decisions == [0, 3, 3]
    assert slips_in(store) == 8


# What a stale cache may answer


def test_a_success_is_decided_on_what_is_kept_without_a_read():
    store = EventfulStore()
    boxes = handler(store)
    boxes.handle(put(3), request("one"))
    before = store.reads
    boxes.handle(put(4), request("two"))

    assert store.reads == before
    assert slips_in(store) == 7


def test_a_refusal_is_never_answered_from_a_stale_cache():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    handler(store).handle(put(7), request("two"))

    assert stale.handle(take(12), request("three")).revision == 3


def test_an_empty_decision_is_never_answered_from_a_stale_cache():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(FILL_UP, request("one"))
    handler(store).handle(take(4), request("two"))

    assert [fact.type for fact in stale.handle(FILL_UP, request("three")).facts] == [
        "box.slips-put.v1",
        "box.box-full.v1",
    ]
    assert slips_in(store) == FULL


def test_moved_is_never_answered_from_a_stale_cache():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    handler(store).handle(put(7), request("two"))

    assert stale.handle(put(1), request("three", if_revision=2)).revision == 3


def test_a_revision_that_only_a_stale_cache_believes_in_has_moved():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(3), request("one"))
    handler(store).handle(put(3), request("two"))

    with pytest.raises(Moved) as refusal:
        stale.handle(put(1), request("three", if_revision=0))
    assert refusal.value.revision == 1


def test_a_success_decided_on_a_stale_cache_is_decided_again():
    store = MemoryStore()
    stale = handler(store)
    stale.handle(put(5), request("one"))
    handler(store).handle(take(4), request("two"))

    with pytest.raises(Rejected, match="too-few"):
        stale.handle(take(5), request("three"))
    assert slips_in(store) == 1


def test_the_streams_used_last_are_those_that_are_kept():
    states: FoldedStates[int] = FoldedStates(most=2)
    for stream in ("one", "two", "one", "three"):
        states.keep(Folded(stream, 0))

    assert [stream for stream in ("one", "two", "three") if states.get(stream)] == ["one", "three"]


# Time


def test_a_decision_is_dated_by_the_clock():
    store = MemoryStore()
    clock = ManualClock(NOON)
    boxes = handler(store, clock)
    boxes.handle(put(1), request("one"))
    clock.advance_to(NOON + timedelta(hours=1))
    boxes.handle(put(1), request("two"))

    assert [metadata["decided_at"] for metadata in metadata_in(store)] == [
        "2025-07-10T04:00:00.000000Z",
        "2025-07-10T05:00:00.000000Z",
    ]


def test_no_decision_is_dated_before_the_one_it_follows():
    store = MemoryStore()
    handler(store, ManualClock(NOON)).handle(put(1), request("one"))
    handler(store, ManualClock(NOON - timedelta(hours=1))).handle(put(1), request("two"))
    last = store.read(BOX)[-1]

    assert json.loads(last.metadata)["decided_at"] == "2025-07-10T04:00:00.000000Z"
    assert json.loads(last.data)["put_at"] == "2025-07-10T04:00:00.000000Z"


# Rules

TOWN = "360730101"
QUARTERS = {"2025Q1": datetime(2025, 4, 10, 9, tzinfo=CHINA), "2025Q2": datetime(2025, 7, 10, 9, tzinfo=CHINA)}


def activate(store: Store, pack: str, area: str) -> None:
    unsure = acknowledged(pack_named(pack), "as the county always did")
    command = ActivatePolicy(actor="county", area=area, pack=pack_named(pack).digest, acknowledged=unsure)
    handler(store, decider=POLICY).handle(command, request(f"{pack} {area}"))


def in_review(store: Store, period: str) -> Handler[Any, Any, Any, Any]:
    """A township's government affairs of this quarter, ready to be checked."""
    duties = handler(store, ManualClock(QUARTERS[period]), DUTY)
    key: dict[str, Any] = {"actor": "clerk", "unit": TOWN, "catalogue": "TG", "period": period}
    opened = duties.handle(OpenDuty(**key, kind=UnitKind.TOWNSHIP), request(f"open {period}"))
    items = json.loads(opened.facts[0].data)["items"]
    entries = tuple(Entry(item=item, kind=EntryKind.CONTENT, text="内容见附表。") for item in items)
    duties.handle(DraftItems(**key, entries=entries), request(f"draft {period}"))
    duties.handle(SubmitDuty(**key), request(f"submit {period}"))
    return duties


def withhold(period: str) -> CheckItems:
    verdict = Verdict(item="TG-4a", passed=False, ground="business_secret")
    return CheckItems(actor="reviewer", unit=TOWN, catalogue="TG", period=period, verdicts=(verdict,))


@pytest.mark.req("X-013")
def test_a_case_keeps_the_rules_it_was_opened_under():
    store = MemoryStore()
    activate(store, "county-2011", "360730")
    duties = in_review(store, "2025Q1")
    activate(store, "cn-open-government-2019", "cn")

    for handling in (duties, handler(store, ManualClock(QUARTERS["2025Q1"]), DUTY)):
        with pytest.raises(Rejected, match="ground-not-lawful"):
            handling.handle(withhold("2025Q1"), request("withhold"))
    notes = [metadata["policy"] for metadata in metadata_in(store, f"disclosure_duty-{TOWN}-TG-2025Q1")]
    assert notes == [notes[0]] * 4
    assert notes[0]["packs"] == [pack_named("county-2011").digest]


@pytest.mark.req("X-013")
def test_a_new_case_follows_the_rules_active_when_it_opens_widest_area_first():
    store = MemoryStore()
    activate(store, "county-2011", "360730")
    activate(store, "cn-open-government-2019", "cn")
    reply = in_review(store, "2025Q2").handle(withhold("2025Q2"), request("withhold"))
    policy = json.loads(reply.facts[0].metadata)["policy"]
    packs = [pack_named("cn-open-government-2019").digest, pack_named("county-2011").digest]

    assert policy["area"] == TOWN
    assert policy["packs"] == packs
    assert policy["digest"] == sha256_of({"area": TOWN, "packs": packs})


def sha256_of(document: Any) -> str:
    return hashlib.sha256(json.dumps(document, separators=(",", ":")).encode()).hexdigest()


def enrol(store: Store, name: str, now: datetime) -> dict[str, Any]:
    """Enrol a community of this number; what is recorded and under which rules."""
    command = EnrolUnit(
        actor="clerk",
        unit=f"360730100{name}",
        kind=UnitKind.COMMUNITY,
        name=Bilingual(zh="城北社区", en="North Community"),
        valid_from=now.date(),
    )
    reply = handler(store, ManualClock(now), UNIT).handle(command, request(name))
    return {**json.loads(reply.facts[0].data), **json.loads(reply.facts[0].metadata)["policy"]}


def test_a_register_follows_the_rules_of_the_day():
    store = MemoryStore()
    activate(store, "county-2011", "360730")
    before = enrol(store, "001", NOON)
    activate(store, "community-draft", "360730")
    after = enrol(store, "002", NOON)

    assert before["opens"] == []
    assert [opening["catalogue"] for opening in after["opens"]] == ["CA"]


def test_what_was_registered_before_does_not_bind_a_register_to_older_rules():
    store = MemoryStore()
    activate(store, "county-2011", "360730")
    register = replace(BOXES, rules=RulesOf.TODAY)
    handler(store, decider=register).handle(put(1), request("one"))
    activate(store, "community-draft", "360730")
    handler(store, decider=register).handle(put(1), request("two"))

    assert [len(metadata["policy"]["packs"]) for metadata in metadata_in(store)] == [1, 2]


def test_no_rule_is_active_that_was_not_activated_for_the_area():
    store = MemoryStore()
    activate(store, "county-2011", "360731")

    with pytest.raises(Rejected, match="policy-not-active"):
        enrol(store, "001", NOON)


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (datetime(2025, 12, 31, 15, 59, 59, 999999, UTC), True),
        (datetime(2025, 12, 31, 16, tzinfo=UTC), False),
    ],
)
def test_a_pack_holds_to_the_end_of_its_last_day_in_china(now: datetime, holds: bool):
    store = MemoryStore()
    activate(store, "county-2011", "360730")
    activate(store, "cn-villagers-2018", "cn")
    packs = enrol(store, "001", now)["packs"]

    assert (pack_named("cn-villagers-2018").digest in packs) == holds

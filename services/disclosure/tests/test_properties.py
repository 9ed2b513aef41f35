"""What holds of a duty whatever is sent to it, in any order, sensible or not."""

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any

from contracts.calendar import CHINA, Calendar
from contracts.canonical import canonical
from contracts.disclosure.duty.messages import (
    CheckItems,
    CorrectItems,
    DisclosureOverdue,
    DraftItems,
    DutyCommand,
    DutyFulfilled,
    DutyOpened,
    ItemsChecked,
    ItemsPublished,
    MarkOverdue,
    OpenDuty,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.errors import Rejected
from contracts.message import load
from contracts.policies import pack_named, resolve
from contracts.rules import Rules
from contracts.units import UnitKind
from disclosure.duty import STREAM
from hypothesis import given, settings
from hypothesis import strategies as st

PACKS = ("county-2011", "community-draft")
RULES = Rules(disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS])), Calendar())
KEY: dict[str, Any] = {"unit": "360730100001", "catalogue": "CA", "period": "2025Q3"}
BEGINS = datetime(2025, 6, 30, 12, tzinfo=CHINA)
ITEMS = tuple(f"CA-{number}" for number in range(1, 7))
ENTRIES = tuple(Entry(item=item, kind=EntryKind.CONTENT, text="内容见附表。") for item in ITEMS)
VERDICTS = tuple(Verdict(item=item, passed=True) for item in ITEMS)
STORY: list[DutyCommand] = [
    OpenDuty(**KEY, actor="clock", kind=UnitKind.COMMUNITY),
    DraftItems(**KEY, actor="clerk", entries=ENTRIES),
    SubmitDuty(**KEY, actor="clerk"),
    CheckItems(**KEY, actor="reviewer", verdicts=VERDICTS),
    PublishItems(**KEY, actor="clerk", items=(), channels=("online",), claimed_on=date(2025, 7, 1)),
    CorrectItems(**KEY, actor="clerk", entries=ENTRIES[:2], reason="更正"),
    CheckItems(**KEY, actor="reviewer", verdicts=VERDICTS[:2]),
]
"""A duty as it should go. Without a piece of it in front, few random histories would come as far as publication."""

actors = st.sampled_from(["clerk", "reviewer"])
items = st.sampled_from((*ITEMS, "CA-7", "TP-2"))
texts = st.sampled_from([None, "内容见附表。", "本季度无重大事项"])
entries = st.builds(
    Entry,
    item=items,
    kind=st.sampled_from(EntryKind),
    text=texts,
    reason=texts,
    since=st.sampled_from([None, "2025Q2", "2025Q3"]),
    secret=st.booleans(),
)
good_entries = st.sampled_from(ITEMS).map(lambda item: Entry(item=item, kind=EntryKind.CONTENT, text="内容见附表。"))
verdicts = st.builds(
    Verdict,
    item=items,
    passed=st.booleans(),
    ground=st.sampled_from([None, "party_secret", "state_secret", "internal"]),
    reason=texts,
)
channels = st.lists(st.sampled_from(["online", "board", "one_call", "radio"]), max_size=3).map(tuple)
days = st.dates(min_value=date(2025, 6, 1), max_value=date(2025, 12, 31))


def some(elements: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(elements, min_size=1, max_size=4).map(tuple)


commands = st.one_of(
    st.builds(
        OpenDuty, **{name: st.just(value) for name, value in KEY.items()}, actor=actors, kind=st.sampled_from(UnitKind)
    ),
    st.sampled_from(STORY),
    st.builds(
        lambda **other: DraftItems(**KEY, **other),
        actor=actors,
        entries=some(entries) | some(good_entries) | st.just(ENTRIES),
    ),
    st.builds(lambda **other: SubmitDuty(**KEY, **other), actor=actors),
    st.builds(lambda **other: CheckItems(**KEY, **other), actor=actors, verdicts=some(verdicts) | st.just(VERDICTS)),
    st.builds(
        lambda **other: PublishItems(**KEY, **other),
        actor=actors,
        items=st.lists(items, max_size=3).map(tuple),
        channels=channels,
        claimed_on=days,
    ),
    st.builds(
        lambda **other: CorrectItems(**KEY, **other),
        actor=actors,
        entries=some(good_entries) | st.just(ENTRIES),
        reason=st.just("更正"),
    ),
    st.just(MarkOverdue(**KEY, actor="clock")),
)
steps = st.tuples(commands, st.sampled_from([timedelta(0), timedelta(minutes=1), timedelta(days=45)]))
begun = st.sampled_from([0, 1, 2, 3, 4, 4, 5, 6, 7]).map(
    lambda length: [(command, timedelta(days=1)) for command in STORY[:length]]
)
histories = st.builds(lambda beginning, rest: beginning + rest, begun, st.lists(steps, max_size=20))


def played(history: list[tuple[DutyCommand, timedelta]]) -> list[Any]:
    """The facts that a history of commands leads to; refused commands leave none."""
    facts: list[Any] = []
    duty, now = STREAM.initial, BEGINS
    for command, pause in history:
        now += pause
        with suppress(Rejected):
            new = STREAM.decide(command, duty, RULES, now)
            duty = reduce(STREAM.evolve, new, duty)
            facts += new
    return facts


anything = settings(max_examples=150, deadline=None, derandomize=True)


@given(histories)
@anything
def test_no_history_of_commands_stops_the_fold_and_every_fact_reads_back(history):
    facts = played(history)

    STREAM.fold(facts)
    for fact in facts:
        kind, document = STREAM.facts.write(fact)
        stored = json.loads(canonical(document))
        assert fact == STREAM.facts.read(kind, stored) == load(type(fact), stored)


@given(histories)
@anything
def test_a_duty_is_opened_announced_overdue_and_fulfilled_at_most_once(history):
    kinds = [type(fact) for fact in played(history)]

    assert kinds[:1] in ([], [DutyOpened])
    assert all(kinds.count(kind) <= 1 for kind in (DutyOpened, DisclosureOverdue, DutyFulfilled))


@given(histories)
@anything
def test_a_version_never_goes_down_and_grows_by_one(history):
    versions = dict.fromkeys(ITEMS, 0)
    for fact in played(history):
        for numbered in getattr(fact, "entries", ()):
            assert numbered.version == versions[numbered.entry.item] + 1
            versions[numbered.entry.item] = numbered.version


@given(histories)
@anything
def test_nothing_is_public_that_was_not_checked_by_another_person_in_that_version(history):
    authors: dict[str, str] = {}
    cleared: set[str] = set()
    for fact in played(history):
        for numbered in getattr(fact, "entries", ()):
            authors[numbered.entry.item] = fact.author
            cleared.discard(numbered.entry.item)
        if isinstance(fact, ItemsChecked):
            for verdict in fact.verdicts:
                assert fact.checked_by != authors[verdict.item]
                (cleared.add if verdict.passed else cleared.discard)(verdict.item)
        if isinstance(fact, ItemsPublished):
            assert {publication.item for publication in fact.items} <= cleared


@given(histories)
@anything
def test_a_duty_fulfilled_in_time_is_never_overdue_and_one_fulfilled_late_always_is(history):
    facts = played(history)
    fulfilled = [fact for fact in facts if isinstance(fact, DutyFulfilled)]
    overdue = [fact for fact in facts if isinstance(fact, DisclosureOverdue)]

    for fact in fulfilled:
        assert fact.due_at is not None
        assert bool(overdue) == (fact.fulfilled_at >= fact.due_at)
    for announced in overdue:
        assert announced.announced_at >= announced.due_at


@given(histories)
@anything
def test_the_same_history_leads_to_the_same_facts(history):
    assert played(history) == played(history)

"""A message is refused at the path where it is wrong, and read back exactly as it was written."""

import json
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal

import pytest
from contracts.canonical import canonical
from contracts.catalogue import Catalogue
from contracts.errors import Malformed
from contracts.message import contract_of, dump, fact, load, shape
from contracts.vocabulary import Count, Day, Instant, Name, Ref, Share, Text
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow.validate import Length


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@shape
class Part:
    item: Ref
    note: Text | None = None


@fact(name="test.everything")
class Everything:
    ref: Ref
    name: Name
    text: Text
    count: Count
    flag: bool
    share: Share
    day: Day
    at: Instant
    colour: Colour
    mode: Literal["box", "hand"]
    part: Part
    parts: Annotated[tuple[Part, ...], Length(min=1, max=2)]
    votes: Mapping[Ref, Count]
    shares: Mapping[Ref, Share]
    last_day: Day | None
    last_votes: Mapping[Ref, Share] | None
    last_parts: tuple[Part, ...] | None
    remark: Text | None = None
    times: int = 1


THING = Everything(
    ref="box-1",
    name="票箱",
    text="公开清点",
    count=0,
    flag=True,
    share=Fraction(1, 2),
    day=date(2025, 7, 20),
    at=datetime(2025, 7, 20, 16, tzinfo=UTC),
    colour=Colour.RED,
    mode="hand",
    part=Part(item="a"),
    parts=(Part(item="a"), Part(item="b", note="附注")),
    votes={"li": 3},
    shares={"li": Fraction(2, 3)},
    last_day=None,
    last_votes={"wang": Fraction(0)},
    last_parts=(),
)
THINGS = Catalogue("test", Everything)


def document(**other: Any) -> dict[str, Any]:
    return {**dump(THING), **other}


def problems(document: Any) -> dict[str, list[str]]:
    with pytest.raises(Malformed) as refusal:
        load(Everything, document)
    return refusal.value.problems


def test_a_message_is_written_with_all_its_fields():
    assert dump(THING) == {
        "ref": "box-1",
        "name": "票箱",
        "text": "公开清点",
        "count": 0,
        "flag": True,
        "share": "1/2",
        "day": "2025-07-20",
        "at": "2025-07-20T16:00:00.000000Z",
        "colour": "red",
        "mode": "hand",
        "part": {"item": "a", "note": None},
        "parts": [{"item": "a", "note": None}, {"item": "b", "note": "附注"}],
        "votes": {"li": 3},
        "shares": {"li": "2/3"},
        "last_day": None,
        "last_votes": {"wang": "0/1"},
        "last_parts": [],
        "remark": None,
        "times": 1,
    }


def test_a_message_reads_back_as_it_was_written():
    assert load(Everything, dump(THING)) == THING


def test_a_message_is_never_changed():
    with pytest.raises(FrozenInstanceError):
        THING.count = 1  # type: ignore[misc]


def test_a_field_with_a_default_may_be_left_out_and_is_written_all_the_same():
    sent = document()
    del sent["remark"], sent["times"], sent["part"]["note"]

    assert dump(load(Everything, sent)) == dump(THING)


def test_a_contract_has_a_name_and_a_version():
    assert (contract_of(Everything).name, contract_of(Everything).version) == ("test.everything", 1)


# What is refused, and where


def test_a_missing_field_is_named():
    sent = document()
    del sent["count"], sent["last_day"], sent["part"]["item"]

    assert set(problems(sent)) == {"count", "last_day", "part.item"}


def test_an_unknown_field_is_named():
    sent = document(colour_of_box="red", part={"item": "a", "weight": 1}, parts=[{"item": "a", "x": 1}])

    assert set(problems(sent)) == {"colour_of_box", "part.weight", "parts.0.x"}


def test_every_fault_is_named_at_once():
    sent = document(count=-1, day="2025-02-30", parts=[{"item": "a"}, {"item": "B"}])

    assert set(problems(sent)) == {"count", "day", "parts.1.item"}


@pytest.mark.parametrize("sent", [None, [], "{}", 1, True, [{}]])
def test_what_is_no_mapping_is_no_document(sent: Any):
    assert set(problems(sent)) == {"document"}


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("ref", "Box", "ref"),
        ("ref", "", "ref"),
        ("ref", "-box", "ref"),
        ("ref", "a" * 64, "ref"),
        ("ref", "box\n", "ref"),
        ("ref", "bóx", "ref"),
        ("name", "  ", "name"),
        ("text", "\u3000", "text"),
        ("text", "\ud800", "text"),
        ("text", None, "text"),
        ("count", -1, "count"),
        ("count", True, "count"),
        ("count", 1.0, "count"),
        ("count", float("nan"), "count"),
        ("count", float("inf"), "count"),
        ("count", 2**70, "count"),
        ("count", "1", "count"),
        ("flag", 1, "flag"),
        ("flag", 0, "flag"),
        ("flag", 1.0, "flag"),
        ("flag", "true", "flag"),
        ("share", 0.5, "share"),
        ("share", "2/4", "share"),
        ("share", "1_0/2", "share"),
        ("share", "１/2", "share"),
        ("day", "2025-07-20T00:00:00Z", "day"),
        ("day", None, "day"),
        ("day", "1899-12-31", "day"),
        ("day", "2200-01-01", "day"),
        ("at", "2025-07-20T16:00:00", "at"),
        ("colour", "blue", "colour"),
        ("colour", "RED", "colour"),
        ("colour", ["red"], "colour"),
        ("colour", {}, "colour"),
        ("mode", "foot", "mode"),
        ("mode", ["hand"], "mode"),
        ("part", None, "part"),
        ("part", [], "part"),
        ("part", {"item": 1}, "part.item"),
        ("part", {"item": "a", "note": " "}, "part.note"),
        ("parts", [], "parts"),
        ("parts", [{"item": "a"}] * 3, "parts"),
        ("parts", {"item": "a"}, "parts"),
        ("parts", [{"item": "a"}, None], "parts.1"),
        ("votes", [], "votes"),
        ("votes", {"li": -1}, "votes.li.value"),
        ("votes", {"Li": 1}, "votes.Li.key"),
        ("shares", {"li": "2/4"}, "shares.li.value"),
        ("last_day", "", "last_day"),
        ("last_votes", {"li": None}, "last_votes.li.value"),
        ("last_parts", [{}], "last_parts.0.item"),
        ("remark", "", "remark"),
        ("times", None, "times"),
    ],
)
def test_a_value_out_of_its_bounds_is_refused_at_its_path(field: str, value: Any, path: str):
    assert set(problems(document(**{field: value}))) == {path}


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_are_days(day: str):
    assert dump(load(Everything, document(day=day)))["day"] == day


@pytest.mark.parametrize(("characters", "fits"), [(1333, True), (1334, False)])
def test_a_text_holds_four_thousand_bytes(characters: int, fits: bool):
    sent = document(text="村" * characters)

    if fits:
        assert load(Everything, sent).text == "村" * characters
    else:
        assert set(problems(sent)) == {"text"}


@pytest.mark.parametrize(("characters", "fits"), [(200, True), (201, False)])
def test_a_name_holds_two_hundred_bytes(characters: int, fits: bool):
    sent = document(name="n" * characters)

    if fits:
        assert load(Everything, sent).name == "n" * characters
    else:
        assert set(problems(sent)) == {"name"}


def test_a_text_is_composed_at_the_door():
    assert load(Everything, document(text="cafe\u0301")).text == "café"


def test_a_stranger_is_named_in_a_text_that_can_be_sent():
    with pytest.raises(Malformed) as refusal:
        load(Part, {"item": "a", "\ud800": 1})

    assert str(refusal.value).encode()
    assert len(refusal.value.problems) == 1


def test_problems_survive_the_way_as_text():
    with pytest.raises(Malformed) as refusal:
        load(Part, {"item": "村"})

    assert Malformed(str(refusal.value)).problems == refusal.value.problems == {"item": ["Not an identifier."]}


# Writing


@pytest.mark.parametrize(
    "unreadable",
    [
        replace(THING, text="e\u0301"),
        replace(THING, text=" "),
        replace(THING, text="\ud800"),
        replace(THING, count=-1),
        replace(THING, count=2**53),
        replace(THING, count=1.0),  # type: ignore[arg-type]
        replace(THING, flag=1),  # type: ignore[arg-type]
        replace(THING, share=Fraction(-1, 2)),
        replace(THING, at=datetime(2025, 7, 20, 16)),  # noqa: DTZ001
        replace(THING, day=datetime(2025, 7, 20, tzinfo=UTC)),
        replace(THING, ref="Box"),
        replace(THING, parts=()),
        replace(THING, votes={"Li": 1}),
    ],
)
def test_what_could_not_be_read_back_is_not_written(unreadable: Everything):
    with pytest.raises(Malformed):
        THINGS.write(unreadable)


refs = st.sampled_from(["a", "0", "box-1", "z" * 63, "li", "wang-2"])
counts = st.integers(0, 2**53 - 1)
shares = st.fractions(min_value=0, max_value=1000, max_denominator=1000)
texts = st.sampled_from(["内容", "é", "a\u0000b", "𠀀", "\u2028x", 'quote " and \\', "\x7f\x1f!", "ﬁ", "가"])
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
parts = st.builds(Part, item=refs, note=st.none() | texts)
moments = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
things = st.builds(
    Everything,
    ref=refs,
    name=texts,
    text=texts,
    count=counts,
    flag=st.booleans(),
    share=shares,
    day=days,
    at=moments,
    colour=st.sampled_from(Colour),
    mode=st.sampled_from(["box", "hand"]),
    part=parts,
    parts=st.lists(parts, min_size=1, max_size=2).map(tuple),
    votes=st.dictionaries(refs, counts, max_size=3),
    shares=st.dictionaries(refs, shares, max_size=3),
    last_day=st.none() | days,
    last_votes=st.none() | st.dictionaries(refs, shares, max_size=3),
    last_parts=st.none() | st.lists(parts, max_size=2).map(tuple),
    remark=st.none() | texts,
    times=st.integers(-(2**53) + 1, 2**53 - 1),
)


@given(things)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_every_message_reads_back_through_the_schema_and_the_fast_reader_alike(thing: Everything):
    recorded_as, written = THINGS.write(thing)
    stored = json.loads(canonical(written))

    assert load(Everything, stored) == THINGS.read(recorded_as, stored) == thing

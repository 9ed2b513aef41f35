"""Recorded form 1, recomputed by hand from docs/recorded-form.md and by the project's own code."""

import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from contracts.calendar import Calendar
from contracts.canonical import NotCanonical, canonical, digest_of
from contracts.policies import read_pack, resolve, shipped_packs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ledger.leaf import leaf_bytes
from ledger.recorded import GENESIS, PolicyNote, Provenance, Tip, digest_of_fact, drafts, fact_id
from ledger.store import NO_STREAM, Recorded

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((ROOT / "contracts" / "golden" / "recorded-form" / "vectors.json").read_bytes())
PAGE = (ROOT / "docs" / "recorded-form.md").read_text(encoding="utf-8")
FACTS: list[dict[str, Any]] = VECTORS["facts"]

every_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['stream']}@{fact['revision']}")
steady = settings(deadline=None, derandomize=True, max_examples=200)


# By hand, from the page alone


def by_hand(value: Any) -> bytes:
    """Section 1: canonical JSON."""
    if value is None or value is True or value is False:
        return {None: b"null", True: b"true", False: b"false"}[value]
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, str):
        return b'"' + "".join(map(character, value)).encode() + b'"'
    if isinstance(value, list):
        return b"[" + b",".join(map(by_hand, value)) + b"]"
    keys = sorted(
        value, key=lambda key: struct.unpack(f">{len(key.encode('utf-16-be')) // 2}H", key.encode("utf-16-be"))
    )
    return b"{" + b",".join(by_hand(key) + b":" + by_hand(value[key]) for key in keys) + b"}"


def character(one: str) -> str:
    short = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}
    if one in short:
        return f"\\{short[one]}"
    return f"\\u{ord(one):04x}" if one < " " else one


def id_by_hand(fact: dict[str, Any]) -> str:
    """Section 4: the fact's id."""
    metadata = json.loads(fact["metadata"])
    content = hashlib.sha256((fact["data"] + metadata["decided_at"]).encode()).hexdigest()
    name = f"{fact['stream']}/{metadata['part']}/{content}"
    namespace = bytes.fromhex(metadata["command_id"].replace("-", ""))
    raw = bytearray(hashlib.sha1(namespace + name.encode()).digest()[:16])
    raw[6] = raw[6] & 0x0F | 0x50
    raw[8] = raw[8] & 0x3F | 0x80
    return "-".join(raw[start:end].hex() for start, end in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 16)))


def leaf_by_hand(fact: dict[str, Any]) -> bytes:
    """Section 5: the bytes a digest is taken of."""
    parts = [str(fact[key]).encode() for key in ("stream", "revision", "id", "type", "data", "metadata")]
    return b"".join(struct.pack(">Q", len(part)) + part for part in parts)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# Canonical JSON


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: ascii(vector["text"])[:40])
def test_the_canonical_form_of_a_vector_is_that_of_three_implementations(vector: dict[str, Any]):
    expected = vector["text"].encode()

    assert canonical(vector["value"]) == expected
    assert by_hand(vector["value"]) == expected
    assert rfc8785.dumps(vector["value"]) == expected
    assert digest_of(vector["value"]) == sha256(expected) == vector["sha256"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: vector["json"])
def test_a_value_without_a_recorded_form_is_refused(vector: dict[str, str]):
    with pytest.raises(NotCanonical):
        canonical(json.loads(vector["json"]))


NOT_RECORDED: list[Any] = [
    0.0,
    -0.0,
    1.0,
    float("nan"),
    float("inf"),
    2**53,
    -(2**53),
    2**70,
    "\ud800",
    "\udc00a",
    {"\udfff": 1},
    {1: "a"},
    {None: "a"},
    {True: "a"},
    b"bytes",
    {1, 2},
    Decimal(1),
    Fraction(1, 2),
    date(2025, 1, 1),
    datetime(2025, 1, 1, tzinfo=UTC),
    object(),
]


@pytest.mark.parametrize("value", NOT_RECORDED, ids=lambda value: "object" if type(value) is object else ascii(value))
def test_what_json_or_the_profile_does_not_have_is_refused_at_any_depth(value: Any):
    for document in (value, [value], {"a": [{"b": value}]}):
        with pytest.raises(NotCanonical):
            canonical(document)


def test_the_canonical_form_changes_no_character():
    assert canonical("é") != canonical("e\u0301")
    assert canonical("e\u0301") == '"e\u0301"'.encode()


def test_a_tuple_is_recorded_like_a_list():
    assert canonical((1, ("a",))) == canonical([1, ["a"]]) == b'[1,["a"]]'


plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
odd = st.text(st.sampled_from('\x00\x1f\x7f"\\/\n\u2028é\u0301\ue000\ufb33\uffff𐀀𠮷😀a'), max_size=4)
texts = plain | odd
integers = st.integers(-(2**53) + 1, 2**53 - 1)
documents = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)


@given(documents)
@example({"\ue000": 1, "😀": 2, "\uffff": 3, "𐀀": 4})
@example({"": {"\x00": "\x1f", "\x7f": "\u2028"}})
@steady
def test_every_document_has_the_canonical_form_of_rfc_8785(document: Any):
    assert canonical(document) == rfc8785.dumps(document) == by_hand(document)


@given(documents)
@steady
def test_what_was_recorded_is_read_back_and_recorded_alike(document: Any):
    assert json.loads(canonical(document)) == document
    assert canonical(json.loads(canonical(document))) == canonical(document)


# Facts


@every_fact
def test_data_and_metadata_of_a_vector_are_canonical(fact: dict[str, Any]):
    for name in ("data", "metadata"):
        recorded = fact[name].encode()

        assert by_hand(json.loads(recorded)) == recorded == canonical(json.loads(recorded))


@every_fact
def test_the_id_of_a_vector_follows_from_its_command_place_and_bytes(fact: dict[str, Any]):
    provenance = provenance_of([fact])
    part = json.loads(fact["metadata"])["part"]

    assert id_by_hand(fact) == fact["id"]
    assert str(fact_id(provenance, fact["stream"], part, fact["data"].encode())) == fact["id"]


@every_fact
def test_the_digest_of_a_vector_is_taken_of_its_parts_with_their_lengths(fact: dict[str, Any]):
    assert leaf_bytes(fact["stream"], fact["revision"], recorded(fact)) == leaf_by_hand(fact)
    assert digest_of_fact(recorded(fact)) == sha256(leaf_by_hand(fact)) == fact["digest"]


def test_the_vectors_of_a_stream_are_chained_from_sixty_four_zeros():
    for _, stream in groupby(FACTS, key=lambda fact: fact["stream"]):
        facts = list(stream)
        previous = [json.loads(fact["metadata"])["previous"] for fact in facts]

        assert [fact["revision"] for fact in facts] == list(range(len(facts)))
        assert previous == ["0" * 64, *(fact["digest"] for fact in facts[:-1])]


def appends() -> list[list[dict[str, Any]]]:
    return [list(batch) for _, batch in groupby(FACTS, key=lambda fact: json.loads(fact["metadata"])["command_id"])]


@pytest.mark.parametrize("batch", appends(), ids=lambda batch: f"{batch[0]['stream']}@{batch[0]['revision']}")
def test_an_append_is_written_by_the_project_as_the_vectors_have_it(batch: list[dict[str, Any]]):
    first, last = batch[0], batch[-1]
    tip = Tip(first["revision"] - 1, json.loads(first["metadata"])["previous"])
    facts = [(fact["type"], json.loads(fact["data"])) for fact in batch]

    written, after = drafts(first["stream"], tip, provenance_of(batch), facts)

    assert [(str(draft.id), draft.type, draft.data.decode(), draft.metadata.decode()) for draft in written] == [
        (fact["id"], fact["type"], fact["data"], fact["metadata"]) for fact in batch
    ]
    assert after == Tip(last["revision"], last["digest"])


def test_there_is_an_append_of_several_facts_and_a_stream_of_several_appends():
    assert max(map(len, appends())) > 1
    assert len(appends()) > len({fact["stream"] for fact in FACTS})


def recorded(fact: dict[str, Any], *, position: int = 0) -> Recorded:
    return Recorded(
        stream=fact["stream"],
        revision=fact["revision"],
        position=position,
        id=UUID(fact["id"]),
        type=fact["type"],
        data=fact["data"].encode(),
        metadata=fact["metadata"].encode(),
    )


def provenance_of(batch: Iterable[dict[str, Any]]) -> Provenance:
    """What the metadata of an append say, as the project knows it."""
    metadata = json.loads(next(iter(batch))["metadata"])
    command = metadata.get("command", {"type": "", "document": {}})
    policy = metadata["policy"]
    return Provenance(
        command_id=UUID(metadata["command_id"]),
        command_type=command["type"],
        command=command["document"],
        correlation_id=UUID(metadata["$correlationId"]),
        causation_id=UUID(metadata["$causationId"]),
        actor=metadata["actor"],
        role=metadata["role"],
        actor_unit=metadata["actor_unit"],
        unit=metadata["unit"],
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        policy=policy and PolicyNote(policy["area"], policy["digest"], tuple(policy["packs"])),
        calendar=metadata["calendar"],
        decider=metadata["decider"]["name"],
        decider_version=metadata["decider"]["version"],
        release=metadata["release"],
    )


# What identifies a fact, and what does not

FACT = FACTS[0]
PROVENANCE = provenance_of([FACT])
DATA = FACT["data"].encode()


def test_a_fact_id_differs_with_command_stream_part_data_and_moment():
    later = replace(PROVENANCE, decided_at=PROVENANCE.decided_at.replace(microsecond=1))
    other = replace(PROVENANCE, command_id=UUID(int=1))
    ids = {
        fact_id(PROVENANCE, FACT["stream"], 0, DATA),
        fact_id(PROVENANCE, FACT["stream"], 1, DATA),
        fact_id(PROVENANCE, "disclosure_policy-360731", 0, DATA),
        fact_id(PROVENANCE, FACT["stream"], 0, DATA + b" "),
        fact_id(later, FACT["stream"], 0, DATA),
        fact_id(other, FACT["stream"], 0, DATA),
    }

    assert len(ids) == 6


def test_a_fact_id_is_the_same_whoever_acts_and_whatever_came_before():
    same = replace(PROVENANCE, actor="other", role="other", release="9.9.9", correlation_id=UUID(int=1))

    assert fact_id(same, FACT["stream"], 0, DATA) == fact_id(PROVENANCE, FACT["stream"], 0, DATA)


CHANGES: list[Callable[[Recorded], Recorded]] = [
    lambda fact: replace(fact, stream=fact.stream + "1"),
    lambda fact: replace(fact, revision=fact.revision + 1),
    lambda fact: replace(fact, id=UUID(int=1)),
    lambda fact: replace(fact, type=fact.type.replace("v1", "v2")),
    lambda fact: replace(fact, data=fact.data + b" "),
    lambda fact: replace(fact, metadata=fact.metadata + b" "),
    lambda fact: replace(fact, data=fact.data + fact.metadata[:1], metadata=fact.metadata[1:]),
    lambda fact: replace(fact, type=fact.type + fact.data[:1].decode(), data=fact.data[1:]),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_digest_differs_when_a_byte_changes_or_moves_to_the_next_part(change: Callable[[Recorded], Recorded]):
    fact = recorded(FACT)

    assert digest_of_fact(change(fact)) != digest_of_fact(fact)


def test_a_copied_store_has_equal_digests_wherever_its_facts_lie():
    assert digest_of_fact(recorded(FACT, position=7)) == digest_of_fact(recorded(FACT))


def test_an_empty_append_leaves_the_stream_as_it_is():
    tip = Tip(NO_STREAM, GENESIS)

    assert drafts("disclosure_policy-cn", tip, PROVENANCE, []) == ([], tip)


def test_what_nothing_else_caused_names_its_command_as_its_cause():
    [draft], _ = drafts(
        FACT["stream"], Tip(NO_STREAM, GENESIS), replace(PROVENANCE, causation_id=None), [(FACT["type"], {})]
    )

    assert json.loads(draft.metadata)["$causationId"] == str(PROVENANCE.command_id)


# What metadata point to


def test_the_digest_of_the_rules_is_that_of_area_and_packs():
    notes = [json.loads(fact["metadata"])["policy"] for fact in FACTS]
    followed = [note for note in notes if note is not None]

    assert followed
    for note in followed:
        assert note["digest"] == sha256(by_hand({"area": note["area"], "packs": note["packs"]}))


def test_the_digest_of_a_resolved_policy_is_computed_as_specified():
    packs = list(shipped_packs().values())[:2]
    resolved = resolve("360730", packs)

    assert resolved.digest == sha256(by_hand({"area": "360730", "packs": [pack.digest for pack in packs]}))


PACK = """
[pack]
id = "county"
area = "360730"
in_force_from = 2011-10-21
known_from = 2011-10-21
source = "1 §四4"
title = "意见"

[rule]
value = 1
unit = "day"
source = "1"
row = "D-001"
confidence = "sure"
"""


def test_the_digest_of_a_pack_is_that_of_its_document_with_dates_as_text():
    document = {
        "pack": {
            "id": "county",
            "area": "360730",
            "in_force_from": "2011-10-21",
            "known_from": "2011-10-21",
            "source": "1 §四4",
            "title": "意见",
        },
        "rule": {"value": 1, "unit": "day", "source": "1", "row": "D-001", "confidence": "sure"},
    }

    assert read_pack(PACK).digest == sha256(by_hand(document))


def test_the_digest_of_a_calendar_is_that_of_its_zone_and_notices():
    digest = sha256(by_hand({"zone": "+08:00", "notices": []}))

    assert digest == Calendar().digest
    assert digest in PAGE


# The page


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    type: str


def keys_of_the_page() -> list[Key]:
    section = PAGE.partition("## 3. Metadata")[2].partition("## 4.")[0]
    return [Key(*row) for row in re.findall(r"(?m)^\| `([^`]+)` \| ([^|]+) \|", section)]


JSON_TYPES: dict[str, Callable[[Any], bool]] = {
    "integer": lambda value: type(value) is int,
    "text": lambda value: isinstance(value, str),
    "id": lambda value: isinstance(value, str) and str(UUID(value)) == value,
    "digest": lambda value: re.fullmatch(r"[0-9a-f]{64}", value) is not None,
    "instant": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", value) is not None,
    "object": lambda value: isinstance(value, dict),
    "object or null": lambda value: value is None or isinstance(value, dict),
}


@every_fact
def test_metadata_have_the_keys_and_types_that_the_page_names_and_no_others(fact: dict[str, Any]):
    metadata = json.loads(fact["metadata"])
    keys = [key for key in keys_of_the_page() if key.name != "command" or metadata["part"] == 0]

    assert set(metadata) == {key.name for key in keys}
    assert [key for key in keys if not JSON_TYPES[key.type](metadata[key.name])] == []


def test_the_example_of_the_page_is_the_first_vector():
    content = sha256((FACT["data"] + json.loads(FACT["metadata"])["decided_at"]).encode())
    leaf = leaf_by_hand(FACT)
    lengths = [f"{len(FACT[name].encode())} bytes" for name in ("data", "metadata")]

    for shown in (FACT["data"], FACT["metadata"], FACT["id"], FACT["digest"], content, leaf[:12].hex(" "), *lengths):
        assert shown in PAGE
    assert f"{len(leaf)} bytes, beginning" in PAGE

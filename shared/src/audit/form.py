"""Recorded form 1, checked fact by fact: canonical bytes, derived id, chain, whole appends, time that does not go back.

Written from docs/recorded-form.md and nothing else, so that a mistake of the writer is not repeated here.
"""

import json
import re
from collections.abc import Iterator
from hashlib import sha1, sha256
from operator import itemgetter
from typing import Any, NamedTuple

from ledger.store import Recorded

from audit.finding import Finding
from audit.leaves import Leaf
from audit.strict_json import NotJson, canonical_at, read_canonical, text_of

FORM = 1
GENESIS = "0" * 64
TOMBSTONE = "$streamDeleted"
KEYS = frozenset(
    {
        *("form", "command_id", "part", "parts", "$correlationId", "$causationId", "actor", "role", "actor_unit"),
        *("unit", "decided_at", "policy", "calendar", "decider", "release", "previous"),
    }
)
_TEXT = {str}
_FIRST = KEYS | {"command"}
_texts_of = itemgetter(
    "command_id", "actor", "role", "actor_unit", "unit", "decided_at", "calendar", "release", "previous"
)


class Tip(NamedTuple):
    """What is known of a stream after its last fact. `part` of `parts` is its place in its append."""

    revision: int = -1
    digest: str = GENESIS
    decided_at: str = ""
    command_id: str = ""
    part: int = 0
    parts: int = 1


BEGINNING = Tip()


class Head(NamedTuple):
    """What of a fact's metadata is held against other facts."""

    command_id: str
    decided_at: str
    part: int
    parts: int
    previous: str


_T = r'"[^"\\\x00-\x1f]*+"'
_C = r'"([^"\\\x00-\x1f]*+)"'
_N = r"(?:0|[1-9][0-9]{0,14}+)"
_BEFORE = re.compile(
    rf'\{{"\$causationId":{_T},"\$correlationId":{_T},"actor":{_T},"actor_unit":{_T},"calendar":{_T},("command":)?+'
).match
_AFTER = re.compile(
    rf'"command_id":{_C},"decided_at":{_C},"decider":\{{"name":{_T},"version":{_N}\}},"form":1,'
    rf'"part":({_N}),"parts":({_N}),'
    rf'"policy":(?:null|\{{"area":{_T},"digest":{_T},"packs":\[(?:{_T}(?:,{_T})*+)?+\]\}}),'
    rf'"previous":{_C},"release":{_T},"role":{_T},"unit":{_T}\}}'
).fullmatch
"""Metadata of form 1 as nearly all are: keys in their order, texts of which nothing is escaped. That is canonical as it
stands, but for the command, which is read. What does not match is read as a whole, and may be right all the same."""


def read_form(leaf: Leaf) -> tuple[Any, Head]:
    """Data and head. Raise `NotJson` unless both documents are canonical and the metadata are those of form 1."""
    data = read_canonical(leaf.data)
    text = text_of(leaf.metadata)
    head = _head_at_sight(text) or _head_of(read_canonical(leaf.metadata))
    if not 0 <= head.part < head.parts:
        raise NotJson(f"part {head.part} of {head.parts}")
    return data, head


def _head_at_sight(text: str) -> Head | None:
    """None: this is not as nearly all are."""
    before = _BEFORE(text)
    if before is None:
        return None
    at = before.end()
    if before[1]:
        at = canonical_at(text, at)[1] + 1
        if text[at - 1 : at] != ",":
            return None
    after = _AFTER(text, at)
    if after is None:
        return None
    command_id, decided_at, part, parts, previous = after.groups()
    if (part == "0") != (before[1] is not None):
        return None
    return Head(command_id, decided_at, int(part), int(parts), previous)


def _head_of(metadata: Any) -> Head:
    if not isinstance(metadata, dict) or metadata.get("form") != FORM:
        raise NotJson("not metadata of form 1")
    expected = _FIRST if metadata.get("part") == 0 else KEYS
    if metadata.keys() != expected:
        raise NotJson(f"metadata with other keys: {', '.join(sorted(metadata.keys() ^ expected))}")
    _refuse_mistyped(metadata)
    return Head(*(metadata[name] for name in Head._fields))


def _refuse_mistyped(metadata: dict[str, Any]) -> None:
    part, parts = metadata["part"], metadata["parts"]
    if set(map(type, _texts_of(metadata))) != _TEXT or type(part) is not int or type(parts) is not int:
        raise NotJson("metadata with a value of another type")


def is_sound(leaf: Leaf, head: Head, before: Tip) -> bool:
    """Whether there are no `problems`."""
    return (
        leaf.revision == before.revision + 1
        and head.previous == before.digest
        and head.decided_at >= before.decided_at
        and leaf.id == derived_id(leaf, head)
        and _follows(head, before)
    )


def problems(leaf: Leaf, head: Head, before: Tip, index: int | None) -> Iterator[Finding]:
    """What is wrong with a fact, given the one before it in its stream; `index` is its place in the log."""
    place = leaf.place
    if leaf.revision != before.revision + 1:
        yield Finding("revision", place, f"follows revision {before.revision}", index)
    elif head.previous != before.digest:
        said = f"previous is {head.previous[:16]}…, not {before.digest[:16]}…"
        yield Finding("broken-chain", place, said, index)
    if leaf.id != derived_id(leaf, head):
        yield Finding("wrong-id", place, index=index)
    if head.decided_at < before.decided_at:
        yield Finding("time-back", place, f"decided {head.decided_at}, after {before.decided_at}", index)
    if not _follows(head, before):
        said = f"part {head.part} after {before.part + 1} of {before.parts}"
        yield Finding("append-torn", place, said, index)


def _follows(head: Head, before: Tip) -> bool:
    if head.part == 0:
        return before.part + 1 == before.parts
    same = (head.command_id, head.parts, head.decided_at)
    return head.part == before.part + 1 and same == (before.command_id, before.parts, before.decided_at)


def derived_id(leaf: Leaf, head: Head) -> str:
    """UUIDv5 by hand: the first 16 bytes of SHA-1 over command id and name, with version and variant set."""
    content = sha256(leaf.data + head.decided_at.encode()).hexdigest()
    try:
        namespace = bytes.fromhex(head.command_id.replace("-", ""))
    except ValueError:
        return ""
    name = f"{leaf.stream}/{head.part}/{content}".encode()
    digits = sha1(namespace + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def tip_after(leaf: Leaf, head: Head) -> Tip:
    digest = sha256(leaf.content).hexdigest()
    return Tip(leaf.revision, digest, head.decided_at, head.command_id, head.part, head.parts)


def retention_problem(fact: Recorded) -> Finding | None:
    """A stream's metadata (`$$stream`) that lets the store forget facts."""
    stream = fact.stream.removeprefix("$$")
    try:
        fields = json.loads(fact.data)
    except ValueError:
        fields = {}
    named = sorted({"$maxCount", "$maxAge", "$tb"} & set(fields)) if isinstance(fields, dict) else []
    if not named:
        return None
    said = ", ".join(f"{name}={fields[name]}" for name in named)
    return Finding("retention", stream, f"metadata revision {fact.revision}: {said}")

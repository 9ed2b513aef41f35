"""Recorded form 1, checked fact by fact: canonical bytes, derived id, chain, whole appends, time that does not go back.

Written from docs/recorded-form.md and nothing else, so that a mistake of the writer is not repeated here.
"""

import hashlib
import json
import json.encoder
import json.scanner
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from contracts.canonical import NotCanonical, canonical
from contracts.message import Json
from ledger.store import Recorded

from audit.finding import Finding

FORM = 1
GENESIS = "0" * 64
TOMBSTONE = "$streamDeleted"
KEYS = frozenset(
    {
        *("form", "command_id", "part", "parts", "$correlationId", "$causationId", "actor", "role", "actor_unit"),
        *("unit", "decided_at", "policy", "calendar", "decider", "release", "previous"),
    }
)
_MOST = 2**53 - 1
_TEXT = {str}
_FIRST = KEYS | {"command"}
_texts_of = itemgetter(
    "command_id", "actor", "role", "actor_unit", "unit", "decided_at", "calendar", "release", "previous"
)


class NotJson(ValueError):
    """The bytes are not the canonical form of anything."""


@dataclass(frozen=True, slots=True)
class Tip:
    """What is known of a stream after its last fact. `part` of `parts` is its place in its append."""

    revision: int = -1
    digest: str = GENESIS
    decided_at: str = ""
    command_id: str = ""
    part: int = 0
    parts: int = 1


BEGINNING = Tip()


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > _MOST:
        raise NotJson(f"an integer beyond 2^53: {text[:40]}")
    return number


def _refuse(text: str) -> Any:
    raise NotJson(f"a number that is no integer: {text[:40]}")


class _Scanning:
    """How the standard library's scanner is told to read: no fractions, bounded integers, names kept as they are."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = staticmethod(_refuse)
    parse_int = staticmethod(_whole)
    parse_constant = staticmethod(_refuse)
    memo: Mapping[str, str] = MappingProxyType({})


_scan: Callable[[str, int], tuple[Any, int]] = vars(json.scanner)["make_scanner"](_Scanning())
_encode: Callable[[Any, int], tuple[str, ...]] = vars(json.encoder)["c_make_encoder"](
    None, _refuse, json.encoder.encode_basestring, None, ":", ",", True, False, False
)
"""What `json.loads` and `json.dumps` make anew for every call; with them a fact costs half."""


def read_canonical(content: bytes) -> Any:
    """Raise `NotJson` unless the bytes are canonical JSON of the profile."""
    try:
        text = content.decode()
        document, end = _scan(text, 0)
        if end != len(text) or ("".join(_encode(document, 0)) != text and canonical(document) != content):
            raise NotJson("not in canonical form")
    except (UnicodeError, json.JSONDecodeError, NotCanonical, RecursionError, StopIteration) as error:
        raise NotJson(f"not canonical JSON: {type(error).__name__}") from error
    return document


def read_form(fact: Recorded) -> tuple[Any, Json]:
    """Data and metadata. Raise `NotJson` unless both are canonical and the metadata are those of form 1."""
    data = read_canonical(fact.data)
    metadata = read_canonical(fact.metadata)
    if not isinstance(metadata, dict) or metadata.get("form") != FORM:
        raise NotJson("not metadata of form 1")
    expected = _FIRST if metadata.get("part") == 0 else KEYS
    if metadata.keys() != expected:
        raise NotJson(f"metadata with other keys: {', '.join(sorted(metadata.keys() ^ expected))}")
    _refuse_mistyped(metadata)
    return data, metadata


def _refuse_mistyped(metadata: Json) -> None:
    part, parts = metadata["part"], metadata["parts"]
    if set(map(type, _texts_of(metadata))) != _TEXT or type(part) is not int or type(parts) is not int:
        raise NotJson("metadata with a value of another type")
    if not 0 <= part < parts:
        raise NotJson(f"part {part} of {parts}")


def place_of(fact: Recorded) -> str:
    return f"{fact.stream}@{fact.revision}"


def problems(fact: Recorded, metadata: Json, before: Tip) -> Iterator[Finding]:
    """What is wrong with a fact, given the one before it in its stream."""
    place = place_of(fact)
    if fact.revision != before.revision + 1:
        yield Finding("revision", place, f"follows revision {before.revision}")
    elif metadata["previous"] != before.digest:
        yield Finding("broken-chain", place, f"previous is {metadata['previous'][:16]}…, not {before.digest[:16]}…")
    if fact.id.bytes != derived_id(fact, metadata):
        yield Finding("wrong-id", place)
    if metadata["decided_at"] < before.decided_at:
        yield Finding("time-back", place, f"decided {metadata['decided_at']}, after {before.decided_at}")
    if not _follows(metadata, before):
        yield Finding("append-torn", place, f"part {metadata['part']} after {before.part + 1} of {before.parts}")


def _follows(metadata: Json, before: Tip) -> bool:
    if metadata["part"] == 0:
        return before.part + 1 == before.parts
    same = (metadata["command_id"], metadata["parts"], metadata["decided_at"])
    return metadata["part"] == before.part + 1 and same == (before.command_id, before.parts, before.decided_at)


def derived_id(fact: Recorded, metadata: Json) -> bytes:
    """UUIDv5 by hand: the first 16 bytes of SHA-1 over command id and name, with version and variant set."""
    content = hashlib.sha256(fact.data + metadata["decided_at"].encode()).hexdigest()
    try:
        namespace = bytes.fromhex(metadata["command_id"].replace("-", ""))
    except ValueError:
        return b""
    name = f"{fact.stream}/{metadata['part']}/{content}".encode()
    number = bytearray(hashlib.sha1(namespace + name, usedforsecurity=False).digest()[:16])
    number[6] = number[6] & 0x0F | 0x50
    number[8] = number[8] & 0x3F | 0x80
    return bytes(number)


def tip_after(fact: Recorded, metadata: Json, leaf: bytes) -> Tip:
    """`leaf` is what the fact's digest is taken of."""
    return Tip(
        fact.revision,
        hashlib.sha256(leaf).hexdigest(),
        metadata["decided_at"],
        metadata["command_id"],
        metadata["part"],
        metadata["parts"],
    )


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

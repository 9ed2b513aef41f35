"""A fact on its way between services: three lines of canonical JSON, of which the second and third are recorded bytes.

The first says where the fact stands, and of what type it is; then come its data and its metadata as they are recorded,
so that no JSON library on the way can respell them. Recorded bytes are canonical and hold no line feed. A fact that is
not of this form, and every fact that an earlier release has sent, is one object with data and metadata as texts in it.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.canonical import canonical

from ledger.store import Recorded

_PLACE = {"stream", "revision", "position", "id", "type"}
_WHOLE = {*_PLACE, "data", "metadata"}
_LINE = b"\n"


@dataclass(frozen=True, slots=True)
class Message:
    """One fact of `producer` as the broker carries it; `type` is the routing key."""

    producer: str
    type: str
    body: bytes


class Unreadable(ValueError):
    """The message is not a fact of its producer."""


def to_message(producer: str, fact: Recorded) -> Message:
    return Message(producer, fact.type, fact_body(fact))


def fact_body(fact: Recorded) -> bytes:
    place = {
        "stream": fact.stream,
        "revision": fact.revision,
        "position": fact.position,
        "id": str(fact.id),
        "type": fact.type,
    }
    if _LINE in fact.data or _LINE in fact.metadata:
        return canonical({**place, "data": fact.data.decode(), "metadata": fact.metadata.decode()})
    return _LINE.join((canonical(place), fact.data, fact.metadata))


def to_fact(message: Message) -> Recorded:
    """Raise `Unreadable` for anything but a fact in a stream of the message's producer."""
    try:
        fact = _fact(message.body.split(_LINE))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    if not fact.stream.startswith(f"{message.producer}_"):
        raise Unreadable(f"{fact.stream} is no stream of {message.producer}.")
    return fact


def _fact(lines: list[bytes]) -> Recorded:
    document = json.loads(lines[0].decode())
    match lines:
        case [_]:
            _refuse_other_keys(document, _WHOLE)
            data, metadata = _text(document, "data").encode(), _text(document, "metadata").encode()
        case [_, data, metadata]:
            _refuse_other_keys(document, _PLACE)
        case _:
            raise Unreadable(f"{len(lines)} lines, not three or one.")
    return Recorded(
        stream=_text(document, "stream"),
        revision=_count(document, "revision"),
        position=_count(document, "position"),
        id=UUID(_text(document, "id")),
        type=_text(document, "type"),
        data=data,
        metadata=metadata,
    )


def _refuse_other_keys(document: Any, keys: set[str]) -> None:
    if not isinstance(document, dict) or document.keys() != keys:
        raise Unreadable(f"Not exactly the keys {', '.join(sorted(keys))}.")


def _text(document: dict[str, Any], key: str) -> str:
    value = document[key]
    if type(value) is not str:
        raise Unreadable(f"{key} is not text.")
    return value


def _count(document: dict[str, Any], key: str) -> int:
    value = document[key]
    if type(value) is not int or value < 0:
        raise Unreadable(f"{key} is not a whole number from 0 on.")
    return value

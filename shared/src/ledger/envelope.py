"""A fact on its way between services: canonical JSON from which the recorded fact is rebuilt byte for byte."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.canonical import canonical

from ledger.store import Recorded

_KEYS = {"stream", "revision", "position", "id", "type", "data", "metadata"}


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
    """Data and metadata travel as text within the text, so that no JSON library on the way can respell them."""
    return canonical(
        {
            "stream": fact.stream,
            "revision": fact.revision,
            "position": fact.position,
            "id": str(fact.id),
            "type": fact.type,
            "data": fact.data.decode(),
            "metadata": fact.metadata.decode(),
        }
    )


def to_fact(message: Message) -> Recorded:
    """Raise `Unreadable` for anything but a fact in a stream of the message's producer."""
    try:
        fact = _fact(json.loads(message.body))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    if not fact.stream.startswith(f"{message.producer}_"):
        raise Unreadable(f"{fact.stream} is no stream of {message.producer}.")
    return fact


def _fact(document: Any) -> Recorded:
    if not isinstance(document, dict) or set(document) != _KEYS:
        raise Unreadable(f"Not exactly the keys {', '.join(sorted(_KEYS))}.")
    return Recorded(
        stream=_text(document, "stream"),
        revision=_count(document, "revision"),
        position=_count(document, "position"),
        id=UUID(_text(document, "id")),
        type=_text(document, "type"),
        data=_text(document, "data").encode(),
        metadata=_text(document, "metadata").encode(),
    )


def _text(document: dict[str, Any], key: str) -> str:
    if not isinstance(document[key], str):
        raise Unreadable(f"{key} is not text.")
    return str(document[key])


def _count(document: dict[str, Any], key: str) -> int:
    value = document[key]
    if type(value) is not int or value < 0:
        raise Unreadable(f"{key} is not a whole number from 0 on.")
    return value

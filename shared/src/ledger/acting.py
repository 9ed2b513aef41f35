"""What a command, or a question, says of who acts: it comes from the token, and is never sent."""

from dataclasses import fields
from typing import Any

from contracts.errors import Malformed
from contracts.message import Json

from ledger.authority import Caller


def with_caller(kind: type, document: Any, caller: Caller) -> Json:
    """The document with what the token says of the caller, as far as the message has a field for it."""
    if not isinstance(document, dict):
        raise Malformed({"document": ["Not an object."]})
    said = {"actor": caller.subject, "acting_role": caller.role, "acting_unit": caller.unit}
    if sent := sorted(said.keys() & document.keys()):
        raise Malformed({name: ["Set from the token, never sent."] for name in sent})
    return {**document, **{name: value for name, value in said.items() if name in _fields_of(kind)}}


def in_place_of(unit: str, kind: type, document: Json) -> Json:
    """The document as said for a merged unit, in whose place the caller's unit acts."""
    return {**document, "acting_unit": unit} if "acting_unit" in _fields_of(kind) else document


def _fields_of(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))

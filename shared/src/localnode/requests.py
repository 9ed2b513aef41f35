"""Turns what clients send into what the node understands, or refuses it."""

import struct
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import grpc
from google.protobuf.message import DecodeError

from localnode.expectation import ANY, EXISTS, NO_STREAM
from localnode.filters import BadFilter, Filter, prefix_matcher, regex_matcher
from localnode.limits import MAX_NAME_CHARS
from localnode.prefixes import prefixes_of
from localnode.recorder import METADATA_PREFIX
from localnode.records import BYTES, JSON, TOMBSTONE, Proposed
from localnode.refusals import Refused, invalid, missing_property

DEFAULT_WINDOW = 32
MALFORMED = object()
"""Stands for a message that could not be decoded, so that the call can say so."""


def decoder(message: Any) -> Any:
    """A deserialiser that never raises: grpc would answer with a status that says nothing."""

    def decode(data: bytes) -> Any:
        try:
            return message.FromString(data)
        except DecodeError:
            return MALFORMED

    return decode


def well_formed(request: Any) -> Any:
    if request is MALFORMED:
        raise invalid("The message could not be decoded")
    return request


def stream_name(identifier: Any) -> str:
    """A name that may be read."""
    if len(identifier.stream_name) > 4 * MAX_NAME_CHARS + len(METADATA_PREFIX):
        raise invalid(f"A stream name may have {MAX_NAME_CHARS} characters")
    try:
        name = str(identifier.stream_name, "utf-8")
    except UnicodeDecodeError as error:
        raise invalid("The stream name is not UTF-8") from error
    if not name:
        raise invalid("Required field StreamIdentifier not set.")
    if len(name.removeprefix(METADATA_PREFIX)) > MAX_NAME_CHARS:
        raise invalid(f"A stream name may have {MAX_NAME_CHARS} characters")
    if "\0" in name:
        raise invalid("A stream name may not contain the character 0")
    return name


def writable_name(identifier: Any) -> str:
    """A name that may be written to: not `$all`, and no metadata of metadata."""
    name = stream_name(identifier)
    is_metadata_of_nothing = name == METADATA_PREFIX
    if name == "$all" or is_metadata_of_nothing or name.startswith(METADATA_PREFIX * 2):
        raise invalid(f"Stream '{name}' cannot be written to")
    return name


def deletable_name(identifier: Any) -> str:
    """Metadata is not deleted but written anew."""
    name = writable_name(identifier)
    if name.startswith(METADATA_PREFIX):
        raise invalid(f"Stream '{name}' cannot be deleted")
    return name


def expected_revision(options: Any, oneof: str, number: str) -> int:
    """The version the writer expects; the negative ones are the server's codes."""
    chosen = options.WhichOneof(oneof)
    if chosen == number:
        return bounded(getattr(options, number), "The expected revision")
    codes = {"no_stream": NO_STREAM, "any": ANY, "stream_exists": EXISTS}
    if chosen not in codes:
        raise invalid("The expected stream revision is missing")
    return codes[chosen]


def bounded(number: int, what: str) -> int:
    """Clients' numbers are unsigned, the server's and SQLite's are not."""
    if number >= TOMBSTONE:
        raise invalid(f"{what} is too large")
    return int(number)


def proposed(message: Any) -> Proposed:
    """One event, checked."""
    described: Mapping[str, str] = message.metadata
    for required in ("type", "content-type"):
        if required not in described:
            raise missing_property(required)
    event_type = described["type"]
    if not event_type or len(event_type) > MAX_NAME_CHARS or "\0" in event_type:
        raise invalid(f"An event type has 1 to {MAX_NAME_CHARS} characters, none of them 0")
    return Proposed(
        id=event_id(message.id),
        type=event_type,
        content_type=JSON if described["content-type"] == JSON else BYTES,
        data=message.data,
        metadata=message.custom_metadata,
    )


def event_id(uuid: Any) -> bytes:
    match uuid.WhichOneof("value"):
        case "string":
            try:
                return UUID(uuid.string).bytes
            except ValueError as error:
                raise invalid(f"'{uuid.string[:80]}' is not a UUID") from error
        case "structured":
            parts = uuid.structured
            return struct.pack(">qq", parts.most_significant_bits, parts.least_significant_bits)
        case _:
            raise invalid("An event id is missing")


def event_filter(options: Any) -> Filter | None:
    """The filter of a read of `$all`, if it has one."""
    if options.WhichOneof("filter_option") != "filter":
        return None
    chosen = options.filter.WhichOneof("filter")
    if chosen is None:
        raise invalid("The filter names neither streams nor event types")
    expression = getattr(options.filter, chosen)
    by_stream = chosen == "stream_identifier"
    try:
        matches = _matcher(expression)
    except BadFilter as error:
        raise Refused(grpc.StatusCode.INVALID_ARGUMENT, str(error)) from error
    most = options.filter.max if options.filter.WhichOneof("window") == "max" else DEFAULT_WINDOW
    multiplier = options.filter.checkpointIntervalMultiplier
    return Filter(
        by_stream=by_stream,
        matches=matches,
        prefixes=_prefixes(expression) if by_stream else (),
        window=max(1, most) * max(1, multiplier),
    )


def _matcher(expression: Any) -> Callable[[str], bool]:
    if expression.regex:
        return regex_matcher(expression.regex)
    return prefix_matcher(expression.prefix)


def _prefixes(expression: Any) -> tuple[str, ...]:
    return prefixes_of(expression.regex) if expression.regex else tuple(expression.prefix)

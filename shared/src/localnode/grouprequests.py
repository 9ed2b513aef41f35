"""What clients ask of consumer groups, turned into what the node understands, or refused."""

from dataclasses import dataclass, replace
from typing import Any

from esdbclient.protos.Grpc import persistent_pb2

from localnode.consumers import STRATEGIES
from localnode.filters import Filter
from localnode.groupfile import ALL, Settings
from localnode.limits import MAX_NAME_CHARS, MAX_UNACKNOWLEDGED
from localnode.refusals import invalid
from localnode.requests import bounded, event_filter, stream_name, well_formed

TICKS_PER_MS = 10_000
MOST = 2**31 - 1
COUNTS = (
    "max_retry_count",
    "min_checkpoint_count",
    "max_checkpoint_count",
    "max_subscriber_count",
    "live_buffer_size",
    "read_batch_size",
    "history_buffer_size",
)
AT_LEAST_ONE = ("read_batch_size", "history_buffer_size")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a group begins: before the event at `place`, or after all there is."""

    place: int | None

    def text(self, stream: str) -> str:
        place = -1 if self.place is None else self.place
        return f"C:{place}/P:{place}" if stream == ALL else str(place)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group to be created, or what one is to become; `settings.filter` counts only for a new one."""

    stream: str
    name: str
    settings: Settings
    start: Start


def wanted(request: Any) -> Wanted:
    options = well_formed(request).options
    chosen = options.WhichOneof("stream_option")
    if chosen is None:
        raise invalid("The request names neither a stream nor $all")
    stream = ALL if chosen == "all" else _stream(options.stream.stream_identifier)
    start = _start_in_all(options.all) if chosen == "all" else _start_in_stream(options.stream)
    settings = replace(_settings(options.settings, start.text(stream)), filter=_kept_filter(options))
    return Wanted(stream, group_name(options.group_name), settings, start)


def group_of(options: Any) -> tuple[str, str]:
    """The stream (or `$all`) and the name of the group that is meant."""
    chosen = options.WhichOneof("stream_option")
    if chosen is None:
        raise invalid("The request names neither a stream nor $all")
    return ALL if chosen == "all" else stream_name(options.stream_identifier), group_name(options.group_name)


def group_name(name: str) -> str:
    if not name or len(name) > MAX_NAME_CHARS or "\0" in name:
        raise invalid(f"A group name has 1 to {MAX_NAME_CHARS} characters, none of them 0")
    return name


def buffer_size(options: Any) -> int:
    if options.buffer_size < 1:
        raise invalid("The buffer of a consumer has room for at least one event")
    return min(int(options.buffer_size), MAX_UNACKNOWLEDGED)


def filter_of(settings: Settings) -> Filter | None:
    """The filter of a group on `$all`, as it was asked for."""
    if not settings.filter:
        return None
    return event_filter(persistent_pb2.CreateReq.AllOptions.FromString(bytes.fromhex(settings.filter)))


def _stream(identifier: Any) -> str:
    name = stream_name(identifier)
    if name == ALL:
        raise invalid("A group on $all is asked for as such, not as a stream")
    return name


def _kept_filter(options: Any) -> str:
    """Only a request to create has one; it is checked here, and kept as it was sent."""
    if options.WhichOneof("stream_option") != "all" or "filter" not in options.all.DESCRIPTOR.fields_by_name:
        return ""
    if event_filter(options.all) is None:
        return ""
    only = persistent_pb2.CreateReq.AllOptions(filter=options.all.filter)
    return bytes(only.SerializeToString()).hex()


def _start_in_stream(stream: Any) -> Start:
    match stream.WhichOneof("revision_option"):
        case "revision":
            return Start(bounded(stream.revision, "The revision"))
        case "end":
            return Start(None)
        case _:
            return Start(0)


def _start_in_all(options: Any) -> Start:
    match options.WhichOneof("all_option"):
        case "position":
            return Start(bounded(options.position.commit_position, "The position"))
        case "end":
            return Start(None)
        case _:
            return Start(0)


def _settings(asked: Any, start_from: str) -> Settings:
    counts: dict[str, Any] = {name: int(getattr(asked, name)) for name in COUNTS}
    for name, value in counts.items():
        if value < (name in AT_LEAST_ONE):
            raise invalid(f"{name} is too small")
    return Settings(
        resolve_links=asked.resolve_links,
        extra_statistics=asked.extra_statistics,
        message_timeout_ms=_milliseconds(asked, "message_timeout"),
        checkpoint_after_ms=_milliseconds(asked, "checkpoint_after"),
        strategy=_strategy(asked),
        start_from=start_from,
        **counts,
    )


def _milliseconds(asked: Any, name: str) -> int:
    ticks = asked.WhichOneof(name) == f"{name}_ticks"
    value = getattr(asked, f"{name}_ticks") // TICKS_PER_MS if ticks else getattr(asked, f"{name}_ms")
    if not 0 <= value <= MOST:
        raise invalid(f"{name} is not a length of time")
    return int(value)


def _strategy(asked: Any) -> str:
    named = str(getattr(asked, "consumer_strategy", ""))
    if not named:
        number = asked.named_consumer_strategy
        named = STRATEGIES[number] if 0 <= number < len(STRATEGIES) else ""
    if named not in STRATEGIES:
        raise invalid(f"Consumer strategy '{named[:80]}' is not known")
    return named

"""May this be written, was it written already, or is the stream not as expected?

The rules are the server's (`IndexWriter.CheckCommit`), with one difference: which ids a stream
holds is looked up in the file, not in a bounded memory, so that a retry stays harmless for ever
and after a restart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from localnode.streamtable import NEVER, StreamRow

NO_STREAM = -1
ANY = -2
EXISTS = -4


class History(Protocol):
    """What a stream holds already, as far as it was not truncated away."""

    def has_metadata(self, name: str) -> bool:
        """A stream without events may have some."""

    def by_id(self, stream: StreamRow, event_id: bytes) -> tuple[int, int] | None:
        """Revision and position."""

    def ids_after(self, stream: StreamRow, revision: int, count: int) -> Sequence[tuple[bytes, int, int]]:
        """Id, revision and position of the events that follow, without a gap."""


@dataclass(frozen=True, slots=True)
class Write:
    """As expected: go on."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same events were written before; where the last of them is."""

    revision: int
    position: int


@dataclass(frozen=True, slots=True)
class WrongVersion:
    """The stream's last revision is another one (-1: it holds nothing)."""

    actual: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The stream was deleted."""


Verdict = Write | Repeated | WrongVersion | Gone


def judge(name: str, stream: StreamRow | None, expected: int, ids: Sequence[bytes], history: History) -> Verdict:
    """Judge an append, or with no ids a deletion."""
    if stream is None or stream.last == NEVER:
        return _judge_new(name, expected, history)
    if stream.is_tombstoned or (expected == EXISTS and stream.is_deleted_softly):
        return Gone()
    if expected in (ANY, EXISTS):
        return _judge_any(stream, ids, history)
    if expected == stream.last:
        return Write()
    if expected > stream.last:
        return WrongVersion(stream.last)
    return _judge_earlier(stream, expected, ids, history)


def _judge_new(name: str, expected: int, history: History) -> Verdict:
    if expected in (ANY, NO_STREAM) or (expected == EXISTS and history.has_metadata(name)):
        return Write()
    return WrongVersion(NEVER)


def _judge_any(stream: StreamRow, ids: Sequence[bytes], history: History) -> Verdict:
    last: tuple[int, int] | None = None
    for index, event_id in enumerate(ids):
        found = history.by_id(stream, event_id)
        if found is None:
            return Write() if index == 0 else WrongVersion(stream.last)
        last = found
    return Write() if last is None else Repeated(*last)


def _judge_earlier(stream: StreamRow, expected: int, ids: Sequence[bytes], history: History) -> Verdict:
    kept = history.ids_after(stream, expected, len(ids))
    if ids and [event_id for event_id, _, _ in kept] == list(ids):
        return Repeated(*kept[-1][1:])
    is_first_other = not kept or not ids or kept[0][0] != ids[0]
    if ids and is_first_other and expected == NO_STREAM and stream.is_deleted_softly:
        return Write()
    return WrongVersion(stream.last)

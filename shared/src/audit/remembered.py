"""What an audit remembers of the cases of a record, however many: the newest at hand, the others in a file."""

import pickle
import sqlite3
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, cast, overload

AT_HAND = 1000
"""So many entries are held; a tenth of them, the longest unused, goes into the file when there are more."""

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_Other = TypeVar("_Other")
_ABSENT: Any = object()

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200;
CREATE TABLE entries (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
"""


class Remembered(Generic[_Key, _Value]):
    """A mapping by keys that are equal where their `repr` is. Not for two threads.

    With `make`, a key that is asked for by `[]` and absent gets what that makes, as in `defaultdict`.

    A value may be changed in place while a fact is looked at. Whoever looks at the next one asks for it again: what was
    put away meanwhile is another object.
    """

    def __init__(self, make: Callable[[], _Value] | None = None) -> None:
        self._make = make
        self._held: dict[_Key, _Value] = {}
        self._file: sqlite3.Connection | None = None

    def __getitem__(self, key: _Key) -> _Value:
        value = self._found(key)
        if value is _ABSENT:
            if self._make is None:
                raise KeyError(key)
            value = self[key] = self._make()
        return cast(_Value, value)

    def __setitem__(self, key: _Key, value: _Value) -> None:
        self._held.pop(key, None)
        self._held[key] = value
        if len(self._held) > AT_HAND:
            self._put_away()

    def __contains__(self, key: _Key) -> bool:
        return self._found(key) is not _ABSENT

    @overload
    def get(self, key: _Key) -> _Value | None: ...
    @overload
    def get(self, key: _Key, default: _Other) -> _Value | _Other: ...
    def get(self, key: _Key, default: Any = None) -> Any:
        value = self._found(key)
        return default if value is _ABSENT else value

    def setdefault(self, key: _Key, default: _Value) -> _Value:
        value = self._found(key)
        if value is _ABSENT:
            value = self[key] = default
        return cast(_Value, value)

    @overload
    def pop(self, key: _Key) -> _Value | None: ...
    @overload
    def pop(self, key: _Key, default: _Other) -> _Value | _Other: ...
    def pop(self, key: _Key, default: Any = None) -> Any:
        """What was there, or `default`; never an error."""
        value = self._found(key)
        self._held.pop(key, None)
        if self._file is not None:
            self._file.execute("DELETE FROM entries WHERE key = ?", (repr(key),))
        return default if value is _ABSENT else value

    def _found(self, key: _Key) -> Any:
        """It is at hand then, as the newest."""
        value = self._held.pop(key, _ABSENT)
        if value is not _ABSENT:
            self._held[key] = value
            return value
        if self._file is None:
            return _ABSENT
        row = self._file.execute("SELECT value FROM entries WHERE key = ?", (repr(key),)).fetchone()
        if row is None:
            return _ABSENT
        value = self[key] = pickle.loads(row[0])  # noqa: S301 - from a file without a name, which only this wrote
        return value

    def _put_away(self) -> None:
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)
            self._file.executescript(_SCHEMA)
        oldest = list(self._held)[: max(1, AT_HAND // 10)]
        rows = [(repr(key), pickle.dumps(self._held.pop(key))) for key in oldest]
        self._file.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)

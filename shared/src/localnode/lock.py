"""Keeps two nodes from opening one file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InUse(Exception):
    """Another node has the file open."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Held until the process ends, however it ends.

    The lock is on a file beside: closing any handle on the database file itself would drop the
    locks SQLite holds there.
    """
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse(path.name) from error
        yield

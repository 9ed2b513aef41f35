"""A plugin for pytest: processes share out test files, each takes the next one when it has done the one before.

Against a distribution test by test, no process imports what another one runs, and nobody has to be told of each test.
`--shared-out` names a file with the number of those that are taken; `groups.py` makes it and starts the processes.
"""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = pytest.StashKey[list[pytest.File]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shared-out", type=Path, required=True)


def pytest_collection(session: pytest.Session) -> bool:
    """The files alone, in an order that all processes agree on."""
    nodes = session.perform_collect(genitems=False)
    files = [node for node in nodes if isinstance(node, pytest.File)]
    if len(files) < len(nodes):
        raise pytest.UsageError("only files can be shared out")
    session.stash[FILES] = files
    return True


def pytest_runtestloop(session: pytest.Session) -> bool:
    """What comes next is known before the last test of a file ends, so that what is made for all tests stays."""
    coming = _items(session)
    item, ran = next(coming, None), 0
    while item is not None:
        following = next(coming, None)
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        item, ran = following, ran + 1
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
    session.testscollected = ran
    return True


def _items(session: pytest.Session) -> Iterator[pytest.Item]:
    nodes, taken = session.stash[FILES], session.config.getoption("shared_out")
    while (number := _take(taken)) < len(nodes):
        session.items = list(session.genitems(nodes[number]))
        session.config.hook.pytest_collection_modifyitems(session=session, config=session.config, items=session.items)
        yield from session.items


def _take(taken: Path) -> int:
    """How many were taken before this one."""
    with taken.open("r+", encoding="utf-8") as shared:
        fcntl.flock(shared, fcntl.LOCK_EX)
        number = int(shared.read())
        shared.seek(0)
        shared.write(str(number + 1))
    return number

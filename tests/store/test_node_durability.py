"""What was acknowledged is there, whatever happens to the process or the disk."""

import asyncio
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from esdbclient import AsyncEventStoreDBClient, EventStoreDBClient, StreamState
from esdbclient.exceptions import EventStoreDBClientException, GrpcError, ServiceUnavailable
from localnode.file import open_writing
from localnode.testing import event, events, running_node

ANY, NO_STREAM = StreamState.ANY, StreamState.NO_STREAM
BATCH = 7


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "localnode", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


async def append_until_it_dies(uri: str, acknowledged: dict[str, int], on_ack) -> None:
    """Sixteen writers, each with one stream per batch, until the node is gone."""
    client = AsyncEventStoreDBClient(uri)
    await client.connect()

    async def write(writer: int) -> None:
        for number in range(10_000):
            name = f"w-{writer}-{number}"
            acknowledged[name] = await client.append_to_stream(
                name, current_version=NO_STREAM, events=events(name, BATCH)
            )
            on_ack(len(acknowledged))

    async with client:
        await asyncio.gather(*(write(writer) for writer in range(16)), return_exceptions=True)


@pytest.mark.parametrize("after", [1, 60, 400])
def test_a_kill_under_load_loses_nothing_acknowledged_and_halves_no_batch(tmp_path, after):
    acknowledged: dict[str, int] = {}
    with running_node(tmp_path) as node:

        def kill_once(count: int) -> None:
            if count >= after and node.is_running:
                node.kill()

        asyncio.run(append_until_it_dies(node.uri, acknowledged, kill_once))
        node.restart()
        with EventStoreDBClient(node.uri) as client:
            found: dict[str, list[int | None]] = {}
            for recorded in client.read_all():
                found.setdefault(recorded.stream_name, []).append(recorded.commit_position)
            by_stream = {name: client.get_stream(name) for name in acknowledged}

    assert len(acknowledged) >= after
    assert {name: found[name][-1] for name in acknowledged} == acknowledged
    assert {BATCH} == {len(positions) for positions in found.values()}
    assert {BATCH} == {len(recorded) for recorded in by_stream.values()}
    assert run(node.file, "--check").stdout == "no problems found\n"


def test_the_file_is_written_with_one_sync_per_commit(tmp_path):
    with closing(open_writing(tmp_path / "events.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_torn_journal_leaves_whole_batches(tmp_path):
    with running_node(tmp_path) as node:
        with EventStoreDBClient(node.uri) as client:
            for number in range(20):
                name = f"s-{number}"
                client.append_to_stream(name, current_version=NO_STREAM, events=events(name, BATCH))
        node.kill()
        journal = tmp_path / "events.db-wal"
        with journal.open("r+b") as torn:
            torn.truncate(journal.stat().st_size - 1_000)
        node.restart()
        with EventStoreDBClient(node.uri) as client:
            names = [recorded.stream_name for recorded in client.read_all()]
            client.append_to_stream("after", current_version=NO_STREAM, events=events("after", 2))

    assert len(names) == 19 * BATCH
    assert {BATCH} == {names.count(name) for name in names}
    assert run(node.file, "--check").returncode == 0


def test_a_full_disk_is_an_error_and_the_node_goes_on_reading(tmp_path):
    """The operating system refuses the journal another byte."""
    with running_node(tmp_path) as node:
        with EventStoreDBClient(node.uri) as client:
            client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 3))
            size = (tmp_path / "events.db-wal").stat().st_size
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.prlimit(node.pid, resource.RLIMIT_FSIZE, (size + 20_000, most))
            assert_turns_read_only(client)
            assert len(client.get_stream("s")) == 3
        resource.prlimit(node.pid, resource.RLIMIT_FSIZE, (most, most))
        node.restart()
        with EventStoreDBClient(node.uri) as client:
            client.append_to_stream("s", current_version=2, events=[event("again")])
            assert len(list(client.read_all())) == 4
    assert run(node.file, "--check").returncode == 0


def test_a_file_that_may_not_grow_is_an_error_and_the_node_goes_on_reading(tmp_path):
    with running_node(tmp_path, options=("--max-bytes", "100000")) as node, EventStoreDBClient(node.uri) as client:
        client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 3))
        assert_turns_read_only(client)
        assert len(client.get_stream("s")) == 3


def assert_turns_read_only(client: EventStoreDBClient) -> None:
    with pytest.raises(ServiceUnavailable, match="read-only"):
        client.append_to_stream("big", current_version=NO_STREAM, events=[event("big", data=b"x" * 200_000)])
    with pytest.raises(ServiceUnavailable, match="read-only"):
        client.append_to_stream("small", current_version=NO_STREAM, events=event("small"))
    with pytest.raises(ServiceUnavailable, match="read-only"):
        client.delete_stream("s", current_version=ANY)


def test_a_damaged_page_is_an_error_and_the_node_turns_read_only(tmp_path):
    with running_node(tmp_path) as node:
        with EventStoreDBClient(node.uri) as client:
            for number in range(10):
                batch = [event(f"{number}-{index}", data=b"x" * 1_000) for index in range(100)]
                client.append_to_stream("s", current_version=ANY, events=batch)
        node.stop()
        damage(node.file)
        node.start()
        with EventStoreDBClient(node.uri) as client:
            with pytest.raises(GrpcError, match="The file is damaged"):
                list(client.read_all())
            with pytest.raises(ServiceUnavailable, match="read-only"):
                client.append_to_stream("t", current_version=ANY, events=[event("t")])
    checked = run(node.file, "--check")
    assert checked.returncode == 1
    assert "damaged" in checked.stdout


def damage(file: Path) -> None:
    """Overwrite pages in the middle, where the events are."""
    with file.open("r+b") as damaged:
        damaged.seek(file.stat().st_size // 2 // 4096 * 4096)
        damaged.write(b"\xa5" * 4096 * 8)


def test_two_nodes_cannot_open_one_file(tmp_path):
    with running_node(tmp_path) as node:
        second = run(node.file, "--port", 0)

    assert second.returncode == 2
    assert "another node has the file open" in second.stderr


def test_two_nodes_cannot_share_a_port(tmp_path):
    with running_node(tmp_path) as node:
        second = run(tmp_path / "other.db", "--port", node.port)

    assert second.returncode == 2
    assert second.stdout == ""


def test_the_node_listens_on_loopback_only(tmp_path):
    with running_node(tmp_path) as node, pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", node.port), timeout=1)


def test_a_file_of_another_program_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE theirs (a)")
    (tmp_path / "text.db").write_text("not a database" * 100)

    for name in ("other.db", "text.db"):
        before = (tmp_path / name).read_bytes()
        started = run(tmp_path / name, "--port", 0)
        assert started.returncode == 2
        assert before == (tmp_path / name).read_bytes()


def test_a_backup_of_a_running_node_is_whole(tmp_path):
    with running_node(tmp_path) as node:
        with EventStoreDBClient(node.uri) as client:
            client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 300))
            assert run(node.file, "--backup", tmp_path / "copy.db").returncode == 0
            client.append_to_stream("s", current_version=299, events=[event("later")])
        assert run(node.file, "--backup", tmp_path / "copy.db").returncode == 2
        assert run(node.file, "--check").returncode == 0
    assert run(tmp_path / "copy.db", "--check").stdout == "no problems found\n"
    (tmp_path / "restored").mkdir()
    (tmp_path / "copy.db").rename(tmp_path / "restored" / "events.db")
    with running_node(tmp_path / "restored") as node, EventStoreDBClient(node.uri) as client:
        assert len(client.get_stream("s")) == 300
        client.append_to_stream("s", current_version=299, events=[event("another")])


def test_the_check_finds_a_missing_event_and_a_changed_one(tmp_path):
    with running_node(tmp_path) as node, EventStoreDBClient(node.uri) as client:
        client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 5))
    with sqlite3.connect(node.file) as tampering:
        tampering.execute("DELETE FROM events WHERE position = 3")
        tampering.execute("UPDATE events SET type = 'Other' WHERE position = 4")
    tampering.close()

    checked = run(node.file, "--check")

    assert checked.returncode == 1
    assert "some are missing" in checked.stdout
    assert "position 4" in checked.stdout


def test_a_node_under_load_stops_within_two_seconds(tmp_path):
    acknowledged: dict[str, int] = {}
    stopping: list[float] = []
    with running_node(tmp_path) as node:

        def stop_once(count: int) -> None:
            if count >= 200 and not stopping:
                stopping.append(time.monotonic())
                assert node.stop() == 0
                stopping.append(time.monotonic())

        asyncio.run(append_until_it_dies(node.uri, acknowledged, stop_once))
        node.restart()
        with EventStoreDBClient(node.uri) as client:
            found = {recorded.stream_name for recorded in client.read_all()}

    begin, end = stopping
    assert end - begin < 2
    assert set(acknowledged) <= found


def test_an_interrupt_stops_the_node_too(tmp_path):
    with running_node(tmp_path) as node:
        os.kill(node.pid, signal.SIGINT)
        assert node.wait() == 0


def test_an_append_to_a_node_that_is_gone_is_unavailable(tmp_path):
    with running_node(tmp_path) as node, EventStoreDBClient(node.uri) as client:
        client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 1))
        node.kill()
        with pytest.raises(EventStoreDBClientException):
            client.append_to_stream("s", current_version=0, events=[event("later")])


def test_what_another_program_holds_is_busy_and_the_node_recovers(tmp_path):
    with running_node(tmp_path) as node, EventStoreDBClient(node.uri) as client:
        client.append_to_stream("s", current_version=NO_STREAM, events=events("s", 1))
        with closing(sqlite3.connect(node.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises((GrpcError, ServiceUnavailable)):
                client.append_to_stream("s", current_version=0, events=[event("a")], timeout=1)
            assert len(client.get_stream("s")) == 1
            other.execute("ROLLBACK")
        client.append_to_stream("s", current_version=0, events=[event("b")], timeout=30)

        assert len(client.get_stream("s")) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing/events.db", "--port", 0),
        (".", "--port", 0),
        ("events.db", "--port", 70_000),
        ("events.db", "--host", "no such host", "--port", 0),
        ("missing.db", "--check"),
        ("missing.db", "--backup", "copy.db"),
        (),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path, arguments):
    first, *rest = arguments or ("",)
    given = (tmp_path / first, *rest) if arguments else ()

    ended = run(*given)

    assert ended.returncode == 2
    assert "localnode" in ended.stderr
    assert "Traceback" not in ended.stderr

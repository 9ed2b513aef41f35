"""`sunledger store`: a server is checked, a store copied, a node's file kept."""

from pathlib import Path

import pytest
from esdbclient import EventStoreDBClient, StreamState
from ledger.testing.contract import CASES
from localnode.testing import NodeAddress, events, running_node
from sunledger.store_commands import app
from typer.testing import CliRunner, Result

NOWHERE = "esdb://127.0.0.1:1?Tls=false"


def store(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "200"})


def fill(node: NodeAddress, count: int, *, turn: str = "first") -> None:
    with EventStoreDBClient(node.uri) as client:
        client.append_to_stream("kept", current_version=StreamState.ANY, events=events(turn, count))


def read(node: NodeAddress) -> list[str]:
    with EventStoreDBClient(node.uri) as client:
        return [str(recorded.id) for recorded in client.get_stream("kept")]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "one", tmp_path / "other"
    for folder in made:
        folder.mkdir()
    return made


def test_a_node_keeps_the_contract_and_the_check_writes_only_what_it_says(tmp_path):
    with running_node(tmp_path) as node:
        result = store("check", node.uri)
        with EventStoreDBClient(node.uri) as client:
            names = {recorded.stream_name for recorded in client.read_all()}

    assert result.exit_code == 0, result.output
    *lines, summary = result.output.splitlines()
    assert [f"{case}: ok" for case in CASES] == lines
    assert summary.startswith(f"{len(CASES)} kept, 0 broken; everything written begins with ")
    assert all(name.startswith(summary.rsplit(" ", 1)[1]) for name in names)


def test_a_server_that_does_not_answer_is_said_once():
    result = store("check", NOWHERE)

    assert result.exit_code == 1
    assert result.output.startswith("OutcomeUnknown: ")
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("check", "nonsense"), ("copy", "nonsense", NOWHERE), ("copy", NOWHERE, "http:")]
)
def test_what_is_no_address_is_refused(arguments):
    assert store(*arguments).exit_code == 2


def test_a_copy_says_how_much_is_equal_and_refuses_what_is_not(folders, monkeypatch):
    monkeypatch.chdir(folders[0])
    with running_node(folders[0]) as one, running_node(folders[1]) as other:
        fill(one, 7)
        copied, again = store("copy", one.uri, other.uri), store("copy", one.uri, other.uri)
        assert read(one) == read(other)
        fill(other, 2, turn="second")
        refused = store("copy", one.uri, other.uri, "--bookmark", folders[1] / "new.json")

    assert (0, 0, 1) == (copied.exit_code, again.exit_code, refused.exit_code)
    assert copied.output.startswith("7 facts are in both stores, equal byte for byte (bookmark: store-copy-")
    assert copied.output == again.output
    assert refused.output == "Differs: the target holds more than 7 facts, the other does not\n"
    assert len(list(folders[0].glob("store-copy-*.json"))) == 1


def test_a_backup_is_verified_and_restored(folders, capfd):
    kept, file = folders[1] / "backup.db", folders[1] / "events.db"
    with running_node(folders[0]) as node:
        fill(node, 5)
        assert store("backup", node.file, kept).exit_code == 0
        assert store("verify", node.file).exit_code == 0
        fill(node, 3, turn="second")

    assert store("verify", kept).exit_code == 0
    assert store("restore", kept, file).exit_code == 0
    assert store("restore", kept, file).exit_code == 2
    with running_node(folders[1]) as restored:
        assert len(read(restored)) == 5
        assert store("restore", kept, restored.file).exit_code == 2
    assert capfd.readouterr().out.count("no problems found\n") == 2


def test_a_damaged_backup_is_not_restored(folders, capfd):
    kept, file = folders[1] / "backup.db", folders[1] / "events.db"
    with running_node(folders[0]) as node:
        fill(node, 2_000)
        store("backup", node.file, kept)
    with kept.open("r+b") as damaged:
        damaged.seek(kept.stat().st_size // 2)
        damaged.write(b"\xff" * 20_000)

    assert store("verify", kept).exit_code == 1
    assert store("restore", kept, file).exit_code == 2
    assert not file.exists()
    assert "backup.db: " in capfd.readouterr().err

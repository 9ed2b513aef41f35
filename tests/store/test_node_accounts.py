"""Encrypted, with accounts: each reads everything and writes its own streams."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.exceptions import AccessDeniedError, GrpcError, ServiceUnavailable, SSLError
from localnode.testing import NodeAddress, events, running_node

ANY = StreamState.ANY


def run(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "localnode", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("node")
    assert run("--make-test-tls", made).returncode == 0
    accounts = {
        name: {"password": run("--hash-password", stdin=f"{name}-word\n").stdout.strip()} | {"writes": writes}
        for name, writes in {
            "disclosure": ["disclosure_"],
            "auditor": [],
            "keeper": [""],
        }.items()
    }
    (made / "accounts.json").write_text(json.dumps(accounts))
    return made


@pytest.fixture(scope="module")
def node(folder: Path) -> Iterator[NodeAddress]:
    options = ("--tls-cert", folder / "server.pem", "--tls-key", folder / "server.key.pem")
    accounts = ("--accounts", folder / "accounts.json")
    with running_node(folder, options=tuple(map(str, options + accounts))) as address:
        yield address


def connect(node: NodeAddress, name: str, password: str) -> EventStoreDBClient:
    authority = node.file.parent / "authority.pem"
    return EventStoreDBClient(f"esdb://{name}:{password}@localhost:{node.port}?TlsCaFile={authority}")


def test_an_account_writes_streams_with_its_own_beginning_and_their_metadata(node):
    with connect(node, "disclosure", "disclosure-word") as client:
        name = "disclosure_duty-1"
        client.append_to_stream(name, current_version=ANY, events=events("single", 1)[0])
        client.append_to_stream(name, current_version=ANY, events=events("batch", 2))
        client.set_stream_metadata(name, metadata={"owner": "clerk"})
        client.delete_stream(name, current_version=ANY)


@pytest.mark.parametrize("name", ["election_ballot-1", "Disclosure_duty", "$system", "$$election"])
def test_an_account_cannot_write_another_stream(node, name):
    with connect(node, "disclosure", "disclosure-word") as client:
        with pytest.raises(AccessDeniedError):
            client.append_to_stream(name, current_version=ANY, events=events("batch", 2))
        with pytest.raises(GrpcError, match="PERMISSION_DENIED"):
            client.append_to_stream(name, current_version=ANY, events=events("single", 1)[0])
        with pytest.raises(GrpcError, match="PERMISSION_DENIED"):
            client.tombstone_stream("election_ballot-1", current_version=ANY)
        assert client.get_current_version(name) == StreamState.NO_STREAM


def test_an_account_without_streams_reads_everything(node):
    with connect(node, "keeper", "keeper-word") as client:
        client.append_to_stream("any_stream", current_version=ANY, events=events("kept", 2))
    with connect(node, "auditor", "auditor-word") as client:
        assert len(client.get_stream("any_stream")) == 2
        assert "any_stream" in {recorded.stream_name for recorded in client.read_all()}
        with client.subscribe_to_stream("any_stream") as subscription:
            assert next(subscription).stream_position == 0
        with pytest.raises(AccessDeniedError):
            client.append_to_stream("any_stream", current_version=ANY, events=events("no", 1))


@pytest.mark.parametrize(
    ("name", "password"),
    [("keeper", "wrong"), ("nobody", "keeper-word"), ("auditor", "keeper-word")],
)
def test_a_wrong_account_may_do_nothing(node, name, password):
    with connect(node, name, password) as client:
        with pytest.raises(GrpcError, match="UNAUTHENTICATED"):
            list(client.read_all())
        with pytest.raises(GrpcError, match="UNAUTHENTICATED"):
            client.append_to_stream("any_stream", current_version=ANY, events=events("no", 1))
        with pytest.raises(GrpcError, match="UNAUTHENTICATED"):
            client.subscribe_to_all()


def test_without_encryption_or_its_authority_there_is_no_connection(node):
    with EventStoreDBClient(node.uri) as client, pytest.raises(ServiceUnavailable):
        list(client.read_all())
    uri = f"esdb://keeper:keeper-word@localhost:{node.port}"
    with EventStoreDBClient(uri) as client, pytest.raises((SSLError, ServiceUnavailable)):
        list(client.read_all())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": {}}', '{"a": {"password": "plain", "writes": []}}'])
def test_a_bad_accounts_file_ends_the_node(folder, tmp_path, text):
    (tmp_path / "accounts.json").write_text(text)
    given = ("--accounts", tmp_path / "accounts.json", "--port", 0)
    encrypted = ("--tls-cert", folder / "server.pem", "--tls-key", folder / "server.key.pem")

    assert run(tmp_path / "events.db", *given, *encrypted).returncode == 2
    assert run(tmp_path / "events.db", *given).returncode == 2


def test_the_test_authority_is_not_made_twice_and_its_key_is_not_kept(folder):
    again = run("--make-test-tls", folder)

    assert (again.returncode, "authority.pem" in again.stderr) == (2, True)
    assert {"authority.pem", "server.pem", "server.key.pem"} == {path.name for path in folder.glob("*.pem")}
    assert (folder / "server.key.pem").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_node_is_reached_by_every_local_name(node, host):
    authority = node.file.parent / "authority.pem"
    uri = f"esdb://keeper:keeper-word@{host}:{node.port}?TlsCaFile={authority}"
    with EventStoreDBClient(uri) as client:
        assert client.get_current_version("nothing here") == StreamState.NO_STREAM


def test_the_node_is_discovered_over_an_encrypted_connection(node):
    authority = node.file.parent / "authority.pem"
    uri = f"esdb+discover://keeper:keeper-word@localhost:{node.port}?TlsCaFile={authority}"
    with EventStoreDBClient(uri) as client:
        client.append_to_stream("discovered", current_version=ANY, events=events("found", 2))
        assert len(client.get_stream("discovered")) == 2


def test_a_group_is_managed_by_who_may_write_its_stream_and_read_by_all(node):
    with connect(node, "keeper", "keeper-word") as client:
        client.append_to_stream("shared_stream", current_version=ANY, events=events("shared", 1))
        client.create_subscription_to_stream("g", "shared_stream")
        client.create_subscription_to_all("everything")
    with connect(node, "auditor", "auditor-word") as client:
        with client.read_subscription_to_stream("g", "shared_stream") as subscription:
            assert next(subscription).stream_position == 0
        for call in (
            lambda: client.create_subscription_to_stream("mine", "shared_stream"),
            lambda: client.create_subscription_to_all("mine"),
            lambda: client.update_subscription_to_stream("g", "shared_stream", max_retry_count=1),
            lambda: client.replay_parked_events("g", "shared_stream"),
            lambda: client.delete_subscription("everything"),
        ):
            with pytest.raises(GrpcError, match="PERMISSION_DENIED"):
                call()

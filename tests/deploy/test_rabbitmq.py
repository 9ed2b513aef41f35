"""The private broker: a real RabbitMQ on loopback, as root and as an ordinary user."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from amqp.exceptions import AccessRefused, NotFound
from kombu.connection import Connection
from kombu.entity import Queue
from kombu.messaging import Producer
from sunledger import rabbitmq_package
from sunledger.processes import NotReady, free_port
from sunledger.procfs import Ending, memory_pss
from sunledger.rabbitmq import Broker, BrokerMissing, BrokerRefused, find_server, install

READY_WITHIN_S = 60.0
STOPS_WITHIN_S = 10.0
MEBIBYTE = 2**20
IMPORTS = """
import concurrent.futures.thread, encodings.idna, sys
from pathlib import Path
from sunledger import rabbitmq_package
from sunledger.rabbitmq import Broker
place = Path(sys.argv[1])
"""
RUN_ONE = """
broker = Broker(place / "broker")
try:
    broker.start()
    broker.wait_ready(60)
    print(broker.uri(), flush=True)
    sys.stdin.readline()
finally:
    print(broker.stop(10), flush=True)
"""
INSTALL_NOTHING = """
rabbitmq_package.LIBRARY = place
try:
    rabbitmq_package.install(print)
except rabbitmq_package.BrokerMissing as missing:
    print(missing)
"""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    install(print)
    broker = Broker(tmp_path_factory.mktemp("一个 broker"), vhosts=("/", "t1"))
    try:
        broker.start()
        broker.wait_ready(READY_WITHIN_S)
        yield broker
    finally:
        broker.stop(STOPS_WITHIN_S)


@pytest.fixture
def running(broker: Broker) -> Broker:
    broker.start()
    broker.wait_ready(READY_WITHIN_S)
    return broker


def put(uri: str, queue: str, *messages: str) -> None:
    with Connection(uri, transport_options={"confirm_publish": True}) as connection:
        quorum = Queue(queue, queue_arguments={"x-queue-type": "quorum"})
        producer = Producer(connection)
        for message in messages:
            producer.publish(message, routing_key=queue, declare=[quorum], delivery_mode=2)


def fetched(uri: str, queue: str) -> list[str] | None:
    """The messages that wait, taken out; None if there is no such queue."""
    with Connection(uri) as connection:
        source = Queue(queue)(connection.default_channel)
        messages = []
        try:
            while (message := source.get(no_ack=True)) is not None:
                messages.append(message.payload)
        except NotFound:
            return None
        return messages


def until_its_name_is_on_disk(broker: Broker, queue: str) -> None:
    """RabbitMQ writes a new queue's name within a second, not at once, and without it loses the queue."""
    names = next((broker.folder / "data").glob("*/quorum/*/names.dets"))
    while queue.encode() not in names.read_bytes():
        time.sleep(0.05)


def processes_of(folder: Path) -> set[int]:
    """Every process, whoever started it, whose home is in the folder."""
    home = f"HOME={folder}/".encode()
    found = set()
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if home in environment.read_bytes():
                found.add(int(environment.parent.name))
        except OSError:
            continue
    return found


def as_ordinary_user(code: str, place: Path) -> subprocess.Popen[str]:
    """Another user's process; it imports first, since our interpreter may lie where he cannot read."""
    become = "import os; os.geteuid() or (os.setgroups([]), os.setgid(65534), os.setuid(65534))"
    return subprocess.Popen(
        (sys.executable, "-c", f"{IMPORTS}\n{become}\n{code}", str(place)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder everybody may write to; pytest's own are for its user alone."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def test_it_listens_on_loopback_only_and_never_on_a_default_port(running: Broker):
    listening = {
        connection.laddr
        for pid in processes_of(running.folder)
        for connection in psutil.Process(pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }

    assert {address.ip for address in listening} == {"127.0.0.1", "::1"}
    assert {address.port for address in listening} == set(running.ports.values())
    assert {address.port for address in listening}.isdisjoint({4369, 5672, 25672})


def test_each_virtual_host_of_the_start_is_there_with_its_user(running: Broker):
    put(running.uri("/"), "of-the-root", "a")
    put(running.uri("t1"), "of-t1", "a", "b")

    assert fetched(running.uri("/"), "of-the-root") == ["a"]
    assert fetched(running.uri("t1"), "of-t1") == ["a", "b"]


def test_a_virtual_host_added_while_it_runs_is_there_at_once(running: Broker):
    running.add_vhost("added/later")
    running.add_vhost("added/later")
    put(running.uri("added/later"), "of-the-added", "a")

    assert fetched(running.uri("added/later"), "of-the-added") == ["a"]


def test_a_virtual_host_whose_name_could_be_code_is_refused(running: Broker):
    with pytest.raises(ValueError, match="virtual host"):
        running.add_vhost('x">>), init:stop(), (<<"')


@pytest.mark.parametrize("user", ["guest:guest", "sunledger:guess"])
def test_nobody_gets_in_without_the_password(running: Broker, user: str):
    stranger = f"amqp://{user}@{running.uri().partition('@')[2]}"

    with pytest.raises(AccessRefused), Connection(stranger) as connection:
        connection.connect()


def test_secrets_are_for_the_owner_alone(running: Broker):
    files = ("password", "definitions.json", "home/.erlang.cookie")
    modes = {stat.S_IMODE((running.folder / file).stat().st_mode) for file in files}

    assert modes == {0o600}
    assert stat.S_IMODE(running.folder.stat().st_mode) == 0o700


def test_it_is_small(running: Broker):
    put(running.uri(), "small", *("x" * 500 for _ in range(200)))
    pid = running.pid

    assert pid is not None
    assert 20 * MEBIBYTE < memory_pss(pid) < 120 * MEBIBYTE


def test_confirmed_messages_survive_a_kill(running: Broker):
    put(running.uri(), "survivors", "a", "b", "c")
    pid = running.pid
    assert pid is not None
    until_its_name_is_on_disk(running, "survivors")
    os.kill(pid, signal.SIGKILL)
    while running.is_alive():
        time.sleep(0.01)

    assert running.ending() == "was ended by SIGKILL"
    running.start()
    running.wait_ready(READY_WITHIN_S)
    assert fetched(running.uri(), "survivors") == ["a", "b", "c"]


def test_a_wipe_takes_the_queues_and_leaves_user_and_virtual_hosts(running: Broker):
    running.add_vhost("stays")
    put(running.uri("stays"), "forgotten", "a")
    with pytest.raises(BrokerRefused):
        running.wipe()
    running.stop(STOPS_WITHIN_S)
    running.wipe()
    running.start()
    running.wait_ready(READY_WITHIN_S)

    assert fetched(running.uri("stays"), "forgotten") is None
    put(running.uri("stays"), "forgotten", "b")
    assert fetched(running.uri("stays"), "forgotten") == ["b"]


def test_frozen_it_answers_nobody_and_thawed_it_goes_on(running: Broker):
    running.freeze()
    try:
        with pytest.raises(NotReady):
            running.wait_ready(0.2)
    finally:
        running.thaw()
    running.wait_ready(READY_WITHIN_S)

    assert running.is_alive()


def test_even_frozen_it_can_be_stopped_and_leaves_no_process_behind(running: Broker):
    before = len(processes_of(running.folder))
    running.freeze()
    ending = running.stop(STOPS_WITHIN_S)

    assert (before > 1, ending) == (True, Ending.ON_REQUEST)
    assert processes_of(running.folder) == set()
    assert list(running.folder.glob("*.pid")) == []


def test_a_second_start_in_the_folder_has_the_same_address_and_ends_what_was_left(running: Broker):
    orphan = running.pid
    second = Broker(running.folder, vhosts=("/", "t1"))
    assert second.pid == orphan
    try:
        second.start()
        second.wait_ready(READY_WITHIN_S)
        assert (second.uri(), second.pid == orphan) == (running.uri(), False)
        assert not running.is_alive()
    finally:
        second.stop(STOPS_WITHIN_S)
    assert processes_of(running.folder) == set()


def test_a_port_that_is_taken_is_reported_before_anything_starts(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        broker = Broker(tmp_path, taken)
        with pytest.raises(OSError, match=str(taken)):
            broker.start()

    assert processes_of(tmp_path) == set()


def test_one_that_cannot_start_says_why(tmp_path: Path):
    broker = Broker(tmp_path, free_port())
    (tmp_path / "data").write_text("a file where a folder should be")
    try:
        broker.start()
        with pytest.raises(NotReady, match="ended with code 1"):
            broker.wait_ready(READY_WITHIN_S)
    finally:
        broker.stop(STOPS_WITHIN_S)


@pytest.mark.usefixtures("broker")
def test_an_ordinary_user_runs_one_of_his_own(place: Path):
    user = as_ordinary_user(RUN_ONE, place)
    assert user.stdout is not None
    said = user.stdout.readline()
    put(said.strip(), "his", "a")
    messages = fetched(said.strip(), "his")
    said, _ = user.communicate("stop\n", timeout=READY_WITHIN_S)

    assert (messages, said) == (["a"], "ended on request\n")
    assert processes_of(place) == set()


def test_without_root_the_administrator_is_told_his_one_command(place: Path):
    told, _ = as_ordinary_user(INSTALL_NOTHING, place).communicate(timeout=READY_WITHIN_S)

    assert "apt-get install -y --no-install-recommends rabbitmq-server'" in told


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rabbitmq_package, "LIBRARY", tmp_path)
    assert find_server() is None
    for version in ("3.12.1", "4.0.5", "4.0.10", "4.0.9"):
        script = tmp_path / f"rabbitmq_server-{version}" / "sbin" / "rabbitmq-server"
        script.parent.mkdir(parents=True)
        script.touch()

    assert find_server() == tmp_path / "rabbitmq_server-4.0.10" / "sbin" / "rabbitmq-server"


def refuse_and_fail(policy: Path) -> None:
    assert policy.read_text().endswith("exit 101\n")
    assert policy.stat().st_mode & stat.S_IXUSR
    raise BrokerMissing


@pytest.mark.parametrize("before", [None, "#!/bin/sh\nexit 0\n"])
def test_services_may_start_again_after_an_installation_that_failed(
    before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(rabbitmq_package, "POLICY", policy)
    monkeypatch.setattr(rabbitmq_package, "POLICY_BEFORE", tmp_path / "before")
    if before is not None:
        policy.write_text(before)

    with pytest.raises(BrokerMissing), rabbitmq_package._no_service_starts():
        refuse_and_fail(policy)

    assert [file.read_text() for file in tmp_path.iterdir()] == ([before] if before else [])

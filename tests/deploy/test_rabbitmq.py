"""The private broker: a real RabbitMQ on loopback, as root and as an ordinary user."""

import os
import socket
import stat
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import kombu
import pytest
from kombu.exceptions import OperationalError
from sunledger import rabbitmq_package
from sunledger.processes import NotReady, free_port
from sunledger.procfs import Ending, memory_pss, read_mark
from sunledger.rabbitmq import Broker, BrokerMissing, BrokerRefused, find_server, install

READY_WITHIN_S = 60.0
STOPS_WITHIN_S = 10.0
NOBODY = 65534
MEBIBYTE = 2**20


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
    with kombu.Connection(uri, transport_options={"confirm_publish": True}) as connection:
        quorum = kombu.Queue(queue, queue_arguments={"x-queue-type": "quorum"})
        producer = kombu.Producer(connection)
        for message in messages:
            producer.publish(message, routing_key=queue, declare=[quorum], delivery_mode=2)


def waiting(uri: str, queue: str) -> int | None:
    """How many messages wait; None if there is no such queue."""
    with kombu.Connection(uri) as connection:
        try:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
        except connection.channel_errors:
            return None


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


def as_ordinary_user(act: Callable[[], None]) -> str:
    """What went wrong when another user's process did it; nothing if all went well."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            act()
        except BaseException:
            os.write(writing, traceback.format_exc().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as report:
        trouble = report.read()
    os.waitpid(child, 0)
    return trouble


def test_it_listens_on_loopback_only_and_never_on_a_default_port(running: Broker):
    inodes = set()
    for pid in processes_of(running.folder):
        links = [link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir()]
        inodes |= {link[8:-1] for link in links if link.startswith("socket:[")}
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                listening.add(fields[1])
    addresses = {address.rpartition(":")[0] for address in listening}
    ports = {int(address.rpartition(":")[2], 16) for address in listening}

    assert addresses == {"0100007F", "0" * 24 + "01000000"}
    assert len(ports) == 3
    assert ports.isdisjoint({4369, 5672, 25672})


def test_each_virtual_host_of_the_start_is_there_with_its_user(running: Broker):
    put(running.uri("/"), "of-the-root", "a")
    put(running.uri("t1"), "of-t1", "a", "b")

    assert (waiting(running.uri("/"), "of-the-root"), waiting(running.uri("t1"), "of-t1")) == (1, 2)


def test_a_virtual_host_added_while_it_runs_is_there_at_once_and_after_a_wipe(running: Broker):
    running.add_vhost("added/later")
    running.add_vhost("added/later")

    assert waiting(running.uri("added/later"), "none") is None
    running.stop(STOPS_WITHIN_S)
    running.wipe()
    running.start()
    running.wait_ready(READY_WITHIN_S)
    assert waiting(running.uri("added/later"), "none") is None


def test_a_virtual_host_whose_name_could_be_code_is_refused(running: Broker):
    with pytest.raises(ValueError, match="virtual host"):
        running.add_vhost('x">>), init:stop(), (<<"')


@pytest.mark.parametrize("user", ["guest:guest", "sunledger:guess"])
def test_nobody_gets_in_without_the_password(running: Broker, user: str):
    stranger = f"amqp://{user}@{running.uri().partition('@')[2]}"

    with pytest.raises(OperationalError), kombu.Connection(stranger) as connection:
        connection.connect()


def test_secrets_are_for_the_owner_alone(running: Broker):
    files = ("password", "definitions.json", "home/.erlang.cookie")
    modes = {stat.S_IMODE((running.folder / file).stat().st_mode) for file in (*files,)}

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
    os.kill(pid, 9)
    while running.is_alive():
        time.sleep(0.01)

    assert running.ending() == "was ended by SIGKILL"
    running.start()
    running.wait_ready(READY_WITHIN_S)
    assert waiting(running.uri(), "survivors") == 3


def test_after_a_wipe_its_queues_are_gone(running: Broker):
    put(running.uri(), "forgotten", "a")
    with pytest.raises(BrokerRefused):
        running.wipe()
    running.stop(STOPS_WITHIN_S)
    running.wipe()
    running.start()
    running.wait_ready(READY_WITHIN_S)

    assert waiting(running.uri(), "forgotten") is None


def test_frozen_it_answers_nobody_and_thawed_it_goes_on(running: Broker):
    running.freeze()
    try:
        with pytest.raises(NotReady):
            running.wait_ready(0.2)
    finally:
        running.thaw()
    running.wait_ready(READY_WITHIN_S)

    assert running.is_alive()


def test_frozen_it_can_still_be_stopped(running: Broker):
    running.freeze()

    assert running.stop(STOPS_WITHIN_S) is Ending.ON_REQUEST


def test_stopped_it_leaves_no_process_behind(running: Broker):
    before = len(processes_of(running.folder))
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
        with pytest.raises(NotReady, match="(?s)ended with code.*data"):
            broker.wait_ready(READY_WITHIN_S)
    finally:
        broker.stop(STOPS_WITHIN_S)


@pytest.mark.usefixtures("broker")
def test_an_ordinary_user_runs_one_of_his_own():
    with TemporaryDirectory() as place:
        folder = Path(place) / "broker"
        Path(place).chmod(0o777)

        def run_one() -> None:
            broker = Broker(folder)
            try:
                broker.start()
                broker.wait_ready(READY_WITHIN_S)
                put(broker.uri(), "his", "a")
                assert waiting(broker.uri(), "his") == 1
            finally:
                broker.stop(STOPS_WITHIN_S)

        assert as_ordinary_user(run_one) == ""
        assert read_mark(folder / "broker.pid") is None
        assert processes_of(folder) == set()


def test_without_root_the_administrator_is_told_his_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rabbitmq_package, "LIBRARY", tmp_path)

    told = as_ordinary_user(lambda: print(install(print)))

    assert BrokerMissing.__name__ in told
    assert "apt-get install -y --no-install-recommends rabbitmq-server'" in told


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rabbitmq_package, "LIBRARY", tmp_path)
    assert find_server() is None
    for version in ("3.12.1", "4.0.5", "4.0.10", "4.0.9"):
        script = tmp_path / f"rabbitmq_server-{version}" / "sbin" / "rabbitmq-server"
        script.parent.mkdir(parents=True)
        script.touch()

    assert find_server() == tmp_path / "rabbitmq_server-4.0.10" / "sbin" / "rabbitmq-server"


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
        assert policy.read_text().endswith("exit 101\n")
        assert policy.stat().st_mode & stat.S_IXUSR
        raise BrokerMissing

    assert [file.read_text() for file in tmp_path.iterdir()] == ([before] if before else [])

"""A platform as a user starts it, by `sunledger up`, and what journeys ask of it and of its record."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import pytest
from contracts.errors import Behind, Busy, Unavailable
from ledger import killpoints
from ledger.authority import Caller
from ledger.client import Client
from ledger.esdb import EsdbStore
from ledger.projector import Projector
from ledger.recorded import GENESIS, digest_of_fact, metadata_of
from ledger.store import Recorded, StoreUnavailable
from ledger.views import ViewFile, Views
from sunledger.home import Home, installed_readers, installed_services
from sunledger.nursery import LOADS
from sunledger.procfs import PROC, Mark, began, memory_pss, read_mark
from sunledger.supervisor import LOCK

sys.path.insert(0, str(Path(__file__).parents[1] / "office"))

from clerks import (
    Office,
    assert_evidence_complete,
    evidence_digests,
    evidence_without_faults,
    facts_with_evidence,
)

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "deploy" / "examples" / "ningdu"
COMMAND = Path(sys.executable).with_name("sunledger")
WITH_EXAMPLE = ("--example", str(EXAMPLE))
RUNNING = "Sunledger is running"

TOWNSHIP = "360730100"
STARTS_WITHIN_S = 120.0
STOPS_WITHIN_S = 10.0
SOON_S = 60.0
LOOKS_EVERY_S = 0.05
EVERYTHING = 1_000_000
TRANSIENT = (Unavailable, Busy, Behind, StoreUnavailable, OSError)
SERVICE_PROCESSES = tuple(f"{parts.name}-{kind}" for parts in installed_services() for kind in ("rpc", "follow"))
SERVICE_PROCESSES += tuple(f"{parts.name}-{kind}" for parts in installed_readers() for kind in ("follow", "web"))
NURSERIES = tuple(f"nursery-{kind}" for kind in LOADS)
PROCESSES = (*SERVICE_PROCESSES, *NURSERIES, "store", "broker", "broker-epmd", "guard")


def wait_until(condition: Callable[[], Any], seconds: float = SOON_S, what: str = "it did not happen") -> Any:
    """What the condition says as soon as that is true. What may pass by itself counts as not yet."""
    deadline, last = time.monotonic() + seconds, None
    while True:
        try:
            if outcome := condition():
                return outcome
        except TRANSIENT as error:
            last = error
        assert time.monotonic() < deadline, f"{what} within {seconds:g} s ({last!r})"
        time.sleep(LOOKS_EVERY_S)


class Running:
    """A platform in a home of its own, started and stopped as a user does it; `options` are those of `up`."""

    def __init__(self, folder: Path, *options: str, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        self.folder = folder
        self._options = options
        self._environment = {**os.environ, **environment}
        self.home = Home(folder)
        self.out = folder.with_suffix(".out")
        self.err = folder.with_suffix(".err")
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Type the command; what it says goes to files of its own."""
        with self.out.open("wb") as out, self.err.open("wb") as err:
            command = (str(COMMAND), "up", "--home", str(self.folder), *self._options)
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=self._environment
            )

    def start(self) -> float:
        """Until it says that it runs; how many seconds that took."""
        started = time.monotonic()
        self.begin()
        wait_until(lambda: self._ended() or RUNNING in self.said(), STARTS_WITHIN_S, RUNNING)
        assert self._process is not None
        assert self._process.poll() is None, self.said() + self.complained()
        return time.monotonic() - started

    def interrupt(self) -> float:
        """Ctrl-C; how many seconds until it has ended."""
        assert self._process is not None
        started = time.monotonic()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(3 * STOPS_WITHIN_S)
        finally:
            self._process.kill()
            self._process.wait()
        return time.monotonic() - started

    def wait_ended(self, seconds: float) -> int:
        assert self._process is not None
        return self._process.wait(seconds)

    def is_running(self) -> bool:
        return self._process is not None and not self._ended()

    def end(self) -> None:
        if self.is_running():
            self.interrupt()

    def said(self) -> str:
        return self.out.read_text("utf-8")

    def complained(self) -> str:
        return self.err.read_text("utf-8")

    def _ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def run(self, *arguments: str, timeout_s: float = 30.0) -> subprocess.CompletedProcess[str]:
        """Another `sunledger` command for this home."""
        command = (str(COMMAND), *arguments, "--home", str(self.folder))
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)

    def marks(self) -> dict[str, Mark]:
        """Every process that a pid file speaks of and that runs, and the one that supervises them."""
        files = [*self.home.pids.glob("*.pid"), *(self.folder / "broker").glob("*.pid"), *self.folder.glob("*.pid")]
        found = {file.stem: read_mark(file) for file in files} | {"supervisor": read_mark(self.folder / LOCK)}
        return {name: mark for name, mark in found.items() if mark is not None}

    def pids(self) -> dict[str, int]:
        return {name: mark.pid for name, mark in self.marks().items()}

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """By its own id; which that was."""
        pid = self.pids()[name]
        os.kill(pid, number)
        return pid

    def wait_restarted(self, name: str, before: int) -> None:
        """Until the process runs under another id and, if it is a service's, says that it is ready."""
        wait_until(lambda: self.pids().get(name, before) != before, what=f"{name} was not started again")
        if name in SERVICE_PROCESSES:
            wait_until(lambda: self._is_ready(name), what=f"{name} is not ready again")

    def wait_healthy(self) -> None:
        """Until everything runs, and both services answer."""
        wait_until(lambda: set(PROCESSES) <= set(self.pids()), what="not everything runs")
        wait_until(lambda: all(map(self._is_ready, SERVICE_PROCESSES)), what="not every service is ready")
        wait_until(self._answers, what="not every service answers")

    def _answers(self) -> bool:
        self.call("disclosure", "overdue_duties", {"unit": "360730"}, timeout_s=3.0)
        self.call("assessment", "evidence_summary", {"unit": "360730", "year": 2025}, timeout_s=3.0)
        return True

    def _is_ready(self, name: str) -> bool:
        return (self.home.pids / f"{name}.ready").read_text("utf-8") == str(self.pids().get(name))

    @property
    def broker_uri(self) -> str:
        return self.home.addresses()["broker"]

    def token(self, role: str = "Public", unit: str = "cn", subject: str = "journey", **options: Any) -> str:
        return self.home.issuer.issue(Caller(subject, role, unit), **options)

    def client(
        self, role: str = "Public", unit: str = "cn", subject: str = "journey", *, timeout_s: float = 20.0
    ) -> Client:
        return Client(self.broker_uri, self.token(role, unit, subject), timeout_s=timeout_s)

    def client_with(self, token: str, broker_uri: str = "") -> Client:
        return Client(broker_uri or self.broker_uri, token)

    def call(
        self,
        service: str,
        method: str,
        document: Any,
        *,
        role: str = "Public",
        unit: str = "cn",
        subject: str = "journey",
        timeout_s: float = 20.0,
        **options: Any,
    ) -> dict[str, Any]:
        with self.client(role, unit, subject, timeout_s=timeout_s) as client:
            return client.call(service, method, document, **options)

    @cached_property
    def _store(self) -> EsdbStore:
        return EsdbStore(self.home.addresses()["store"])

    def store(self) -> EsdbStore:
        return self._store

    def forget_store(self) -> None:
        """It may have another address after the next start."""
        if "_store" in self.__dict__:
            self._store.close()
            del self._store

    def facts(self, prefix: str = "") -> list[Recorded]:
        """Everything the services have recorded, or what is in streams that begin so."""
        prefixes = (prefix,) if prefix else tuple(f"{parts.name}_" for parts in installed_services())
        return self.store().read_all(prefixes, limit=EVERYTHING)

    def rebuilt(self, service: str, folder: Path) -> ViewFile:
        """The service's views as its facts alone give them."""
        parts = next(parts for parts in installed_services() if parts.name == service)
        views = Views(folder, parts.schema)
        views.prepare()
        Projector(self.store(), views, parts.facts).catch_up()
        return views.live()

    def live(self, service: str) -> ViewFile:
        parts = next(parts for parts in installed_services() if parts.name == service)
        return Views(self.home.data / service, parts.schema).live()

    def is_alive(self, pid: int) -> bool:
        return began(pid) is not None

    def relatives(self) -> set[int]:
        """Every process that names this home on its command line or in its environment, or is in a session of ours."""
        sessions = {str(pid) for pid in self.pids().values()}
        return {int(folder.name) for folder in PROC.glob("[0-9]*") if self._is_relative(folder, sessions)}

    def _is_relative(self, process: Path, sessions: Collection[str]) -> bool:
        if int(process.name) == os.getpid() or began(int(process.name)) is None:
            return False
        with suppress(OSError):
            session = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()[3]
            names = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            here = (f"{self.folder}{end}".encode() for end in ("/", "\0"))
            return session in sessions or any(name in names for name in here)
        return False


@dataclass(frozen=True, slots=True)
class Played:
    """The home of a first start that came to the running line: how long that took, what was said, bytes in use then."""

    running: Running
    took_s: float
    said: str
    memory: int

    def copy_to(self, folder: Path) -> None:
        """Its record, keys and views. The broker is a new one, and so are the addresses."""
        of_the_run = shutil.ignore_patterns("broker", "pids", "logs", "addresses.json", "supervisor.lock", "*.pid")
        shutil.copytree(self.running.folder, folder, ignore=of_the_run)


class County(Running):
    """The platform that all journeys share, and short ways to use it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.kill_points = folder.with_suffix(".kill")
        super().__init__(folder, *options, environment={killpoints.SETTING: str(self.kill_points)})
        self._townships = count(0)

    def new_unit(self) -> str:
        """The code of a community that no other test uses."""
        number = next(self._townships)
        return f"3607309{number % 100:02}{1 + number // 100:03}"

    def enrol(self, unit: str, command_id: str, valid_from: str) -> dict[str, Any]:
        document = {
            "unit": unit,
            "kind": "community",
            "name": {"zh": "试验社区", "en": "A community of a test"},
            "valid_from": valid_from,
        }
        admin: dict[str, Any] = {"role": "PolicyAdministrator", "unit": "360730", "subject": "policy-desk"}
        return self.call("disclosure", "enrol_unit", document, command_id=command_id, timeout_s=5.0, **admin)

    def open_duty(self) -> dict[str, str]:
        """A new community, enrolled, whose duty of the running quarter is open: the duty's key."""
        key = self.enrol_new()
        wait_until(lambda: self.history(key), what="the duty was not opened")
        return key

    def enrol_new(self, valid_from: str = "2025-10-01") -> dict[str, str]:
        """A new community, whose duty of the running quarter is about to be opened. Sent until it is answered."""
        unit, command_id = self.new_unit(), str(uuid4())
        wait_until(lambda: self.enrol(unit, command_id, valid_from), what="the enrolment was not answered")
        return {"unit": unit, "catalogue": "CA", "period": "2025Q4"}

    def history(self, key: Mapping[str, str]) -> list[Recorded]:
        return self.store().read(stream_of(key))

    def officer(self, unit: str) -> dict[str, str]:
        return {"role": "DisclosureOfficerCommunity", "unit": unit, "subject": f"officer-{unit}"}


def stream_of(key: Mapping[str, str]) -> str:
    return f"disclosure_duty-{key['unit']}-{key['catalogue']}-{key['period']}"


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One first start for all: whoever needs a platform with a past starts a second time, from a copy."""
    running = Running(tmp_path_factory.mktemp("played") / "home", *WITH_EXAMPLE)
    try:
        took_s = running.start()
        memory = sum(map(memory_pss, running.relatives()))
        return Played(running, took_s, running.said(), memory)
    finally:
        running.end()


@pytest.fixture(scope="session")
def shared_county(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    folder = tmp_path_factory.mktemp("journeys")
    played.copy_to(folder / "county")
    county = County(folder / "county", *WITH_EXAMPLE, "--longest-pause", "0.2")
    try:
        county.start()
        yield county
    finally:
        county.forget_store()
        county.end()


@pytest.fixture
def county(shared_county: County) -> County:
    """The shared platform, in good health whatever the test before did to it."""
    shared_county.wait_healthy()
    return shared_county


@pytest.fixture(scope="session")
def make_running(played: Played) -> Callable[..., Running]:
    """A platform in a home of the test's own, with these settings, that goes on from the first start.

    Whoever makes it ends it.
    """

    def make(folder: Path, **settings: str) -> Running:
        played.copy_to(folder)
        return Running(folder, *WITH_EXAMPLE, environment=settings)

    return make


@pytest.fixture
def empty_home(small_example: Path, tmp_path: Path) -> Iterator[Running]:
    """A platform before its first start, which will play the small example."""
    running = Running(tmp_path / "home", "--example", str(small_example))
    yield running
    running.forget_store()
    running.end()


@pytest.fixture(scope="session")
def small_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the county's own acts, one township and what lies in it."""
    folder = tmp_path_factory.mktemp("example") / "small"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "county.toml"
    head, *units = file.read_text("utf-8").split("[[unit]]\n")
    kept = [unit for unit in units if re.match(rf'code = "({TOWNSHIP[:6]}"|{TOWNSHIP})', unit)]
    assert 1 < len(kept) < len(units)
    file.write_text("[[unit]]\n".join([head, *kept]), "utf-8")
    return folder


@pytest.fixture(scope="session")
def until() -> Callable[..., Any]:
    return wait_until


def _refuse_broken_chain(facts: Sequence[Recorded]) -> None:
    previous = GENESIS
    for revision, fact in enumerate(facts):
        assert fact.revision == revision, f"{fact.stream} has a gap before {fact.revision}"
        assert metadata_of(fact)["previous"] == previous, f"{fact.stream} is not chained at {revision}"
        previous = digest_of_fact(fact)


def _refuse_repeated_commands(facts: Sequence[Recorded]) -> None:
    parts = Counter((fact.stream, metadata_of(fact)["command_id"], metadata_of(fact)["part"]) for fact in facts)
    assert [key for key, times in parts.items() if times > 1] == []
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        metadata = metadata_of(fact)
        assert (fact.stream, metadata["command_id"], metadata["parts"] - 1) in parts, "an append is not whole"


@pytest.fixture(scope="session")
def assert_sound() -> Callable[[Sequence[Recorded]], None]:
    """Whole streams: dense, chained, and no command recorded twice."""

    def check(facts: Sequence[Recorded]) -> None:
        streams: dict[str, list[Recorded]] = {}
        for fact in facts:
            streams.setdefault(fact.stream, []).append(fact)
        for stream in streams.values():
            _refuse_broken_chain(stream)
        _refuse_repeated_commands(facts)

    return check


def _is_caught_up(county: Running, service: str) -> bool:
    return county.live(service).bookmark() >= county.facts(f"{service}_")[-1].position


@pytest.fixture(scope="session")
def assert_views_complete(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Running], None]:
    """The live views of every service hold what a rebuild from the store holds.

    Of what is recorded while one looks only one of the two may know: then both are looked at again.
    """

    def check(county: Running) -> None:
        for parts in installed_services():
            is_still = False
            while not is_still:
                caught_up = partial(_is_caught_up, county, parts.name)
                wait_until(caught_up, what=f"the views of {parts.name} have not caught up")
                before = county.facts(f"{parts.name}_")[-1].position
                fresh = county.rebuilt(parts.name, tmp_path_factory.mktemp(f"rebuilt-{parts.name}"))
                rows = county.live(parts.name).rows()
                is_still = county.facts(f"{parts.name}_")[-1].position == before
            assert rows == fresh.rows()

    return check


@pytest.fixture
def office(county: County, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Clerks at work, until they are told to finish."""
    office = Office(county, request.node.name)
    office.open()
    yield office
    office.close()


@pytest.fixture
def assert_complete(
    county: County,
    office: Office,
    tmp_path: Path,
    assert_sound: Callable[[Sequence[Recorded]], None],
    assert_views_complete: Callable[[Running], None],
) -> Callable[[], None]:
    """After the clerks have finished: all they were answered is recorded once, views and evidence hold all of it."""

    def check() -> None:
        office.finish()
        county.wait_healthy()
        facts = wait_until(lambda: facts_with_evidence(county), what="not all evidence was recorded")
        assert_sound(facts)
        office.assert_recorded_once(county)
        assert_evidence_complete(facts)
        assert_views_complete(county)
        without_faults = evidence_without_faults(facts, office.units(), tmp_path / "without-faults")
        assert evidence_digests(facts, office.units()) == without_faults

    return check

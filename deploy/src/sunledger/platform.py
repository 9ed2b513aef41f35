"""The processes of a platform on one machine, rank by rank: the store and what services are forked from; the broker,
which needs some seconds, and the first facts meanwhile; the services."""

import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ledger.log import READY_FILE
from ledger.parts import ServiceParts
from ledger.sealing import create_master_key

from sunledger.forked import Nursery
from sunledger.home import Home, installed_readers, installed_services
from sunledger.processes import Child
from sunledger.procfs import Ending
from sunledger.rabbitmq import Broker
from sunledger.supervisor import Watched


class Step:
    """Work that is done once between two ranks; it holds no process."""

    is_wanted = False

    def __init__(self, name: str, folder: Path, work: Callable[[], None]) -> None:
        self.name = name
        self.folder = folder
        self._work = work

    def start(self) -> None:
        self._work()

    def wait_ready(self, timeout_s: float) -> None:
        return

    def is_alive(self) -> bool:
        return True

    def bound_log(self) -> None:
        return

    def ending(self) -> str:
        return "is done"

    def stop(self, timeout_s: float) -> Ending:
        return Ending.NOT_RUNNING


class Platform:
    """Everything that `sunledger up` starts in a home."""

    def __init__(self, home: Home, *, broker_uri: str | None = None) -> None:
        self.home = home
        self.services: tuple[ServiceParts, ...] = installed_services()
        self._readers = installed_readers()
        self._broker = None if broker_uri else Broker(home.folder / "broker")
        self._given_broker_uri = broker_uri
        self._nurseries = {kind: self._nursery(kind) for kind in ("native", "green")}

    @property
    def store_uri(self) -> str:
        return f"esdb://127.0.0.1:{self.home.node_port}?Tls=false"

    @property
    def portal_url(self) -> str:
        return f"http://127.0.0.1:{self.home.portal_port}"

    def ranks(self, first_facts: Callable[[], None]) -> Sequence[Sequence[Watched]]:
        broker: list[Watched] = [self._broker, self._broker.epmd] if self._broker else []
        steps = [Step("first facts", self.home.folder, lambda: self._remember(first_facts))]
        nurseries = [nursery.process for nursery in self._nurseries.values()]
        return ([self._node(), *nurseries], [*broker, *steps], self._service_processes())

    def addresses(self) -> dict[str, str]:
        broker = self._broker.uri() if self._broker else self._given_broker_uri
        assert broker is not None
        return {"store": self.store_uri, "broker": broker, "portal": self.portal_url}

    def _remember(self, first_facts: Callable[[], None]) -> None:
        self.home.remember(self.addresses())
        self.home.issuer.create()
        create_master_key(self.home.master_key_file)
        first_facts()

    def _node(self) -> Child:
        self.home.node_file.parent.mkdir(parents=True, exist_ok=True)
        port = self.home.node_port
        return Child(
            "store",
            (sys.executable, "-m", "localnode", str(self.home.node_file), "--port", str(port)),
            folder=self.home.pids,
            log_file=self.home.logs / "store.log",
            is_ready=lambda: _listens(port),
        )

    def _nursery(self, kind: str) -> Nursery:
        return Nursery(kind, folder=self.home.pids, log_file=self.home.logs / f"nursery-{kind}.log")

    def _service_processes(self) -> list[Child]:
        deciding = [(parts.name, kind) for parts in self.services for kind in ("rpc", "follow")]
        reading = [(parts.name, kind) for parts in self._readers for kind in ("follow", "web")]
        return [self._process(name, kind) for name, kind in (*deciding, *reading)]

    def _process(self, service: str, kind: str) -> Child:
        name = f"{service}-{kind}"
        ready_file = (self.home.pids / f"{name}.ready").absolute()
        child = Child(
            name,
            (f"{service}.main", kind),
            folder=self.home.pids,
            log_file=self.home.logs / f"{name}.log",
            environment={READY_FILE: str(ready_file), **self.home.environment(self.addresses())},
            is_ready=lambda: _says_ready(ready_file, child),
            begins=self._nurseries["green" if kind == "rpc" else "native"].fork,
        )
        return child


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _says_ready(file: Path, child: Child) -> bool:
    return file.exists() and file.read_text("utf-8") == str(child.pid)

"""A message broker of our own: RabbitMQ run without systemd, as root or as an ordinary user.

It shares nothing with a broker the machine may already run: name, ports, data, log, user and cookie are its own, and it
listens on loopback only.
"""

import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from sunledger.processes import Child, free_port, is_free
from sunledger.procfs import Ending, read_mark
from sunledger.rabbitmq_package import BrokerMissing, find_server, install
from sunledger.rabbitmq_settings import (
    USER,
    definitions_text,
    environment,
    secret,
    settings_text,
    write_private,
)

__all__ = ["Broker", "BrokerMissing", "BrokerRefused", "find_server", "install"]

HANDSHAKE = b"AMQP\x00\x00\x09\x01"
METHOD_FRAME = b"\x01"
EPMD_STOPS_WITHIN_S = 1.0
ADD_VHOST = """\
V = <<"%(vhost)s">>, U = <<"%(user)s">>, A = <<".*">>,
rabbit_vhost:exists(V) orelse (ok = rabbit_vhost:add(V, U)),
rabbit_auth_backend_internal:set_permissions(U, V, A, A, A, U).
"""


class BrokerRefused(Exception):
    """The running broker did not do what it was told; the text is its answer."""


class Companion:
    """A process that comes and goes with the broker, but may end by itself."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self.name = child.name
        self.folder = child.folder

    @property
    def is_wanted(self) -> bool:
        return self._child.is_wanted

    def start(self) -> None:
        self._child.start()

    def wait_ready(self, timeout_s: float) -> None:
        self._child.wait_ready(timeout_s)

    def is_alive(self) -> bool:
        return self._child.is_alive()

    def bound_log(self) -> None:
        self._child.bound_log()

    def ending(self) -> str:
        return self._child.ending()

    def stop(self, timeout_s: float) -> Ending:
        """The broker stops it, after itself."""
        return Ending.NOT_RUNNING


class Broker:
    """One broker in one folder; a later start in the same folder goes on with its data and its ports."""

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        *,
        name: str = "broker",
        vhosts: Sequence[str] = ("/",),
        node_name: str = "sunledger",
    ) -> None:
        if (server := find_server()) is None:
            raise BrokerMissing("RabbitMQ is not installed.")
        self.name = name
        self.folder = folder.absolute()
        home = self.folder / "home"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self._vhosts = list(vhosts)
        self._password = secret(self.folder / "password")
        secret(home / ".erlang.cookie")
        self.ports = self._choose_ports(port)
        self._environment = environment(self.folder, f"{node_name}@localhost", self.ports)
        # epmd is where Erlang nodes ask for each other's port; left alone, it would outlive the broker.
        listen = ("-address", "127.0.0.1", "-port", str(self.ports["epmd"]))
        self._epmd = self._child(f"{name}-epmd", ("epmd", *listen))
        self._beam = self._child(name, (str(server),))

    def _child(self, name: str, argv: Sequence[str]) -> Child:
        return Child(
            name,
            argv,
            folder=self.folder,
            log_file=self.folder / f"{name}.log",
            environment=self._environment,
            inherits=False,
            directory=self.folder,
            is_ready=self._answers,
        )

    @property
    def epmd(self) -> "Companion":
        """To be watched beside the broker, so that it is started again alone."""
        return Companion(self._epmd)

    @property
    def pid(self) -> int | None:
        return self._beam.pid

    @property
    def is_wanted(self) -> bool:
        return self._beam.is_wanted

    def uri(self, vhost: str = "/") -> str:
        return f"amqp://{USER}:{self._password}@127.0.0.1:{self.ports['amqp']}/{quote(vhost, safe='')}"

    def start(self) -> None:
        self._beam.end_leftovers()
        if self.is_alive():
            return
        own = {"epmd"} if self._epmd.is_alive() else set()
        if taken := [port for use, port in self.ports.items() if use not in own and not is_free(port)]:
            raise OSError(errno.EADDRINUSE, f"in use on loopback: {taken}")
        self._write_settings()
        self._epmd.start()
        self._beam.start()

    def wait_ready(self, timeout_s: float) -> None:
        """Until it answers an AMQP handshake; raises `NotReady` with the end of its log."""
        self._beam.wait_ready(timeout_s)

    def is_alive(self) -> bool:
        return self._beam.is_alive()

    def bound_log(self) -> None:
        self._beam.bound_log()

    def ending(self) -> str:
        return self._beam.ending()

    def stop(self, timeout_s: float) -> Ending:
        ending = self._beam.stop(timeout_s)
        self._epmd.stop(EPMD_STOPS_WITHIN_S)
        return ending

    def restart(self, timeout_s: float) -> Ending:
        ending = self.stop(timeout_s)
        self.start()
        return ending

    def freeze(self) -> None:
        """It keeps its connections and answers nobody."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def wipe(self) -> None:
        """Lose every queue and message, as a new disk would; user, password and ports stay."""
        if self.is_alive():
            raise BrokerRefused("The broker must be stopped before its data is deleted.")
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def add_vhost(self, vhost: str) -> None:
        """Add it to the running broker (some 20 ms) and to what the next start sets up."""
        if re.fullmatch(r"[A-Za-z0-9_./-]+", vhost) is None:
            raise ValueError(f"not a name for a virtual host: {vhost!r}")
        self._tell(ADD_VHOST % {"vhost": vhost, "user": USER})
        if vhost not in self._vhosts:
            self._vhosts.append(vhost)

    def _tell(self, erlang: str) -> None:
        command = ("erl_call", "-address", f"127.0.0.1:{self.ports['dist']}", "-e")
        answer = subprocess.run(  # noqa: S603 - our own words, checked by `add_vhost`
            command,
            input=erlang,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        if answer.stdout != "{ok, ok}":
            raise BrokerRefused(answer.stdout + answer.stderr)

    def _signal(self, number: signal.Signals) -> None:
        if (pid := self.pid) is None:
            raise BrokerRefused("The broker does not run.")
        os.kill(pid, number)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.ports["amqp"]), timeout=1) as door:
                door.sendall(HANDSHAKE)
                return door.recv(1) == METHOD_FRAME
        except OSError:
            return False

    def _choose_ports(self, port: int | None) -> dict[str, int]:
        """Those of the last run while they are free or still its own: URIs given out then stay true."""
        file = self.folder / "ports.json"
        last: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
        runs = read_mark(self.folder / f"{self.name}.pid") is not None
        kept = {use: number for use, number in last.items() if runs or is_free(number)}
        ports = {use: kept.get(use) or free_port() for use in ("amqp", "dist", "epmd")}
        if port is not None:
            ports["amqp"] = port
        file.write_text(json.dumps(ports))
        return ports

    def _write_settings(self) -> None:
        definitions = self.folder / "definitions.json"
        write_private(definitions, definitions_text(self._password, self._vhosts))
        settings = settings_text(self.ports["amqp"], definitions)
        (self.folder / "advanced.config").write_text(settings, encoding="utf-8")
        (self.folder / "enabled_plugins").write_text("[].\n")

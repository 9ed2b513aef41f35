"""Where a platform on one machine keeps everything: `run/` unless said otherwise."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property  # noqa: TID251 - the command line does not run under eventlet
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from contracts.common import ActivatePolicy
from ledger.authority import Issuer
from ledger.parts import ServiceParts
from ledger.reader import ReaderParts

from sunledger.processes import free_port, is_free


@dataclass(frozen=True)
class Home:
    """The folder of one platform, and the addresses in it."""

    folder: Path

    @property
    def node_file(self) -> Path:
        return self.folder / "store" / "events.db"

    @property
    def data(self) -> Path:
        """Views, inboxes, bookmarks and status of each service, in a folder of its name."""
        return self.folder / "data"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def audit_log(self) -> Path:
        return self.folder / "audit-log"

    @property
    def pids(self) -> Path:
        """One `<name>.pid` per process, with its id and start time, and `<name>.ready` once it is ready."""
        return self.folder / "pids"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def issuer(self) -> Issuer:
        return Issuer(self.keys)

    @property
    def master_key_file(self) -> Path:
        """The local master key, under which the services wrap the keys of personal particulars."""
        return self.keys / "master.key"

    @property
    def key_backups(self) -> Path:
        """Backups of the services' keys, apart from those of the store."""
        return self.folder / "key-backups"

    def addresses(self) -> Mapping[str, str]:
        """Store and broker of the platform that runs, or ran last, here. FileNotFoundError if none ever did."""
        addresses: dict[str, str] = json.loads(self._addresses_file.read_text("utf-8"))
        return addresses

    def remember(self, addresses: Mapping[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._addresses_file.touch(mode=0o600)
        self._addresses_file.write_text(json.dumps(dict(addresses), indent=2) + "\n", "utf-8")

    @cached_property
    def node_port(self) -> int:
        return self._port_of("store")

    @cached_property
    def portal_port(self) -> int:
        return self._port_of("portal")

    def _port_of(self, name: str) -> int:
        """The port of the last run if it is still free, or another free one."""
        try:
            port = int(self.addresses()[name].rpartition(":")[2].partition("?")[0])
        except (FileNotFoundError, KeyError, ValueError):
            return free_port()
        return port if is_free(port) else free_port()

    def environment(self, addresses: Mapping[str, str]) -> dict[str, str]:
        """What a service reads its settings from."""
        return {
            "SUNLEDGER_STORE_URI": addresses["store"],
            "SUNLEDGER_BROKER_URI": addresses["broker"],
            "SUNLEDGER_DATA": str(self.data.absolute()),
            "SUNLEDGER_KEYS": str(self.keys.absolute()),
            "SUNLEDGER_LOG": str(self.audit_log.absolute()),
            "SUNLEDGER_MASTER_KEY_FILE": str(self.master_key_file.absolute()),
            "SUNLEDGER_PORTAL_ADDRESS": addresses["portal"].removeprefix("http://"),
        }

    @property
    def _addresses_file(self) -> Path:
        return self.folder / "addresses.json"


HomeOption = Annotated[Path, typer.Option("--home", help="Where the platform keeps everything.")]


def default_folder() -> Path:
    return Path(os.environ.get("SUNLEDGER_HOME", "run"))


def installed_services() -> tuple[ServiceParts, ...]:
    """The services whose wheels are installed, in name order."""
    return _installed("sunledger.services")


def installed_readers() -> tuple[ReaderParts, ...]:
    """What only reads, and keeps views of it, in name order."""
    return _installed("sunledger.readers")


def policy_services() -> tuple[str, ...]:
    """The services that follow policies, by name: the auditor's findings depend on none."""
    return tuple(parts.name for parts in installed_services() if any(kind is ActivatePolicy for kind in parts.commands))


def _installed(group: str) -> tuple[Any, ...]:
    found: list[Any] = [entry.load() for entry in entry_points(group=group)]
    return tuple(sorted(found, key=lambda parts: parts.name))

"""`sunledger keys`: back up, restore and list the keys of personal particulars, and rotate the master key.

Keys are kept apart from the store, and so are their backups: whoever has only the one reads nothing of what is sealed.
A backup of keys still holds what is erased afterwards, so that it expires.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from contracts.errors import Unavailable
from ledger.clock import MachineClock
from ledger.erasure import ordered_erasures
from ledger.esdb import EsdbStore
from ledger.keys import FILE, KeyFile
from ledger.sealing import MasterKeys
from ledger.sealing import rotate as rotate_master
from ledger.store import StoreUnavailable
from rich.console import Console
from rich.table import Table

from sunledger.home import Home, HomeOption, default_folder, installed_services

HERE = default_folder()
_STAMP = "%Y%m%dT%H%M%SZ"

app = typer.Typer(no_args_is_help=True, help="Keep the keys of personal particulars.")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

_WIDE = 1_000
"""The name of a file is never cut off, however narrow the terminal is: it is what `restore` takes."""


def kept_days() -> int:
    """How long a backup of keys is kept: data of the platform, `keeping.toml`."""
    days: int = tomllib.loads((files("sunledger") / "keeping.toml").read_text("utf-8"))["key_backups"]["days"]
    return days


@dataclass(frozen=True, slots=True)
class Backup:
    """One file of keys: `<service>-<moment>.keys`."""

    file: Path

    @property
    def service(self) -> str:
        return self.file.stem.rpartition("-")[0]

    @property
    def made_at(self) -> datetime:
        return datetime.strptime(self.file.stem.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)

    @property
    def expires_at(self) -> datetime:
        return self.made_at + timedelta(days=kept_days())

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at


@app.command()
def backup(home: HomeOption = HERE) -> None:
    """Back up the keys of every service, and remove the backups that have expired."""
    place, now = Home(home), MachineClock().now()
    place.key_backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    for service, file in _key_files(place):
        copy = place.key_backups / f"{service}-{now:{_STAMP}}.keys"
        out.print(f"{copy}: {KeyFile(file).copy_to(copy)} keys", highlight=False)
    for old in _backups(place):
        if old.is_expired(now):
            old.file.unlink()
            out.print(f"{old.file}: expired, removed", highlight=False)


@app.command("list")
def list_backups(home: HomeOption = HERE) -> None:
    """The backups of keys and when each expires."""
    now = MachineClock().now()
    table = Table("file", "service", "expires", box=None, pad_edge=False)
    for each in _backups(Home(home)):
        until = "expired" if each.is_expired(now) else f"{each.expires_at:%Y-%m-%d}"
        table.add_row(str(each.file), each.service, until)
    out.print(table, width=_WIDE, crop=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by `sunledger keys backup`.")],
    home: HomeOption = HERE,
) -> None:
    """Take back the keys that are lost. What the record says is destroyed stays destroyed."""
    place, chosen = Home(home), Backup(file)
    if chosen.service not in {parts.name for parts in installed_services()} or not file.is_file():
        _end(f"{file} is no backup of a service's keys.")
    if chosen.is_expired(MachineClock().now()):
        _end(f"{file} has expired; it must not be used any more.")
    keys = KeyFile(place.data / chosen.service / FILE)
    with _said():
        store = EsdbStore(place.addresses()["store"])
        destroyed = ordered_erasures(store, chosen.service)
        store.close()
        for subject, key_id in destroyed:
            keys.destroy(subject, key_id, MachineClock().now())
        taken = keys.take_from(file.absolute(), MasterKeys(file=place.master_key_file).ids())
    out.print(f"{len(taken)} keys taken; {len(destroyed)} recorded destructions applied", highlight=False)


@app.command()
def rotate(home: HomeOption = HERE) -> None:
    """Make a new master key and wrap every key under it. Services go on meanwhile; back up the keys afterwards."""
    place = Home(home)
    with _said():
        count = rotate_master(place.master_key_file, [KeyFile(file) for _, file in _key_files(place)])
    out.print(f"{count} keys are wrapped under a new master key", highlight=False)


def _key_files(place: Home) -> Iterator[tuple[str, Path]]:
    for parts in installed_services():
        file = place.data / parts.name / FILE
        if file.exists():
            yield parts.name, file


def _backups(place: Home) -> list[Backup]:
    return [Backup(file) for file in sorted(place.key_backups.glob("*.keys"))]


@contextmanager
def _said() -> Iterator[None]:
    """What is wrong outside is said in a line."""
    try:
        yield
    except (Unavailable, StoreUnavailable, FileNotFoundError) as error:
        _end(str(error))


def _end(why: str) -> None:
    err.print(why, highlight=False, markup=False)
    raise typer.Exit(1)

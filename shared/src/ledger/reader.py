"""A service that decides nothing: it reads what others have recorded, and keeps views of it.

It needs the store and nothing else: no broker, no other service, no key. Its follow process has two loops: the
projector, and `Freshness`, which says until when the views are known to be complete.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from contracts.catalogue import Catalogue
from contracts.fields import instant_text

from ledger.backoff import BackOff
from ledger.clock import MachineClock
from ledger.environment import required
from ledger.esdb import EsdbStore
from ledger.loops import AlreadyRunning, Loop, only_one, run_loops, told_to_stop
from ledger.priority import stand_back
from ledger.projector import Projector
from ledger.store import Store, StoreUnavailable
from ledger.views import Schema, Views
from ledger.window import REST_S, Window

STATUS_FILE = "follow.json"
LOOKS_EVERY_S = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderParts:
    """One reader: whose facts it reads, and what it makes of them."""

    name: str
    reads: tuple[Catalogue, ...]
    schema: Schema

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Of the streams it reads."""
        return tuple(f"{catalogue.service}_" for catalogue in self.reads)


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """`data` holds the views and the status of every service on the machine, in folders of their names."""

    store_uri: str
    data: Path

    @staticmethod
    def read(environment: Mapping[str, str] = os.environ) -> "ReaderSettings":
        return ReaderSettings(
            store_uri=required(environment, "SUNLEDGER_STORE_URI"),
            data=Path(required(environment, "SUNLEDGER_DATA")),
        )


class Freshness:
    """Looks again and again whether the store has a fact that the views lack.

    The subscription alone cannot say: it is as silent while the store is away as when nothing happens.
    """

    def __init__(self, store: Store, views: Views, prefixes: Sequence[str]) -> None:
        self._store = store
        self._views = views
        self._prefixes = tuple(prefixes)
        self._status: dict[str, Any] = {}

    def run(self, stop: Event) -> None:
        back_off = BackOff(shortest_s=LOOKS_EVERY_S, longest_s=LOOKS_EVERY_S)
        while not stop.is_set():
            self.step()
            back_off.wait(stop)

    def step(self) -> None:
        looked_at = MachineClock().now()
        try:
            lacking = self._store.read_all(self._prefixes, after=self._views.live().bookmark(), limit=1)
        except StoreUnavailable as error:
            self._status = {**self._status, "last_error": str(error)}
            return
        if lacking:
            self._status.pop("last_error", None)
        else:
            self._status = {"complete_at": instant_text(looked_at)}

    def status(self) -> Mapping[str, Any]:
        """`complete_at`: the last moment, by the machine's clock, at which nothing recorded was missing here."""
        return self._status


def follow(parts: ReaderParts, settings: ReaderSettings) -> bool:
    """Keep the views going until the process is told to end; whether all went well."""
    stand_back()
    folder = settings.data / parts.name
    folder.mkdir(parents=True, exist_ok=True)
    stop = told_to_stop()
    with only_one(folder / "follow.lock"):
        store, views = EsdbStore(settings.store_uri), Views(folder, parts.schema)
        views.prepare()
        window = Window(store, parts.prefixes, rest_s=REST_S)
        projector = Projector(store, views, *parts.reads, window=window)
        freshness = Freshness(store, views, parts.prefixes)
        loops = [
            Loop("projector", projector.run, projector.status),
            Loop("freshness", freshness.run, freshness.status),
        ]
        went_well = run_loops(loops, stop, folder / STATUS_FILE, window.end)
        store.close()
    return went_well


def main(parts: ReaderParts) -> None:
    try:
        sys.exit(0 if follow(parts, ReaderSettings.read()) else 1)
    except AlreadyRunning as error:
        sys.exit(f"Another follow process of {parts.name} is running: {error}")

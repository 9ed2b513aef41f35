"""The first facts of a home: an example county is played into an empty store, and shown while it is recorded."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Self

from contracts.calendar import china_day
from contracts.common import ClockKind
from contracts.sealed import Sealer
from ledger.clock import Clock
from ledger.esdb import EsdbStore
from ledger.history import recorded_clock
from ledger.keys import FILE, KeyFile
from ledger.sealing import KeyedSealer, MasterKeys
from ledger.store import Recorded
from rich.console import Console
from rich.live import Live
from rich.text import Text

from sunledger.example import Player, read_example
from sunledger.platform import Platform
from sunledger.sentences import sentence

_SHOWN = 14
"""How many of the newest facts a terminal shows."""


class FirstFacts:
    """Plays `example` unless that was done, or the home keeps real time already."""

    def __init__(self, platform: Platform, example: Path | None, out: Console) -> None:
        self._platform = platform
        self._example = example
        self._out = out
        self._marker = platform.home.folder / "example.played"

    def __call__(self) -> None:
        if self._example is None or self._marker.exists():
            return
        store = EsdbStore(self._platform.store_uri)
        clocks = [recorded_clock(parts.facts, store) for parts in self._platform.services]
        if any(clock is not None and clock.clock is ClockKind.REAL for clock in clocks):
            self._out.print("This history keeps real time; no example is played into it.")
        else:
            self._play(store, self._example)
        store.close()

    def _play(self, store: EsdbStore, folder: Path) -> None:
        example = read_example(folder)
        first, last = china_day(example.begins), china_day(example.ends)
        self._out.print(f"Playing the example county from {first} to {last}, one simulated year of disclosure:")
        for parameter, reason in example.acknowledged.items():
            self._out.print(f"Acknowledged as unsure: {parameter} ({reason})", highlight=False, markup=False)
        screen = _Screen(self._out)
        with screen:
            home = self._platform.home
            Player(example, self._platform.services, store, home.data, screen.show, self._sealing).play()
        self._out.print(f"{screen.total} facts recorded: {screen.summary()}")
        self._marker.write_text(f"{folder.name}\n", "utf-8")

    def _sealing(self, clock: Clock) -> Sealer:
        """Seals as disclosure's own door does, under the same keys."""
        home = self._platform.home
        return KeyedSealer(KeyFile(home.data / "disclosure" / FILE), MasterKeys(file=home.master_key_file), clock)


class _Screen:
    """On a terminal the newest facts; elsewhere every fact on a line of its own."""

    def __init__(self, out: Console) -> None:
        self._out = out
        self._live = Live(console=out, refresh_per_second=8, transient=True) if out.is_terminal else None
        self._newest: list[str] = []
        self._counts: Counter[str] = Counter()

    @property
    def total(self) -> int:
        return self._counts.total()

    def summary(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in self._counts.most_common(6))

    def show(self, fact: Recorded, now: datetime) -> None:
        self._counts[fact.type.rpartition(".v")[0]] += 1
        line = sentence(fact)
        if self._live is None:
            self._out.print(line, highlight=False, markup=False)
            return
        self._newest = [*self._newest, line][-_SHOWN:]
        text = "\n".join((*self._newest, f"{china_day(now)}: {self.total} facts"))
        self._live.update(Text(text, no_wrap=True, overflow="ellipsis"))

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

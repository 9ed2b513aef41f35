"""Refusals as facts, off the request path: a bounded spool file per process, recorded by the follow process.

Best effort: what does not fit into the spool is dropped and counted. A batch has an id derived from its bytes, so that
a process that ends between recording and clearing records it once.
"""

import hashlib
import json
import logging
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any, assert_never
from uuid import uuid5

from contracts.calendar import china_day
from contracts.catalogue import Catalogue
from contracts.errors import Busy, Malformed, Unavailable
from contracts.message import Json, dump, load
from contracts.refusals import (
    MOST_AT_ONCE,
    MOST_SINGLE,
    CommandRefused,
    RecordRefusals,
    Refusal,
    RefusalFact,
    RefusalsCounted,
    RefusalsDropped,
)
from contracts.rules import Rules
from contracts.units import NATION

from ledger.bursts import Bursts
from ledger.clock import sleep
from ledger.decider import Decider, RulesOf
from ledger.killpoints import reach
from ledger.parts import NAMESPACE, Handlers
from ledger.store import StoreUnavailable

MOST_BYTES = 1_000_000
"""The bound of one process's spool file."""

MOST_SPOOLS = 32
"""So many files may wait in a folder; each rpc process that ever ran may have left one while nobody recorded them."""

PAUSE_S = 3.0
_SETTLE_S = 0.2

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """How many refusals of each actor are facts of their own today."""

    single: Counter[str] = field(default_factory=Counter)


def refusal_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[RecordRefusals, RefusalFact, Refused, None]:
    return Decider(
        name=f"{service}.refusals",
        version=2,
        takes=(RecordRefusals,),
        commands=commands,
        facts=facts,
        initial=Refused(),
        decide=_decide,
        evolve=_evolve,
        stream=lambda command: f"{service}_refusals-{command.day.isoformat()}",
        unit=lambda _: NATION,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide(command: RecordRefusals, refused: Refused, rules: Rules[None], now: datetime) -> list[RefusalFact]:
    room = Counter({actor: MOST_SINGLE - count for actor, count in refused.single.items()})
    facts: list[RefusalFact] = []
    rest: dict[tuple[str, str, str, str], list[Refusal]] = {}
    for refusal in command.refusals:
        left = room.get(refusal.actor, MOST_SINGLE)
        if left > 0:
            room[refusal.actor] = left - 1
            facts.append(CommandRefused(refusal=refusal))
        else:
            rest.setdefault(_kind(refusal), []).append(refusal)
    facts.extend(_counted(rest[key]) for key in sorted(rest))
    if command.dropped:
        facts.append(RefusalsDropped(count=command.dropped))
    return facts


def _kind(refusal: Refusal) -> tuple[str, str, str, str]:
    return refusal.actor, refusal.actor_unit, refusal.code, refusal.method


def _counted(refusals: Sequence[Refusal]) -> RefusalsCounted:
    moments = sorted(refusal.refused_at for refusal in refusals)
    return RefusalsCounted(
        actor=refusals[0].actor,
        actor_unit=refusals[0].actor_unit,
        code=refusals[0].code,
        method=refusals[0].method,
        count=len(refusals),
        first_at=moments[0],
        last_at=moments[-1],
    )


def _evolve(refused: Refused, fact: RefusalFact) -> Refused:
    match fact:
        case CommandRefused():
            return Refused(refused.single + Counter({fact.refusal.actor: 1}))
        case RefusalsCounted() | RefusalsDropped():
            return refused
        case _:
            assert_never(fact)


class Spool:
    """Where an rpc process leaves what it refused: one line each, never more than `MOST_BYTES`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"refusals-{os.getpid()}.jsonl"
        self._dropped = 0

    def note(self, refusal: Refusal) -> None:
        """Never raises: a refusal that cannot be kept must not become another answer."""
        line = json.dumps({"refusal": dump(refusal), "dropped": self._dropped}) + "\n"
        try:
            size = self._file.stat().st_size if self._file.exists() else 0
            if size + len(line) > MOST_BYTES or (size == 0 and self._too_many_wait()):
                self._dropped += 1
                return
            with self._file.open("a", encoding="utf-8") as file:
                file.write(line)
            self._dropped = 0
        except OSError as error:
            self._dropped += 1
            _log.warning("a refusal could not be kept: %s", error)

    def _too_many_wait(self) -> bool:
        return sum(1 for _ in self._file.parent.glob("refusals-*")) >= MOST_SPOOLS


class Recorder:
    """Takes what the rpc processes left and records it."""

    def __init__(self, handlers: Handlers, folder: Path) -> None:
        self._handlers = handlers
        self._folder = folder
        self._recorded = 0
        self._bursts = Bursts()

    def run(self, stop: Event) -> None:
        while not stop.wait(PAUSE_S):
            try:
                self.step()
            except (StoreUnavailable, Unavailable, Busy) as error:
                _log.warning("refusals wait: %s", error)

    def step(self) -> int:
        """Record every spool there is; how many refusals that was."""
        if not any(path.name.startswith("refusals-") for path in self._folder.iterdir()):
            return 0  # on most days, and a third of what looking for patterns costs
        for spool in self._folder.glob("refusals-*.jsonl"):
            if not spool.with_suffix(".taken").exists():  # what could not be recorded yet is not written over
                spool.replace(spool.with_suffix(".taken"))
        taken = sorted(self._folder.glob("refusals-*.taken"))
        if taken:
            sleep(_SETTLE_S)  # a writer that had the file open writes its line
        return sum(self._record(file) for file in taken)

    def status(self) -> dict[str, Any]:
        return {"refused": self._recorded, "burst": self._bursts.greatest(self._handlers.clock.now())}

    def _record(self, file: Path) -> int:
        lines = [line for line in map(_read_line, file.read_text("utf-8").splitlines()) if line is not None]
        reach("refusals.taken")
        for batch in _batches(lines):
            self._send(batch)
        reach("refusals.recorded")
        file.unlink()
        for line in lines:
            self._bursts.note(load(Refusal, line["refusal"]))
        self._recorded += len(lines)
        return len(lines)

    def _send(self, batch: Sequence[Json]) -> None:
        refusals = [line["refusal"] for line in batch]
        document = {
            "day": _day_of(batch[0]).isoformat(),
            "refusals": refusals,
            "dropped": sum(line["dropped"] for line in batch),
        }
        content = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
        command_type = self._handlers.parts.commands.type_named(RecordRefusals)
        self._handlers.handle_own(
            command_type, document, command_id=uuid5(NAMESPACE, f"refusals/{content}"), cause=None
        )


def _day_of(line: Json) -> date:
    return china_day(datetime.fromisoformat(line["refusal"]["refused_at"]))


def _read_line(line: str) -> Json | None:
    """None for a line that a process could not finish."""
    try:
        document: Json = json.loads(line)
        load(Refusal, document["refusal"])
    except (ValueError, KeyError, TypeError, Malformed):
        return None
    return document


def _batches(lines: Sequence[Json]) -> Iterable[Sequence[Json]]:
    """Runs of one day, each small enough for one command."""
    batch: list[Json] = []
    for line in lines:
        if batch and (len(batch) == MOST_AT_ONCE or _day_of(line) != _day_of(batch[0])):
            yield batch
            batch = []
        batch.append(line)
    if batch:
        yield batch

"""Plays the example county: a simulated year of disclosure, recorded through the services' own handlers.

What happens is derived from the duty's name alone, so that the same county gives the same story every time. An
interrupted play is simply played again: every command has a derived id, and what is recorded is recorded once.
"""

import heapq
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

from contracts.calendar import china_day, day_begins
from contracts.catalogue import facts_of
from contracts.common import Acknowledgement, ActivatePolicy, ClockKind
from contracts.disclosure.duty.messages import DutyOpened, ItemsAdded
from contracts.message import load
from contracts.policies import pack_named
from contracts.sealed import Sealer
from contracts.units import DIGITS, UnitKind, area_of
from ledger.clock import Clock, MachineClock, ManualClock
from ledger.handler import Request
from ledger.history import recorded_clock, set_clock
from ledger.parts import NAMESPACE, ServiceParts
from ledger.store import START, Recorded, Store

from sunledger.acts import ToldAct, acts_told, read_acts
from sunledger.in_process import InProcess
from sunledger.only_writer import OnlyWriter
from sunledger.plot import Act, acts_of, acts_of_added

_PAGE = 500
_PLANNED = frozenset(map(facts_of("disclosure").type_named, (DutyOpened, ItemsAdded)))


@dataclass(frozen=True, slots=True)
class Example:
    """A county to play: its units, the packs it follows by service, what its clerks write, and how far it goes.

    `adopted`: of what lies above the county and publishes in it, the packs by area and service.

    `coming` are the codes of communities that are set up while it is played.

    `acknowledged` is why the county relies on what packs call unsure, by parameter, or by pack for all that it has.
    """

    area: str
    begins: datetime
    ends: datetime
    packs: Mapping[str, tuple[str, ...]]
    adopted: Mapping[str, Mapping[str, tuple[str, ...]]]
    acknowledged: Mapping[str, str]
    units: tuple[Mapping[str, Any], ...]
    coming: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]
    acts: tuple[ToldAct, ...]


def read_example(folder: Path) -> Example:
    county = tomllib.loads((folder / "county.toml").read_text("utf-8"))
    play = county["play"]
    return Example(
        area=play["area"],
        begins=day_begins(play["begins"]),
        ends=day_begins(play["ends"]) + timedelta(hours=9),
        packs=_by_service(play["packs"]),
        adopted={area: _by_service(packs) for area, packs in play.get("adopted", {}).items()},
        acknowledged=play.get("acknowledged", {}),
        units=tuple(county["unit"]),
        coming=tuple(play.get("coming", ())),
        texts=tomllib.loads((folder / "texts.toml").read_text("utf-8")),
        acts=tuple(act for file in sorted(folder.glob("acts*.toml")) for act in read_acts(file)),
    )


def _by_service(packs: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {service: tuple(names) for service, names in packs.items()}


class Player:
    """Plays an example on a store that nobody else appends to meanwhile; `on_fact` is shown every recorded fact."""

    def __init__(
        self,
        example: Example,
        services: tuple[ServiceParts, ...],
        store: Store,
        data: Path,
        on_fact: Callable[[Recorded, datetime], None],
        sealing: Callable[[Clock], Sealer] | None = None,
    ) -> None:
        self._example = example
        self._store = store = OnlyWriter(store)
        self._on_fact = on_fact
        self._services = services
        self._clock = ManualClock(example.begins)
        self._county = InProcess(services, store, self._clock, data)
        self._prefixes = tuple(f"{parts.name}_" for parts in services)
        self._seen = START
        self._sealer = None if sealing is None else sealing(self._clock)
        self._acts: list[Act] = []
        self._opened: dict[str, DutyOpened] = {}

    def play(self) -> None:
        """From the county's first day to its last; after that the same clock runs on at real speed."""
        self._set_clocks()
        self._begin()
        while (moment := self._next_moment()) is not None and moment < self._example.ends:
            self._act_until(moment)
            self._county.settle()
            self._look()
        self._clock.advance_to(self._example.ends)
        self._county.close()

    def _set_clocks(self) -> None:
        offset = self._example.ends - MachineClock().now()
        for parts in self._services:
            if recorded_clock(parts.facts, self._store) is None:
                set_clock(parts, self._store, self._clock, ClockKind.SIMULATED, offset)

    def _begin(self) -> None:
        for area, followed in {self._example.area: self._example.packs, **self._example.adopted}.items():
            for service, packs in followed.items():
                for pack in packs:
                    self._activate(service, pack, area)
        for parts in self._services:
            self._enrol_units(parts)
        self._plan_told()
        self._county.settle()
        self._look()

    def _enrol_units(self, parts: ServiceParts) -> None:
        """In every service that keeps a register of its units."""
        enrol = f"{parts.name}.enrol-unit.v1"
        if enrol not in map(parts.commands.type_named, parts.commands):
            return
        kind = parts.commands.kind_of(enrol)
        for unit in self._example.units:
            document = {
                "actor": "policy-desk",
                "unit": unit["code"],
                "kind": unit["kind"],
                "name": {"zh": unit["zh"], "en": unit["en"]},
                "valid_from": unit["valid_from"].isoformat(),
            }
            name = f"enrol/{unit['code']}"
            self._send(parts.name, name, load(kind, document), "PolicyAdministrator", self._example.area)

    def _plan_told(self) -> None:
        """What the example tells beside the duties, of the units that take part and of what lies in them."""
        codes = {unit["code"] for unit in self._example.units}
        codes |= {code for code in self._example.coming if code[: DIGITS[UnitKind.TOWNSHIP]] in codes}
        told = (act for act in self._example.acts if codes & {act.about, area_of(act.about)})
        catalogues = {parts.name: parts.commands for parts in self._services}
        for act in acts_told(told, catalogues, self._sealer):
            heapq.heappush(self._acts, act)

    def _activate(self, service: str, pack: str, area: str) -> None:
        """At once, or on the morning of the day on which the text becomes known."""
        at = day_begins(pack_named(pack).known_from) + timedelta(hours=9)
        name = f"activate/{pack}" if area == self._example.area else f"activate/{pack}/{area}"
        act = Act(at, name, self._activation(pack, area), "PolicyAdministrator", service)
        if at > self._example.begins:
            heapq.heappush(self._acts, act)
        else:
            self._do(act)

    def _activation(self, name: str, area: str) -> ActivatePolicy:
        pack, reasons = pack_named(name), self._example.acknowledged
        return ActivatePolicy(
            actor="policy-desk",
            area=area,
            pack=pack.digest,
            acknowledged=tuple(
                Acknowledgement(parameter=parameter, reason=reasons.get(parameter) or reasons[name])
                for parameter in pack.unsure
                if parameter in reasons or name in reasons
            ),
        )

    def _next_moment(self) -> datetime | None:
        """The end of the day of the next act, or the next due line of an agenda, whichever is first."""
        moments = [moment for moment in (self._county.next_due(),) if moment is not None]
        if self._acts:
            moments.append(day_begins(china_day(self._acts[0].at) + timedelta(days=1)) - timedelta(microseconds=1))
        return min(moments, default=None)

    def _act_until(self, moment: datetime) -> None:
        while self._acts and self._acts[0].at <= moment:
            act = heapq.heappop(self._acts)
            self._clock.moment = act.at
            self._do(act)
            self._county.react(act.service)
        self._clock.moment = moment

    def _do(self, act: Act) -> None:
        unit = act.command.area if isinstance(act.command, ActivatePolicy) else act.command.unit
        self._send(act.service, act.name, act.command, act.role, act.actor_unit or unit)

    def _send(self, service: str, name: str, command: Any, role: str, unit: str) -> None:
        command_id = uuid5(NAMESPACE, f"example/{service}/{name}")
        request = Request(
            command_id=command_id, actor=command.actor, role=role, actor_unit=unit, correlation_id=command_id
        )
        self._county.handlers[service].handle(command, request)

    def _look(self) -> None:
        """Show what was recorded, and plan what follows from duties that were opened."""
        while facts := self._store.read_all(self._prefixes, after=self._seen, limit=_PAGE):
            for fact in facts:
                self._on_fact(fact, self._clock.now())
                self._plan(fact)
            self._seen = facts[-1].position

    def _plan(self, fact: Recorded) -> None:
        if fact.type not in _PLANNED:
            return
        parts = next(parts for parts in self._services if parts.name == "disclosure")
        message = parts.facts.read(fact.type, json.loads(fact.data))
        for act in self._acts_of(message, fact.stream):
            heapq.heappush(self._acts, act)

    def _acts_of(self, message: DutyOpened | ItemsAdded, stream: str) -> Iterator[Act]:
        if isinstance(message, DutyOpened):
            self._opened[stream] = message
            return acts_of(message, stream, self._example.texts)
        return acts_of_added(message, self._opened[stream], stream)

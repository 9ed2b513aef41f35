"""A story of disclosure for the simulator: one quarter of two communities, one of which hands in late."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.common import Acknowledgement, ActivatePolicy
from contracts.consumers import producers_of
from contracts.disclosure.duty.messages import CheckItems, DraftItems, PublishItems, SubmitDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.policies import pack_named
from contracts.units import UnitKind
from ledger.handler import Request
from ledger.parts import NAMESPACE
from ledger.testing.simulation.faults import Faults, drawn
from ledger.testing.simulation.processes import Makes, Order
from ledger.testing.simulation.record import EVERYTHING, complaints, fingerprint, own_ids
from ledger.testing.simulation.world import Moment, World, start_names
from ledger.views import ViewFile
from sunledger.home import installed_services

PACKS = {
    "disclosure": ("county-2011", "community-draft"),
    "assessment": ("county-2011-assessment", "community-draft-assessment"),
}
SERVICES = {parts.name: parts for parts in installed_services() if parts.name in PACKS}
CONSUMERS = tuple(name for name in SERVICES if producers_of(name) and name != "disclosure")
"""Those that may come a day late: where something falls due, a late service records it late, and rightly."""

RUNNING = {"assessment.entry-counted.v1": frozenset({"total", "all_hits"})}
"""The sums over all entries of a measure so far: in which order its entries came, nobody promises."""

AREA = "360730"
PUNCTUAL, LATE = "360730100001", "360730100002"
ITEMS = tuple(f"CA-{number}" for number in range(1, 7))
SHARED_MEMORY = Path("/dev/shm")


def order(service: str, name: str, command: Any) -> Order:
    command_id = uuid5(NAMESPACE, f"story/{service}/{name}")
    request = Request(
        command_id=command_id,
        actor=command.actor,
        role="Simulated",
        actor_unit=AREA,
        correlation_id=command_id,
    )
    return Order(service, command, request)


def activations(service: str) -> list[Order]:
    orders = []
    for name in PACKS[service]:
        pack = pack_named(name)
        reasons = tuple(Acknowledgement(parameter=each, reason="a simulated county") for each in pack.unsure)
        command = ActivatePolicy(actor="policy-desk", area=AREA, pack=pack.digest, acknowledged=reasons)
        orders.append(order(service, name, command))
    return orders


def enrolment(unit: str) -> Order:
    name = Bilingual(zh="试验社区", en="A community of a test")
    kind, since = UnitKind.COMMUNITY, date(2025, 7, 1)
    return order(
        "disclosure",
        f"enrol/{unit}",
        EnrolUnit(actor="policy-desk", unit=unit, kind=kind, name=name, valid_from=since),
    )


def handing_in(unit: str) -> list[Order]:
    """Everything that is done about one duty, from the draft to the publication."""
    key: dict[str, Any] = {"unit": unit, "catalogue": "CA", "period": "2025Q3"}
    officer, reviewer = f"officer-{unit}", "reviewer"
    entries = [Entry(item=item, kind=EntryKind.CONTENT, text="本期情况属实。") for item in ITEMS]
    verdicts = tuple(Verdict(item=item, passed=True) for item in ITEMS)
    commands: list[Any] = [
        DraftItems(actor=officer, entries=tuple(entries[:3]), **key),
        DraftItems(actor=officer, entries=tuple(entries[3:]), **key),
        SubmitDuty(actor=officer, **key),
        CheckItems(actor=reviewer, verdicts=verdicts, **key),
        SubmitDuty(actor=officer, **key),  # is refused: it has been submitted
        PublishItems(actor=officer, items=(), channels=("board", "online"), claimed_on=date(2025, 9, 20), **key),
    ]
    return [order("disclosure", f"{unit}/{number}", command) for number, command in enumerate(commands)]


def china(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour - 8, tzinfo=UTC)


STORY = (
    Moment(china(7, 1), {"desk": [*activations("disclosure")], "assessor": activations("assessment")}),
    Moment(china(7, 2), {"desk": [enrolment(PUNCTUAL)], "second desk": [enrolment(LATE)]}),
    Moment(china(9, 20, 8)),
    Moment(china(9, 20), {"officer": handing_in(PUNCTUAL)}),
    Moment(china(10, 9)),
    Moment(china(10, 20), {"late officer": handing_in(LATE)}),
    Moment(china(10, 21)),
)
"""The quarter's duties open, are reminded of, one is fulfilled, one announced overdue and fulfilled late; a day more.

Where the service itself has something to record nobody else acts: whose command carries it then is a race, and would
show in the fingerprint. That the facts are the same whoever comes first is for the tests of the duty to prove.
"""


@dataclass(frozen=True)
class Outcome:
    """What is left of a schedule: the record, the views of every follow process, and what is wrong."""

    record: dict[str, Sequence[str]]
    views: list[tuple[str, Any]]
    complaints: list[str]
    answers: dict[Any, str]
    ended_at: list[str]
    trace: list[str]
    order: list[tuple[str, int]]

    def differs(self, right: "Outcome") -> list[str]:
        """Every way in which this is not the outcome that it should be."""
        found = list(self.complaints)
        found += [f"stream {name}" for name in self.record.keys() | right.record.keys() if not self._has(name, right)]
        rightly = dict(right.views)
        found += [f"the views of {name}" for name, rows in self.views if rows != rightly[name]]
        found += ["the answers"] if self.answers != right.answers else []
        return found

    def _has(self, stream: str, right: "Outcome") -> bool:
        return self.record.get(stream) == right.record.get(stream)


def _rows(view: ViewFile, own: frozenset[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row; where one names a fact by an id that holds the moment of its record, it does so without the id."""
    masked = {
        table: [tuple("own" if cell in own else cell for cell in row) for row in rows]
        for table, rows in view.rows().items()
    }
    return {table: sorted(rows, key=repr) for table, rows in masked.items()}


def simulate(seed: int, faults: Faults, makes: Makes | None = None) -> Outcome:
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY if SHARED_MEMORY.exists() else None) as folder:
        world = World(seed, faults, list(SERVICES.values()), Path(folder), makes)
        try:
            world.play(STORY)
            return Outcome(
                record=dict(fingerprint(world.store, RUNNING)),
                views=[
                    (process.parts.name, _rows(process.views.live(), own_ids(world.store)[process.parts.name]))
                    for process in world.following
                ],
                complaints=complaints(world),
                answers={command_id: answers[0][0] for command_id, answers in world.calls.answers.items()},
                trace=list(world.trace),
                ended_at=world.ended_at,
                order=[(fact.stream, fact.revision) for fact in world.store.read_all(("",), limit=EVERYTHING)],
            )
        finally:
            world.end()


@pytest.fixture(scope="session")
def simulated() -> Callable[..., Outcome]:
    """What is left of the story after the faults that a seed draws, or after these faults."""

    def run(seed: int, faults: Faults | None = None, makes: Makes | None = None) -> Outcome:
        return simulate(seed, faults or drawn(seed, tuple(SERVICES), CONSUMERS, start_names(SERVICES)), makes)

    return run


@pytest.fixture(scope="session")
def right() -> Outcome:
    """The outcome of the story when nothing goes wrong."""
    return simulate(0, Faults())

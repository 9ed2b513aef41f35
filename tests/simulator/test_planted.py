"""The simulator finds what it is there to find: each defect planted here is found within a few schedules."""

from contextlib import contextmanager
from typing import Any

import pytest
from ledger.inbox import Inbox
from ledger.intake import Intake
from ledger.parts import Handlers
from ledger.projector import Projector
from ledger.relay import Relay
from ledger.testing.simulation.faults import Faults
from ledger.testing.simulation.processes import Makes

WITHIN = 30
"""So many schedules at most, until a planted defect is found."""


class MarksFirst(Relay):
    """Moves the bookmark before the broker has confirmed anything."""

    def relay(self, publisher, batch):
        self._bookmark.move(batch.through)
        super().relay(publisher, batch)


class ForgetsLowWater(Inbox):
    """Says that a page of the store is read before its facts are taken."""

    def _catch_up_with(self, producer, through, stop):
        taken = 0
        while facts := self._store.read_all((f"{producer}_",), after=self._memory.low_water(producer), limit=500):
            self._memory.save((producer, facts[-1].position))
            taken += sum(self._intake.take(producer, fact, stop) for fact in facts)
        return taken


class TakesFirst(Intake):
    """Saves that a fact was taken before its reaction has run."""

    def _handle(self, producer, fact, stop):
        self._memory.advance(fact.stream, fact.revision)
        self._memory.save()
        super()._handle(producer, fact, stop)


class TakesUnhandled(Inbox):
    def __init__(self, service, store, broker, database, reactions, *, clock):
        super().__init__(service, store, broker, database, reactions, clock=clock)
        self._intake = TakesFirst(reactions, store, self._memory, clock)


class SkipsGaps(Intake):
    """Takes what comes, whether or not something is missing before it."""

    def take(self, producer, fact, stop):
        if fact.revision < self._memory.next_revision(fact.stream):
            return 0
        self._take_next(producer, fact, stop)
        return 1


class TakesInAnyOrder(Inbox):
    def __init__(self, service, store, broker, database, reactions, *, clock):
        super().__init__(service, store, broker, database, reactions, clock=clock)
        self._intake = SkipsGaps(reactions, store, self._memory, clock)


class MarksApart(Projector):
    """Rows in one transaction, the bookmark in the next."""

    def _project(self, view: Any, batch):
        unmarked: Any = Unmarked(view)
        super()._project(unmarked, batch)
        with view.writing(batch[-1].position):
            pass


class Unmarked:
    """A view whose bookmark stays where it is."""

    def __init__(self, view):
        self._view = view

    @contextmanager
    def writing(self, position):
        with self._view.writing(self._view.bookmark()) as connection:
            yield connection


class ForgetsCommands(Handlers):
    """A command that comes again is decided again."""

    def __init__(self, parts, store, clock):
        super().__init__(parts, store, clock)
        for handler in self._by_kind.values():
            forgetful: Any = handler
            forgetful._recorded_before = lambda *_: None


@pytest.mark.parametrize(
    ("makes", "complaint", "faults"),
    [
        (Makes(relay=MarksFirst), "unconfirmed", None),
        (Makes(inbox=ForgetsLowWater), "assessment_evidence", None),
        (Makes(inbox=TakesUnhandled), "assessment_evidence", None),
        (Makes(inbox=TakesInAnyOrder), "assessment", Faults(delay=0.8)),
        (Makes(projector=MarksApart), "views", None),
        (Makes(handlers=ForgetsCommands), "twice", None),
    ],
    ids=["bookmark", "low-water", "taken", "order", "projection", "commands"],
)
def test_a_planted_defect_is_found(makes, complaint, faults, simulated, right):
    """With the faults that the seed draws, or with these."""
    for seed in range(1, WITHIN + 1):
        found = simulated(seed, faults, makes).differs(right)
        if any(complaint in line for line in found):
            print(f"found in schedule {seed}: {found[0]}")
            return
    pytest.fail(f"not found in {WITHIN} schedules")

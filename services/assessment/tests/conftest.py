"""What the tests of assessment share: the real rules, and both services on one store and one clock."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from assessment.service import SERVICE as ASSESSMENT
from contracts.assessment.evidence.rules import AssessmentPolicy, assessment_policy
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, china_day
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import CheckItems, DraftItems, PublishItems, SubmitDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.message import dump, load
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE as DISCLOSURE
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.handler import Request
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers, ServiceParts
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.store import Recorded
from ledger.sweeper import Sweeper
from ledger.views import Views

COUNTY = "360730"
OF_DISCLOSURE = ("county-2011", "community-draft")
OF_ASSESSMENT = ("county-2011-assessment", "community-draft-assessment")
BEGINS = datetime(2025, 1, 1, 8, tzinfo=CHINA)


class County:
    """Disclosure and assessment without processes: handlers, views, sweeper and inbox, driven step by step."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(BEGINS)
        self.store = MemoryStore()
        self.folder = folder
        self._disclosure = Handlers(DISCLOSURE, self.store, self.clock)
        self.handlers = Handlers(ASSESSMENT, self.store, self.clock)
        duties = _views(folder / "disclosure", DISCLOSURE)
        self._duties = Projector(self.store, duties, DISCLOSURE.facts)
        self._sweeper = Sweeper(self._disclosure, duties, self.clock)
        self.views = _views(folder / "assessment", ASSESSMENT)
        self.projector = Projector(self.store, self.views, ASSESSMENT.facts)
        self._sent = 0
        self._activate(self._disclosure, OF_DISCLOSURE)

    def adopt_assessment(self, packs: tuple[str, ...] = OF_ASSESSMENT) -> None:
        self._activate(self.handlers, packs)

    def enrol(self, unit: str, kind: UnitKind) -> None:
        name = Bilingual(zh="青塘镇", en="Qingtang Town")
        self._send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=date(2025, 1, 1)))
        self.sweep()

    def sweep_until(self, moment: datetime) -> None:
        self.clock.advance_to(moment)
        self.sweep()

    def sweep(self) -> None:
        for _ in range(50):
            self._duties.catch_up()
            if not self._sweeper.step():
                return
        raise AssertionError("The agenda does not come to an end.")

    def fulfil(self, unit: str, catalogue: str, period: str) -> None:
        """Everything from the draft to the publication, now."""
        key: Any = {"unit": unit, "catalogue": catalogue, "period": period}
        opened = self.store.read(duty_stream(unit, catalogue, period))[0]
        items = DISCLOSURE.facts.read(opened.type, json.loads(opened.data)).items
        entries = tuple(Entry(item=item, kind=EntryKind.CONTENT, text="内容见附表。") for item in items)
        verdicts = tuple(Verdict(item=item, passed=True) for item in items)
        today = china_day(self.clock.now())
        self._send(DraftItems(actor="clerk", entries=entries, **key))
        self._send(SubmitDuty(actor="clerk", **key))
        self._send(CheckItems(actor="reviewer", verdicts=verdicts, **key))
        self._send(PublishItems(actor="clerk", items=(), channels=("online",), claimed_on=today, **key))
        self.sweep()

    def inbox(self, name: str = "inbox") -> Inbox:
        """An inbox that begins with what is on file under this name: nothing, if the name is new."""
        reactions = Reactions("assessment", ASSESSMENT.reactions(self.handlers))
        database = self.folder / f"{name}.sqlite"
        return Inbox("assessment", self.store, None, database, reactions, clock=self.clock)

    def receive(self, name: str = "inbox") -> int:
        """Assessment reads what disclosure recorded, and shows it."""
        with closing(self.inbox(name)) as inbox:
            count = inbox.catch_up()
        self.projector.catch_up()
        return count

    def evidence(self) -> list[Recorded]:
        return self.store.read_all(("assessment_evidence-",), limit=10_000)

    def ask(self, question: Any, *, limit: int = 100, after: str | None = None) -> Any:
        """The answer as it goes over the wire and comes back."""
        with self.views.live().reading() as connection:
            answer = ASSESSMENT.answers[type(question)](
                Source(connection, self.store.read), question, Page(limit, after)
            )
        return load(type(answer), dump(answer))

    def give(self, command: Any) -> None:
        """A command to assessment, by whoever it says."""
        self.handlers.handle(command, self._request(command.actor))

    def _activate(self, handlers: Handlers, packs: tuple[str, ...]) -> None:
        for name in packs:
            unsure = acknowledged(pack_named(name), "as the county always did")
            command = ActivatePolicy(actor="desk", area=COUNTY, pack=pack_named(name).digest, acknowledged=unsure)
            handlers.handle(command, self._request(command.actor))

    def _send(self, command: Any) -> None:
        self._disclosure.handle(command, self._request(command.actor))

    def _request(self, actor: str) -> Request:
        self._sent += 1
        command_id: UUID = uuid5(NAMESPACE, f"test/{self._sent}")
        return Request(command_id=command_id, actor=actor, role="Test", actor_unit=COUNTY, correlation_id=command_id)


def _views(folder: Path, parts: ServiceParts) -> Views:
    views = Views(folder, parts.schema)
    views.prepare()
    return views


@pytest.fixture
def county(tmp_path: Path) -> County:
    """No unit yet, and no indicators for assessment."""
    return County(tmp_path)


@pytest.fixture(scope="session")
def policy() -> AssessmentPolicy:
    return assessment_policy(resolve(COUNTY, [pack_named(name) for name in OF_ASSESSMENT]))

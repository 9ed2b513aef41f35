"""What the tests of the duty share: the real rules, and one duty's commands and facts without repeating whose it is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.canonical import digest_of
from contracts.disclosure.duty.messages import (
    AddItems,
    Basis,
    BasisKind,
    CheckItems,
    CorrectItems,
    DisclosureOverdue,
    DraftItems,
    DutyFact,
    DutyFulfilled,
    DutySubmitted,
    FinishStage,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    MarkOverdue,
    Observation,
    OpenDuty,
    PublishItems,
    RecordInspection,
    ReportChange,
    SubmitDuty,
    TakeDownItems,
)
from contracts.disclosure.duty.rules import DisclosurePolicy, LadderRules, disclosure_policy
from contracts.disclosure.words import Entry, EntryKind, Evidence, NumberedEntry, Publication, Verdict
from contracts.message import dump
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty import STREAM
from ledger.testing.given import Case, given

NO_NOTICES = LadderRules(reminder_days=(), escalation={}, to=())

OFFICE = Basis(kind=BasisKind.OFFICE, text="镇政府会议决定")
PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "community-draft")
DutyCase = Case[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class OneDuty:
    """Commands and facts of one duty. The clerk writes at `written_at`, the reviewer checks; both before it is due."""

    policy: DisclosurePolicy
    unit: str
    kind: UnitKind
    catalogue: str
    period: str
    written_at: datetime
    due_at: datetime
    has_notices: bool = False
    """Whether it is reminded of and escalated: only the tests of that ask for it."""

    @property
    def items(self) -> tuple[str, ...]:
        return self.policy.catalogue(self.catalogue).items

    @property
    def day(self) -> date:
        return self.written_at.date()

    def key(self) -> dict[str, Any]:
        return {"unit": self.unit, "catalogue": self.catalogue, "period": self.period}

    # Commands

    def open(self, **other: Any) -> OpenDuty:
        return OpenDuty(**{"actor": "clock", "kind": self.kind, **self.key(), **other})

    def draft(self, *entries: Entry, actor: str = "clerk") -> DraftItems:
        return DraftItems(**self.key(), actor=actor, entries=entries)

    def submit(self) -> SubmitDuty:
        return SubmitDuty(**self.key(), actor="clerk")

    def check(self, *verdicts: Verdict, actor: str = "reviewer") -> CheckItems:
        return CheckItems(**self.key(), actor=actor, verdicts=verdicts)

    def publish(
        self,
        *items: str,
        channels: tuple[str, ...] = ("online",),
        claimed_on: date | None = None,
        evidence: tuple[Evidence, ...] = (),
    ) -> PublishItems:
        return PublishItems(
            **self.key(),
            actor="clerk",
            items=items,
            channels=channels,
            evidence=evidence,
            claimed_on=claimed_on or self.day,
        )

    def take_down(self, *items: str, on: date, channel: str = "board") -> TakeDownItems:
        return TakeDownItems(**self.key(), actor="clerk", items=items, channel=channel, taken_down_on=on)

    def correct(self, *entries: Entry, reason: str = "数字有误", actor: str = "clerk") -> CorrectItems:
        return CorrectItems(**self.key(), actor=actor, entries=entries, reason=reason)

    def mark_overdue(self) -> MarkOverdue:
        return MarkOverdue(**self.key(), actor="clock")

    def finish(self, *, on: date) -> FinishStage:
        return FinishStage(**self.key(), actor="clerk", finished_on=on)

    def add(self, *names: str, basis: Basis = OFFICE) -> AddItems:
        return AddItems(
            **self.key(), actor="clerk", names=tuple(Bilingual(zh=name, en=name) for name in names), basis=basis
        )

    def change(self, *items: str, on: date) -> ReportChange:
        return ReportChange(**self.key(), actor="clerk", items=items, changed_on=on, reason="分工调整")

    def inspect(self, *observations: Observation, on: date) -> RecordInspection:
        return RecordInspection(**self.key(), actor="inspector", inspected_on=on, observations=observations)

    # Facts

    def drafted(self, version: int, *entries: Entry, at: datetime, author: str = "clerk") -> ItemsDrafted:
        return ItemsDrafted(**self.key(), entries=_numbered(version, entries), author=author, drafted_at=at)

    def submitted(self, at: datetime) -> DutySubmitted:
        return DutySubmitted(**self.key(), submitted_by="clerk", submitted_at=at)

    def checked(self, *verdicts: Verdict, at: datetime) -> ItemsChecked:
        return ItemsChecked(**self.key(), verdicts=verdicts, checked_by="reviewer", checked_at=at)

    def published(
        self,
        *items: str,
        at: datetime,
        version: int = 1,
        channels: tuple[str, ...] = ("online",),
        claimed_on: date | None = None,
        entries: tuple[Entry, ...] = (),
        evidence: tuple[Evidence, ...] = (),
    ) -> ItemsPublished:
        """`entries` are what the items say where that is not what `content` says of them."""
        written = {entry.item: entry for entry in (*(content(item) for item in items), *entries)}
        return ItemsPublished(
            **self.key(),
            items=tuple(
                Publication(item=item, version=version, digest=digest_of(dump(written[item]))) for item in items
            ),
            channels=channels,
            evidence=evidence,
            claimed_on=claimed_on or self.day,
            published_by="clerk",
            published_at=at,
        )

    def corrected(self, version: int, *entries: Entry, at: datetime, reason: str = "数字有误") -> ItemsCorrected:
        numbered = _numbered(version, entries)
        return ItemsCorrected(**self.key(), entries=numbered, reason=reason, author="clerk", corrected_at=at)

    def overdue(self, *missing: str, at: datetime) -> DisclosureOverdue:
        return DisclosureOverdue(**self.key(), due_at=self.due_at, missing=missing, announced_at=at)

    def fulfilled(self, at: datetime) -> DutyFulfilled:
        return DutyFulfilled(**self.key(), due_at=self.due_at, fulfilled_at=at)

    # Histories, made by commands

    def given(self, *facts: DutyFact) -> DutyCase:
        policy = self.policy if self.has_notices else replace(self.policy, ladder=NO_NOTICES)
        return given(STREAM, policy, *facts)

    def opened(self) -> DutyCase:
        return self.given().when(self.open(), at=self.written_at).after()

    def all_drafted(self, **special: Entry) -> DutyCase:
        """Every item has an entry by the clerk; `special` replaces some, by code with `_` for the hyphen."""
        replaced = {entry.item: entry for entry in special.values()}
        entries = [replaced.get(item, content(item)) for item in self.items]
        return self.opened().when(self.draft(*entries), at=self.written_at).after()

    def in_review(self, **special: Entry) -> DutyCase:
        return self.all_drafted(**special).when(self.submit(), at=self.written_at).after()

    def all_checked(self) -> DutyCase:
        verdicts = [passed(item) for item in self.items]
        return self.in_review().when(self.check(*verdicts), at=self.written_at).after()

    def all_published(self) -> DutyCase:
        return self.all_checked().when(self.publish(), at=self.written_at).after()


def content(item: str, text: str = "内容见附表。", *, secret: bool = False) -> Entry:
    return Entry(item=item, kind=EntryKind.CONTENT, text=text, secret=secret)


def nothing(item: str, reason: str | None = "本期无此事项") -> Entry:
    return Entry(item=item, kind=EntryKind.NOTHING_TO_REPORT, reason=reason)


def unchanged(item: str, since: str | None) -> Entry:
    return Entry(item=item, kind=EntryKind.UNCHANGED, since=since)


def passed(item: str) -> Verdict:
    return Verdict(item=item, passed=True)


def withheld(item: str, ground: str | None = "state_secret") -> Verdict:
    return Verdict(item=item, passed=False, ground=ground, reason="涉及国家秘密")


def _numbered(version: int, entries: tuple[Entry, ...]) -> tuple[NumberedEntry, ...]:
    return tuple(NumberedEntry(version=version, digest=digest_of(dump(entry)), entry=entry) for entry in entries)


@pytest.fixture(scope="session")
def say() -> SimpleNamespace:
    """Short forms for entries and verdicts."""
    return SimpleNamespace(content=content, nothing=nothing, unchanged=unchanged, passed=passed, withheld=withheld)


@pytest.fixture(scope="session")
def policy() -> DisclosurePolicy:
    return disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))


@pytest.fixture(scope="session")
def party(policy: DisclosurePolicy) -> OneDuty:
    """A township's Party affairs of the first half of 2025, due by 20 July."""
    return OneDuty(
        policy=policy,
        unit="360730101",
        kind=UnitKind.TOWNSHIP,
        catalogue="TP",
        period="2025H1",
        written_at=datetime(2025, 7, 10, 9, tzinfo=CHINA),
        due_at=datetime(2025, 7, 21, tzinfo=CHINA),
    )


@pytest.fixture(scope="session")
def government(policy: DisclosurePolicy) -> OneDuty:
    """A township's government affairs of the first quarter of 2025, due by 20 April."""
    return OneDuty(
        policy=policy,
        unit="360730101",
        kind=UnitKind.TOWNSHIP,
        catalogue="TG",
        period="2025Q1",
        written_at=datetime(2025, 4, 10, 9, tzinfo=CHINA),
        due_at=datetime(2025, 4, 21, tzinfo=CHINA),
    )


@pytest.fixture(scope="session")
def village(policy: DisclosurePolicy) -> OneDuty:
    """A village's affairs of the first quarter of 2025, due by 20 April."""
    return OneDuty(
        policy=policy,
        unit="360730101201",
        kind=UnitKind.VILLAGE,
        catalogue="VA",
        period="2025Q1",
        written_at=datetime(2025, 4, 10, 9, tzinfo=CHINA),
        due_at=datetime(2025, 4, 21, tzinfo=CHINA),
    )


@pytest.fixture(scope="session")
def residents(policy: DisclosurePolicy) -> OneDuty:
    """A community's residents' affairs of the third quarter of 2025, due on its last day."""
    return OneDuty(
        policy=policy,
        unit="360730100001",
        kind=UnitKind.COMMUNITY,
        catalogue="CA",
        period="2025Q3",
        written_at=datetime(2025, 9, 10, 9, tzinfo=CHINA),
        due_at=datetime(2025, 10, 1, tzinfo=CHINA),
    )

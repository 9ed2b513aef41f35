"""What the clerks of the example county do about one duty: on time, late, half, or not at all."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from contracts.calendar import Period, china_day, day_begins, parse_period
from contracts.disclosure.duty.messages import (
    STANDING,
    CheckItems,
    CorrectItems,
    DraftItems,
    DutyOpened,
    ItemsAdded,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.words import Entry, EntryKind, Verdict, item_name
from contracts.units import UnitKind

Texts = Mapping[str, Mapping[str, str]]
"""Catalogue to item number to what a clerk writes."""

_OFFICERS = {
    UnitKind.TOWNSHIP: "DisclosureOfficerTownship",
    UnitKind.VILLAGE: "DisclosureOfficerVillage",
    UnitKind.COMMUNITY: "DisclosureOfficerCommunity",
}
_OF_AN_OFFICE = "DisclosureOfficerTownship"
"""Who publishes for an office or an enterprise, in its own unit."""
_SECRET_ITEM, _SECRET_GROUND = "TG-6d", "state_secret"
_CHANNELS = ("online", "board")
_FIRST_UNCHANGED = "2025"
_CORRECTION = "数字经核对后更正。"


class Fate(StrEnum):
    """How a duty ends in the example."""

    ON_TIME = "on-time"
    CORRECTED = "corrected"
    LATE = "late"
    HALF = "half"
    NEGLECTED = "neglected"


_FATES = ((62, Fate.ON_TIME), (70, Fate.CORRECTED), (85, Fate.LATE), (94, Fate.HALF), (100, Fate.NEGLECTED))
"""Upper bound of a number from 0 to 99, and the fate below it."""


@dataclass(frozen=True, order=True, slots=True)
class Act:
    """A command at a moment; acts of one moment follow each other by name. `actor_unit` empty: the record's own."""

    at: datetime
    name: str
    command: Any = field(compare=False)
    role: str = field(compare=False)
    service: str = field(default="disclosure", compare=False)
    actor_unit: str = field(default="", compare=False)


def fate_of(stream: str) -> Fate:
    number = _number(stream, 100)
    return next(fate for bound, fate in _FATES if number < bound)


def acts_of(opened: DutyOpened, stream: str, texts: Texts) -> Iterator[Act]:
    """Everything that is done about the duty, with the moments at which it is done."""
    if opened.matter is not None:
        yield from _publishes_matter(opened, stream)
        return
    if opened.period == STANDING:
        yield from _posts(opened, stream)
        return
    clerk = _Clerk(opened, stream, texts)
    match fate_of(stream):
        case Fate.ON_TIME:
            yield from clerk.publishes(before_due=True)
        case Fate.CORRECTED:
            yield from clerk.publishes(before_due=True)
            yield from clerk.corrects()
        case Fate.LATE:
            yield from clerk.publishes(before_due=False)
        case Fate.HALF:
            yield clerk.drafts(0.4, opened.items[: len(opened.items) // 2])
        case Fate.NEGLECTED:
            return


def _publishes_matter(opened: DutyOpened, stream: str) -> Iterator[Act]:
    """What another service recorded goes on the board within two days, as its name says."""
    assert opened.matter is not None
    text = f"{opened.matter.name.zh}，现予公布，接受监督。"
    entries = tuple(Entry(item=item, kind=EntryKind.CONTENT, text=text) for item in opened.items)
    yield from _publishes_at_once(opened, stream, entries)


def _posts(opened: DutyOpened, stream: str) -> Iterator[Act]:
    """What is posted and stands hangs in its place within two days: each item by its name."""
    entries = tuple(
        Entry(item=item, kind=EntryKind.CONTENT, text=f"{item_name(item).zh}：已按规定张贴上墙。")
        for item in opened.items
    )
    yield from _publishes_at_once(opened, stream, entries)


def _publishes_at_once(opened: DutyOpened, stream: str, entries: tuple[Entry, ...]) -> Iterator[Act]:
    officer, role = f"officer-{opened.unit}", _OFFICERS.get(opened.kind, _OF_AN_OFFICE)
    key: dict[str, Any] = {"unit": opened.unit, "catalogue": opened.catalogue, "period": opened.period}
    verdicts = tuple(Verdict(item=item, passed=True) for item in opened.items)
    morning = _next_morning(opened.opened_at)
    published_at = morning + timedelta(days=1)
    channels = opened.calendar_channels or _CHANNELS
    publish = PublishItems(actor=officer, items=(), channels=channels, claimed_on=china_day(published_at), **key)
    yield Act(morning, f"{stream}/draft", DraftItems(actor=officer, entries=entries, **key), role)
    yield Act(morning + timedelta(hours=1), f"{stream}/submit", SubmitDuty(actor=officer, **key), role)
    check = CheckItems(actor=f"reviewer-{opened.unit[:9]}", verdicts=verdicts, **key)
    yield Act(morning + timedelta(hours=2), f"{stream}/check", check, "SecrecyReviewer")
    yield Act(published_at, f"{stream}/publish", publish, role)


def acts_of_added(added: ItemsAdded, opened: DutyOpened, stream: str) -> Iterator[Act]:
    """A further matter of the same duty is written at once, and goes on the board with the first one, or by itself."""
    role, officer = _OFFICERS.get(opened.kind, _OF_AN_OFFICE), f"officer-{opened.unit}"
    key: dict[str, Any] = {"unit": added.unit, "catalogue": added.catalogue, "period": added.period}
    items = tuple(named.item for named in added.items)
    name, morning = f"{stream}/{'+'.join(items)}", _next_morning(added.added_at)
    entries = tuple(
        Entry(item=named.item, kind=EntryKind.CONTENT, text=f"{named.name.zh}，现予公布，接受监督。")
        for named in added.items
    )
    yield Act(added.added_at, f"{name}/draft", DraftItems(actor=officer, entries=entries, **key), role)
    verdicts = tuple(Verdict(item=item, passed=True) for item in items)
    check = CheckItems(actor=f"reviewer-{opened.unit[:9]}", verdicts=verdicts, **key)
    yield Act(morning + timedelta(hours=2), f"{name}/check", check, "SecrecyReviewer")
    if morning > _next_morning(opened.opened_at):
        day = china_day(morning) + timedelta(days=1)
        channels = opened.calendar_channels or _CHANNELS
        publish = PublishItems(actor=officer, items=items, channels=channels, claimed_on=day, **key)
        yield Act(morning + timedelta(days=1), f"{name}/publish", publish, role)


def _next_morning(moment: datetime) -> datetime:
    return day_begins(china_day(moment) + timedelta(days=1)) + timedelta(hours=9)


class _Clerk:
    """Works on one duty."""

    def __init__(self, opened: DutyOpened, stream: str, texts: Texts) -> None:
        self._opened = opened
        self._stream = stream
        self._texts = texts[opened.catalogue]
        self._officer = f"officer-{opened.unit}"
        self._reviewer = f"reviewer-{opened.unit[:9]}"
        self._key = {"unit": opened.unit, "catalogue": opened.catalogue, "period": opened.period}

    def publishes(self, *, before_due: bool) -> Iterator[Act]:
        yield self.drafts(0.2, self._opened.items)
        yield self._by_officer(0.3, "submit", SubmitDuty(actor=self._officer, **self._key))
        yield self._checks(0.4)
        share = 0.55 + _number(f"{self._stream}/share", 40) / 100
        yield self._publishes("publish", self._moment(share) if before_due else self._after_due())

    def corrects(self) -> Iterator[Act]:
        item = self._opened.items[_number(f"{self._stream}/item", len(self._opened.items))]
        if item == _SECRET_ITEM:
            return
        entry = Entry(item=item, kind=EntryKind.CONTENT, text=f"{self._text(item)}（更正）")
        moment = self._after_due()
        correct = CorrectItems(actor=self._officer, entries=(entry,), reason=_CORRECTION, **self._key)
        yield Act(moment, f"{self._stream}/correct", correct, self._role)
        verdict = Verdict(item=item, passed=True)
        check = CheckItems(actor=self._reviewer, verdicts=(verdict,), **self._key)
        yield Act(moment + timedelta(hours=1), f"{self._stream}/recheck", check, "SecrecyReviewer")
        yield self._publishes("republish", moment + timedelta(hours=2))

    def drafts(self, share: float, items: tuple[str, ...]) -> Act:
        entries = tuple(self._entry(item) for item in items)
        return self._by_officer(share, "draft", DraftItems(actor=self._officer, entries=entries, **self._key))

    def _checks(self, share: float) -> Act:
        verdicts = tuple(
            Verdict(item=item, passed=False, ground=_SECRET_GROUND, reason="涉及兵役工作秘密事项。")
            if item == _SECRET_ITEM
            else Verdict(item=item, passed=True)
            for item in self._opened.items
        )
        command = CheckItems(actor=self._reviewer, verdicts=verdicts, **self._key)
        return Act(self._moment(share), f"{self._stream}/check", command, "SecrecyReviewer")

    def _publishes(self, name: str, moment: datetime) -> Act:
        command = PublishItems(
            actor=self._officer,
            items=(),
            channels=_CHANNELS,
            evidence=(),
            claimed_on=china_day(moment),
            **self._key,
        )
        return Act(moment, f"{self._stream}/{name}", command, self._role)

    def _by_officer(self, share: float, name: str, command: Any) -> Act:
        return Act(self._moment(share), f"{self._stream}/{name}", command, self._role)

    @property
    def _due_at(self) -> datetime:
        assert self._opened.due_at is not None, "this clerk works on what is owed by a day"
        return self._opened.due_at

    @property
    def _role(self) -> str:
        return _OFFICERS[self._opened.kind]

    def _entry(self, item: str) -> Entry:
        number = _number(f"{self._stream}/{item}", 100)
        if item in self._opened.annual and self._opened.period > _FIRST_UNCHANGED and number < 50:
            return Entry(item=item, kind=EntryKind.UNCHANGED, since=str(_before(self._opened.period)))
        if number < 12:
            return Entry(item=item, kind=EntryKind.NOTHING_TO_REPORT, reason="本期无此事项。")
        return Entry(item=item, kind=EntryKind.CONTENT, text=self._text(item), secret=item == _SECRET_ITEM)

    def _text(self, item: str) -> str:
        return self._texts[item.partition("-")[2]]

    def _moment(self, share: float) -> datetime:
        """In office hours, that share of the way from the opening to the due date."""
        opened, due = self._opened.opened_at, self._due_at
        return self._in_office_hours(opened + (due - opened) * share)

    def _after_due(self) -> datetime:
        days = 1 + _number(f"{self._stream}/late", 25)
        return self._in_office_hours(self._due_at + timedelta(days=days))

    def _in_office_hours(self, moment: datetime) -> datetime:
        minutes = 60 * 9 + _number(f"{self._stream}/{moment.date()}", 60 * 7)
        return day_begins(china_day(moment)) + timedelta(minutes=minutes)


def _before(period: str) -> Period:
    """The period before, of the same kind."""
    parsed = parse_period(period)
    assert parsed is not None
    day = parsed.first_day - timedelta(days=1)
    earlier = Period(day.year, 1, parsed.kind)
    while earlier.next() != parsed:
        earlier = earlier.next()
    return earlier


def _number(text: str, below: int) -> int:
    """A number that looks arbitrary and is always the same."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % below

"""How the views stand: which facts they hold, by which clock, and until when they are known to be complete."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from contracts.calendar import china_day, day_begins
from contracts.canonical import digest_of
from contracts.common import ClockKind
from contracts.fields import instant_text
from ledger.clock import MachineClock
from ledger.reader import STATUS_FILE
from ledger.store import START
from ledger.views import Connection, NamedLookup
from sqlalchemy import select

from portal.projections.tables import BOOKMARK, CLOCK, FACT

STALE_AFTER = timedelta(seconds=15)
"""The follow process looks every two seconds; when it has not seen the store for this long, the page says so."""


_BOOKMARK, _CLOCKS = NamedLookup(select(BOOKMARK)), NamedLookup(select(CLOCK))
_NEWEST = NamedLookup(select(FACT.c.decided_at).order_by(FACT.c.position.desc()).limit(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`now` and all instants of the record are by the history's clock, `offset` ahead of the machine's.

    `complete_at`: the last moment at which nothing recorded was missing; None if there never was one.
    """

    bookmark: int
    built_by: str
    now: datetime
    offset: timedelta
    is_simulated: bool
    changed_at: datetime | None
    complete_at: datetime | None

    @property
    def today(self) -> date:
        return china_day(self.now)

    @property
    def is_stale(self) -> bool:
        return self.complete_at is None or self.now - self.complete_at > STALE_AFTER

    @property
    def last_modified(self) -> datetime:
        """By the machine's clock: the newest fact, or the beginning of the day, which can change what is due."""
        began = day_begins(self.today)
        newest = max(self.changed_at, began) if self.changed_at else began
        return newest - self.offset

    @property
    def tag(self) -> str:
        """Changes whenever a page may have to show something else."""
        stale_since = instant_text(self.complete_at) if self.is_stale and self.complete_at else self.is_stale
        document = {
            "bookmark": self.bookmark,
            "built_by": self.built_by,
            "day": self.today.isoformat(),
            "stale": str(stale_since),
        }
        return digest_of(document)[:24]


def standing(connection: Connection, folder: Path) -> Standing:
    """`folder` is the portal's own, where its follow process leaves its status."""
    [bookmark] = _BOOKMARK(connection, {})
    clocks = {row.service: row for row in _CLOCKS(connection, {})}
    clock = clocks.get("disclosure")
    offset = timedelta(microseconds=clock.offset_us) if clock else timedelta()
    newest = _NEWEST(connection, {})
    complete_at = _complete_at(folder / STATUS_FILE)
    return Standing(
        bookmark=bookmark.position,
        built_by=bookmark.built_by,
        now=MachineClock(offset).now(),
        offset=offset,
        is_simulated=any(row.kind == ClockKind.SIMULATED for row in clocks.values()),
        changed_at=datetime.fromisoformat(newest[0].decided_at) if newest else None,
        complete_at=None if complete_at is None or bookmark.position == START else complete_at + offset,
    )


def _complete_at(status_file: Path) -> datetime | None:
    try:
        loops = json.loads(status_file.read_text("utf-8"))["loops"]
        return datetime.fromisoformat(loops["freshness"]["complete_at"]).astimezone(UTC)
    except (FileNotFoundError, KeyError):
        return None

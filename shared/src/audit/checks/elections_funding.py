"""The yearly work funding of communities, reckoned anew: the standard by households, the district's share, its payment.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), (5)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from audit.checks.days import ends
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

BANDS = "community.funding.bands"
SHARE, FIRST_YEAR = "community.funding.district_share", "community.funding.first_year.district_share"


@dataclass(slots=True)
class _Approved:
    """The day, of a community that was approved on record."""

    on: str | None = None


@dataclass(slots=True)
class _Funding:
    """What the district owes before which moment, what it has paid, and what was said of that."""

    district: int = 0
    due_at: str | None = None
    paid: int = 0
    is_said: bool = False


@dataclass(slots=True)
class Fundings:
    """The checks of one pass over the record."""

    _approved: Remembered[str, _Approved] = field(default_factory=lambda: Remembered(_Approved))
    _fundings: Remembered[str, _Funding] = field(default_factory=lambda: Remembered(_Funding))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "community-established": self._established,
            "community-funding-set": self._set,
            "community-funding-paid": self._paid,
            "community-funding-mismatched": self._mismatched,
            "community-funding-overdue": self._overdue,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _established(self, seen: Seen) -> Iterator[Finding]:
        self._approved[seen.stream].on = seen.data["approved_on"]
        yield from ()

    def _set(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._fundings[seen.stream], seen.data
        one.district, one.due_at = data["district_yuan"], data["due_at"]
        approved_on = self._approved[f"elections_community-{data['unit']}"].on
        is_first = approved_on is not None and date.fromisoformat(approved_on).year == data["year"]
        if data["is_first_year"] != is_first:
            yield seen.finding(
                "cause", f"is_first_year: {data['is_first_year']}, approved on {approved_on or 'no day'}"
            )
        own = ends(date(data["year"], 12, 31))
        if one.due_at != own:
            yield seen.finding("due-date", f"due before {one.due_at}, by own count {own}")
        amounts = _amounts(seen, data["households"], is_first=data["is_first_year"])
        said = (data["standard_yuan"], data["district_yuan"])
        if amounts is not None and amounts != said:
            yield seen.finding("outcome", f"standard and share are {said}, by own count {amounts}")

    def _paid(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._fundings[seen.stream], seen.data
        paid_at = ends(date.fromisoformat(data["paid_on"]))
        is_late = one.due_at is not None and paid_at > one.due_at
        if data["is_late"] != is_late:
            yield seen.finding("outcome", f"is_late: {data['is_late']}, due before {one.due_at or 'no day'}")
        if is_late and one.paid < one.district and not one.is_said:
            yield seen.finding("overdue-unsaid", f"paid before {paid_at}, due before {one.due_at}")
        one.paid += data["yuan"]
        if data["total_yuan"] != one.paid:
            yield seen.finding("count", f"paid in all {data['total_yuan']}, by own count {one.paid}")

    def _mismatched(self, seen: Seen) -> Iterator[Finding]:
        one = self._fundings[seen.stream]
        is_less = one.paid < one.district and one.is_said
        if not (one.paid > one.district or is_less) or seen.data["paid_yuan"] != one.paid:
            yield seen.finding("cause", f"{seen.data['paid_yuan']} is another amount, by own count {one.paid}")

    def _overdue(self, seen: Seen) -> Iterator[Finding]:
        one = self._fundings[seen.stream]
        is_due = one.due_at is not None and seen.at >= one.due_at and one.paid < one.district
        if not is_due or one.is_said or seen.data["due_at"] != one.due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {one.due_at or 'no day'}")
        one.is_said = True


def _amounts(seen: Seen, households: int, *, is_first: bool) -> tuple[int, int] | None:
    """Standard and share; None where the rules are silent on either."""
    bands, share = seen.value(BANDS), seen.value(FIRST_YEAR if is_first else SHARE)
    standard = next((band["yuan"] for band in bands or () if _holds(band, households)), None)
    return None if standard is None or share is None else (standard, int(standard * Fraction(share)))


def _holds(band: Mapping[str, Any], households: int) -> bool:
    """The middle band has both its ends."""
    below, above = band.get("below", households + 1), band.get("above", households - 1)
    return bool(above < households < below and band.get("from", households) <= households <= band.get("to", households))

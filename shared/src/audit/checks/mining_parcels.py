"""Parcels that mining used up: surveyed, reviewed, entered within the place's limit of arable land.

Law: opinion on green mines (document 3, 土地变更调查): within the control number, basic farmland marked out anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class _Place:
    limit: int = 0
    reduced: int = 0
    surveyed: dict[str, Json] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Parcels:
    """The checks of one pass over the record."""

    _places: Remembered[str, _Place] = field(default_factory=lambda: Remembered(_Place))

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mining.arable-limit-set.v1": self._limited,
            "mining.damaged-land-surveyed.v1": self._surveyed,
            "mining.land-report-reviewed.v1": self._reviewed,
            "mining.land-change-entered.v1": self._entered,
        }

    def _limited(self, seen: Seen) -> Iterator[Finding]:
        self._places[seen.stream].limit = seen.data["most"]
        return nothing()

    def _surveyed(self, seen: Seen) -> Iterator[Finding]:
        self._places[seen.stream].surveyed[seen.data["parcel"]] = seen.data
        return nothing()

    def _reviewed(self, seen: Seen) -> Iterator[Finding]:
        passed = self._places[seen.stream].passed
        (passed.add if seen.data["is_passed"] else passed.discard)(seen.data["parcel"])
        return nothing()

    def _entered(self, seen: Seen) -> Iterator[Finding]:
        place, data = self._places[seen.stream], seen.data
        surveyed = place.surveyed.get(data["parcel"])
        if surveyed is None or data["parcel"] not in place.passed - place.entered:
            yield seen.finding("order", f"{data['parcel']} is not surveyed and reviewed, or entered twice")
            return
        place.entered.add(data["parcel"])
        place.reduced += surveyed["arable"]
        if (data["arable_reduced"], data["reduced_in_all"]) != (surveyed["arable"], place.reduced):
            yield seen.finding("count", f"{data['reduced_in_all']} in all, by own count {place.reduced}")
        if place.reduced > place.limit:
            yield seen.finding("limit", f"{place.reduced} given up, at most {place.limit} may be")
        if data["replaced"] < surveyed["basic_farmland"]:
            yield seen.finding("limit", f"{data['replaced']} for {surveyed['basic_farmland']} of basic farmland")

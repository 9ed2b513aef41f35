"""The centres of a township: how many work, who leads them, who works in them, who is sent to them, reckoned anew.

Law: township opinion on the centre, part 1 (document 4 §一).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

PER_TOWNSHIP, DEPUTIES, FULL_TIME = "centre.per_township", "centre.deputy.count", "centre.deputy.full_time"
LEAST, MOST = "centre.staff.min", "centre.staff.max"
MOVE_IN, ROTATING = "centre.resident_units", "centre.rotating_units"
NO_LEADERS = ("unit_head", "cadre")


@dataclass(slots=True)
class _Centre:
    """`owes`: findings that are to be said with the roster, and were not yet; `rotations`: person, first, last day."""

    since: str
    works: bool = True
    director: str | None = None
    deputies: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    owes: dict[str, Any] = field(default_factory=dict)
    rotations: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def leading(self) -> set[str]:
        return self.deputies | ({self.director} if self.director else set())


@dataclass(slots=True)
class _Township:
    centres: dict[str, _Centre] = field(default_factory=dict)


@dataclass(slots=True)
class Centres:
    """The checks of one pass over the record."""

    _townships: Remembered[str, _Township] = field(default_factory=lambda: Remembered(_Township))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "centre-established": self._established,
            "centre-closed": self._closed,
            "centre-director-appointed": self._director,
            "centre-deputy-appointed": self._deputy,
            "centre-deputy-relieved": self._relieved,
            "centre-roster-entered": self._roster,
            "staff-out-of-range": self._out_of_range,
            "units-without-staff": self._without_staff,
            "rotation-entered": self._rotation,
        }
        return {f"mediation.{name}.v1": look for name, look in looks.items()}

    def _established(self, seen: Seen) -> Iterator[Finding]:
        centres, data = self._townships[seen.stream].centres, seen.data
        most, working = seen.value(PER_TOWNSHIP), sum(centre.works for centre in centres.values())
        if data["centre"] in centres or (most is not None and working >= most):
            yield seen.finding("count", f"{working} work already, {data['centre']} is one more than {most}")
        if seen.has_rules and data["to_move_in"] != (seen.value(MOVE_IN) or []):
            yield seen.finding("outcome", f"to move in are {data['to_move_in']}, by the rules {seen.value(MOVE_IN)}")
        centres[data["centre"]] = _Centre(data["established_on"])

    def _closed(self, seen: Seen) -> Iterator[Finding]:
        one = self._of(seen)
        yield from _in_order(seen, one, "closed_on")
        one.works = False

    def _director(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _in_order(seen, one, "from_on")
        if data["office"] in NO_LEADERS:
            yield seen.finding("cause", f"{data['office']} is no office of a township leader")
        if data["person"] in one.deputies | one.staff:
            yield seen.finding("same-person", f"{data['person']} is deputy director or one of the staff")
        one.director = data["person"]

    def _deputy(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _in_order(seen, one, "from_on")
        if seen.value(FULL_TIME) and not data["is_full_time"]:
            yield seen.finding("cause", "a deputy director serves full-time")
        if data["person"] in one.leading | one.staff:
            yield seen.finding("same-person", f"{data['person']} has a post of the centre already")
        most = seen.value(DEPUTIES)
        if most is not None and len(one.deputies) >= most:
            yield seen.finding("count", f"{len(one.deputies)} deputy directors already, at most {most}")
        one.deputies.add(data["person"])

    def _relieved(self, seen: Seen) -> Iterator[Finding]:
        one = self._of(seen)
        yield from _in_order(seen, one, "until_on")
        if seen.data["person"] not in one.deputies:
            yield seen.finding("order", f"{seen.data['person']} is no deputy director")
        one.deputies.discard(seen.data["person"])

    def _roster(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _in_order(seen, one, "from_on")
        persons = [member["person"] for member in data["staff"]]
        if len(set(persons)) != len(persons) or set(persons) & one.leading:
            yield seen.finding("same-person", "somebody stands twice on the roster, or leads the centre")
        full_time = len([each for each in data["staff"] if each["is_full_time"] and each["from_unit"] is None])
        if data["full_time"] != full_time:
            yield seen.finding("count", f"{data['full_time']} serve full-time, by own count {full_time}")
        one.staff, one.owes = set(persons), {}
        if data["is_out_of_range"]:
            one.owes["full_time"] = data["full_time"]
        if data["without_staff"]:
            one.owes["without_staff"] = data["without_staff"]
        if seen.has_rules:
            yield from _as_the_rules_ask(seen, full_time)

    def _out_of_range(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        is_other = seen.has_rules and (data["least"], data["most"]) != (seen.value(LEAST), seen.value(MOST))
        if one.owes.pop("full_time", None) != data["full_time"] or is_other:
            yield seen.finding("cause", f"{data['full_time']} of {data['least']} to {data['most']}")

    def _without_staff(self, seen: Seen) -> Iterator[Finding]:
        if self._of(seen).owes.pop("without_staff", None) != seen.data["without_staff"]:
            yield seen.finding("cause", f"{seen.data['without_staff']} is not what the roster says")

    def _rotation(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._of(seen), seen.data
        yield from _in_order(seen, one, "from_on")
        first, last = data["from_on"], data["to_on"]
        if last < first:
            yield seen.finding("order", f"ends on {last}, begins on {first}")
        if any(who == data["person"] and first <= end and last >= begin for who, begin, end in one.rotations):
            yield seen.finding("same-person", f"{data['person']} is sent twice at once")
        if seen.has_rules and data["is_listed"] != (data["from_unit"] in (seen.value(ROTATING) or [])):
            yield seen.finding("outcome", f"{data['from_unit']}: is_listed, by the rules {not data['is_listed']}")
        one.rotations.append((data["person"], first, last))

    def _of(self, seen: Seen) -> _Centre:
        """Of one that was never set up, such as is said to end before it begins."""
        centres = self._townships[seen.stream].centres
        return centres.setdefault(seen.data["centre"], _Centre("", works=False))


def _in_order(seen: Seen, one: _Centre, day: str) -> Iterator[Finding]:
    """Nothing happens in a centre that does not work, and what a roster lacks is said with it."""
    if not one.works or seen.data[day] < one.since:
        yield seen.finding("order", f"{day} is {seen.data[day]}, the centre works since {one.since or 'no day'}")
    for what in one.owes:
        yield seen.finding("outcome", f"{what}: the roster is not as the rules ask, which nobody said")
    one.owes = {}


def _as_the_rules_ask(seen: Seen, full_time: int) -> Iterator[Finding]:
    data, least, most = seen.data, seen.value(LEAST), seen.value(MOST)
    is_out = (least is not None and full_time < least) or (most is not None and full_time > most)
    if data["is_out_of_range"] != is_out:
        yield seen.finding("outcome", f"{full_time} of {least} to {most}: is_out_of_range, by own count {is_out}")
    there = [member["from_unit"] for member in data["staff"]]
    lacking = [unit for unit in seen.value(MOVE_IN) or () if unit not in there]
    if data["without_staff"] != lacking:
        yield seen.finding("outcome", f"without staff are {data['without_staff']}, by own count {lacking}")

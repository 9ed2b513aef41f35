"""The centres of a township at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Made

PACKS = ("township-centre-2012",)
Facts = list[Made]
UNITS = ["governance_office", "petition_office", "police_station", "judicial_office"]
DAY, BEFORE = "2025-06-20", "2025-06-19"


def of(name: str, centre: str = "one", **data: Any) -> Made:
    return Made(f"mediation.{name}", {"unit": "360730101", "centre": centre, **data}, stream="centre-360730101")


def established(centre: str = "one", units: list[str] = UNITS) -> Made:
    return of("centre-established", centre, established_on=DAY, to_move_in=units)


def closed(on: str = DAY) -> Made:
    return of("centre-closed", closed_on=on)


def director(office: str = "deputy_township_head", person: str = "leader-1") -> Made:
    return of("centre-director-appointed", person=person, office=office, from_on=DAY)


def deputy(person: str = "deputy-1", *, is_full_time: bool = True, on: str = DAY) -> Made:
    return of("centre-deputy-appointed", person=person, is_full_time=is_full_time, from_on=on)


def relieved(person: str = "deputy-1") -> Made:
    return of("centre-deputy-relieved", person=person, until_on=DAY)


def roster(own: int, *units: str, part_time: int = 0, **other: Any) -> Made:
    there: list[tuple[str, str | None, bool]] = [
        (f"staff-{number}", None, number >= part_time) for number in range(own + part_time)
    ]
    there += [(f"from-{unit}", unit, True) for unit in units]
    staff = [
        {"person": person, "from_unit": unit, "is_full_time": is_full_time} for person, unit, is_full_time in there
    ]
    lacking = [unit for unit in UNITS if unit not in units]
    said = {"full_time": own, "is_out_of_range": own not in (2, 3), "without_staff": lacking}
    return of("centre-roster-entered", staff=staff, from_on=DAY, **{**said, **other})


def out_of_range(full_time: int, least: int = 2, most: int = 3) -> Made:
    return of("staff-out-of-range", full_time=full_time, least=least, most=most)


def without_staff(*units: str) -> Made:
    return of("units-without-staff", without_staff=list(units))


def rotation(first: str, last: str, unit: str = "labour", *, is_listed: bool = True, person: str = "turn-1") -> Made:
    return of("rotation-entered", person=person, from_unit=unit, is_listed=is_listed, from_on=first, to_on=last)


NEW = established()
ESTABLISHED, DIRECTOR, DEPUTY = "centre-established", "centre-director-appointed", "centre-deputy-appointed"
ROSTER, RANGE, WITHOUT, ROTATION = (
    *("centre-roster-entered", "staff-out-of-range", "units-without-staff", "rotation-entered"),
)
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # The centre itself.
    "one": ([NEW], set()),
    "a second one": ([NEW, established("two")], {("count", ESTABLISHED)}),
    "another one once it is closed": ([NEW, closed(), established("two")], set()),
    "the same one again": ([NEW, closed(), established()], {("count", ESTABLISHED)}),
    "fewer units that are to move in": ([established(units=UNITS[:3])], {("outcome", ESTABLISHED)}),
    "closed before it was set up": ([NEW, closed(BEFORE)], {("order", "centre-closed")}),
    "closed though it never worked": ([closed()], {("order", "centre-closed")}),
    # Who leads it.
    "led by a leader": ([NEW, director()], set()),
    "led by a cadre": ([NEW, director("cadre")], {("cause", DIRECTOR)}),
    "led by the head of a unit": ([NEW, director("unit_head")], {("cause", DIRECTOR)}),
    "led by the deputy director": ([NEW, deputy(), director(person="deputy-1")], {("same-person", DIRECTOR)}),
    "led once it is closed": ([NEW, closed(), director()], {("order", DIRECTOR)}),
    "a full-time deputy": ([NEW, deputy()], set()),
    "a part-time deputy": ([NEW, deputy(is_full_time=False)], {("cause", DEPUTY)}),
    "a second deputy": ([NEW, deputy(), deputy("deputy-2")], {("count", DEPUTY)}),
    "a deputy after another": ([NEW, deputy(), relieved(), deputy("deputy-2")], set()),
    "a deputy who leads": ([NEW, director(), deputy("leader-1")], {("same-person", DEPUTY)}),
    "a deputy too early": ([NEW, deputy(on=BEFORE)], {("order", DEPUTY)}),
    "nobody is relieved": ([NEW, relieved()], {("order", "centre-deputy-relieved")}),
    # Who works in it.
    "two": ([NEW, roster(2, *UNITS)], set()),
    "three": ([NEW, roster(3, *UNITS)], set()),
    "two as if out of range": (
        *([NEW, roster(2, *UNITS, is_out_of_range=True), out_of_range(2)], {("outcome", ROSTER)}),
    ),
    "one who serves full-time": ([NEW, roster(1, *UNITS), out_of_range(1)], set()),
    "four": ([NEW, roster(4, *UNITS), out_of_range(4)], set()),
    "one as if in range": ([NEW, roster(1, *UNITS, is_out_of_range=False)], {("outcome", ROSTER)}),
    "one with another who serves part-time": ([NEW, roster(1, *UNITS, part_time=1), out_of_range(1)], set()),
    "one counted as two": (*([NEW, roster(1, *UNITS, full_time=2), out_of_range(2)], {("count", ROSTER)}),),
    "four, unsaid": ([NEW, roster(4, *UNITS), deputy()], {("outcome", DEPUTY)}),
    "four, said as five": ([NEW, roster(4, *UNITS), out_of_range(5)], {("cause", RANGE)}),
    "four, of other bounds": ([NEW, roster(4, *UNITS), out_of_range(4, most=4)], {("cause", RANGE)}),
    "said of nothing": ([NEW, roster(2, *UNITS), out_of_range(2)], {("cause", RANGE)}),
    "the deputy on the roster": ([NEW, deputy("staff-0"), roster(2, *UNITS)], {("same-person", ROSTER)}),
    "a unit without staff": ([NEW, roster(2, *UNITS[:3]), without_staff("judicial_office")], set()),
    "a unit without staff, unsaid": ([NEW, roster(2, *UNITS[:3]), deputy()], {("outcome", DEPUTY)}),
    "another unit without staff": (
        *([NEW, roster(2, *UNITS[:3]), without_staff("police_station")], {("cause", WITHOUT)}),
    ),
    "a unit without staff as if there": ([NEW, roster(2, *UNITS[:3], without_staff=[])], {("outcome", ROSTER)}),
    # Who is sent to it.
    "sent": ([NEW, rotation(DAY, DAY)], set()),
    "sent by a unit that nobody names": ([NEW, rotation(DAY, DAY, "land_office", is_listed=False)], set()),
    "sent by it as if named": ([NEW, rotation(DAY, DAY, "land_office")], {("outcome", ROTATION)}),
    "sent by one that is named as if not": ([NEW, rotation(DAY, DAY, is_listed=False)], {("outcome", ROTATION)}),
    "sent backwards": ([NEW, rotation("2025-06-22", "2025-06-21")], {("order", ROTATION)}),
    "sent too early": ([NEW, rotation(BEFORE, DAY)], {("order", ROTATION)}),
    "sent twice": ([NEW, rotation(DAY, DAY), rotation("2025-06-21", "2025-06-22")], set()),
    "sent twice at once": (
        *([NEW, rotation(DAY, "2025-06-21"), rotation("2025-06-21", "2025-06-22")], {("same-person", ROTATION)}),
    ),
    "two sent at once": ([NEW, rotation(DAY, DAY), rotation(DAY, DAY, person="turn-2")], set()),
}

"""How units relate: own, below, area.

A unit's code begins with the code of the area it lies in: 2 digits province, 4 city, 6 county, 9 township,
12 village or community. A department or enterprise is `<area>-<slug>`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

NATION = "cn"

NO_SUCCESSORS: Mapping[str, str] = MappingProxyType({})
"""Unit to the unit that stands for it since it was merged: none."""


class UnitKind(StrEnum):
    """What a unit is; the area code alone does not tell a village from a community."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    COMMUNITY = "community"
    GROUP = "group"
    """A villagers' or residents' group (村民小组、居民小组)."""
    BUILDING = "building"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    ENTERPRISE = "enterprise"


DIGITS = {
    UnitKind.PROVINCE: 2,
    UnitKind.CITY: 4,
    UnitKind.COUNTY: 6,
    UnitKind.TOWNSHIP: 9,
    UnitKind.VILLAGE: 12,
    UnitKind.COMMUNITY: 12,
}
"""Digits of the code of an area, by what it is."""

_LEVELS = tuple(sorted(set(DIGITS.values())))


def suits(kind: UnitKind, unit: str) -> bool:
    """Whether a unit of this kind can have this code: an area its national code, all others a name inside an area."""
    digits = DIGITS.get(kind)
    return "-" in unit if digits is None else len(unit) == digits and "-" not in unit


class Relation(StrEnum):
    """How the actor's unit stands to the unit whose record it is."""

    OWN = "own"
    BELOW = "below"
    AREA = "area"
    ANY = "any"


def area_of(unit: str) -> str:
    """The area code inside a unit code: `360730-audit` lies in `360730`."""
    return unit.partition("-")[0]


def levels_above(unit: str) -> tuple[str, ...]:
    """Every area whose rules hold for the unit, widest first: the nation, then province down to its own area."""
    area = area_of(unit)
    if area == NATION:
        return (NATION,)
    return (NATION, *(area[:digits] for digits in _LEVELS if digits <= len(area)))


def is_administrative_organ(unit: str) -> bool:
    """Whether the unit is of the government, a township at the lowest: villages and communities govern themselves."""
    return len(area_of(unit)) < _LEVELS[-1]


def common_area(units: Sequence[str]) -> str:
    """The unit itself if all are one; otherwise the smallest area that holds them all, at the widest the nation."""
    if len(set(units)) == 1:
        return units[0]
    shared = set.intersection(*(set(levels_above(unit)) for unit in units))
    return max(shared, key=lambda area: (area != NATION, len(area)))


def standing_for(unit: str, successors: Mapping[str, str]) -> tuple[str, ...]:
    """The unit, its successor, that one's successor, and so on; a ring is followed once."""
    chain = [unit]
    while (following := successors.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return tuple(chain)


def areas_above(unit: str, successors: Mapping[str, str] = NO_SUCCESSORS) -> frozenset[str]:
    """Every area that the unit lies in, also by what stands for it, or for an area that it lies in."""
    if not successors:
        return _around(unit)
    found, seen, latest = set[str](), set[str](), set(standing_for(unit, successors))
    while latest:
        seen |= latest
        around = {area for code in latest for area in _around(code)}
        latest = {code for area in around for code in standing_for(area, successors)[1:]} - seen
        found |= around | latest
    return frozenset(found)


def is_below(record_unit: str, actor_unit: str, successors: Mapping[str, str] = NO_SUCCESSORS) -> bool:
    """The record's unit lies in the actor's area and is not of its own level; the nation is above all.

    A township's school or office lies below the township itself, but not below another office of it.
    """
    if "-" in actor_unit:
        return area_of(actor_unit) in areas_above(area_of(record_unit), successors)
    return actor_unit in areas_above(record_unit, successors)


@lru_cache(maxsize=4096)
def _around(code: str) -> frozenset[str]:
    """The areas that a code itself says it lies in."""
    area = area_of(code)
    wider = {area[:digits] for digits in _LEVELS if digits < len(area)}
    return frozenset((wider | {area, NATION}) - {code})


def holds(
    relation: Relation, *, actor_unit: str, record_unit: str, successors: Mapping[str, str] = NO_SUCCESSORS
) -> bool:
    """`successors`: unit to the unit that stands for it since it was merged."""
    is_own = actor_unit in standing_for(record_unit, successors)
    match relation:
        case Relation.OWN:
            return is_own
        case Relation.BELOW:
            return is_below(record_unit, actor_unit, successors)
        case Relation.AREA:
            return is_own or is_below(record_unit, actor_unit, successors)
        case Relation.ANY:
            return True


def acts_as(actor_unit: str, record_unit: str, successors: Mapping[str, str]) -> str:
    """The merged unit in whose place the actor's stands to the record; its own code where that relates them already."""
    if holds(Relation.AREA, actor_unit=actor_unit, record_unit=record_unit):
        return actor_unit
    merged = (unit for unit in sorted(successors) if actor_unit in standing_for(unit, successors))
    related = (unit for unit in merged if holds(Relation.AREA, actor_unit=unit, record_unit=record_unit))
    return next(related, actor_unit)

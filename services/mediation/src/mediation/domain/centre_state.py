"""The centres of a township as their facts leave them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from contracts.errors import refuse_unless
from contracts.mediation.centre.messages import (
    CentreClosed,
    CentreDeputyAppointed,
    CentreDeputyRelieved,
    CentreDirectorAppointed,
    CentreEstablished,
    CentreFact,
    CentreRosterEntered,
    RotationEntered,
    StaffOutOfRange,
    UnitsWithoutStaff,
)

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Centre:
    """`rotations`: person to the first and last days for which they were sent."""

    established_on: date
    is_closed: bool = False
    director: str | None = None
    deputies: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    rotations: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def leading(self) -> frozenset[str]:
        return self.deputies if self.director is None else self.deputies | {self.director}


@dataclass(frozen=True, slots=True)
class Centres:
    """`known`: every centre that the township has or had, by its reference."""

    known: Mapping[str, Centre] = field(default_factory=dict)

    @property
    def how_many_work(self) -> int:
        return sum(not centre.is_closed for centre in self.known.values())

    def working(self, reference: str) -> Centre:
        centre = self.known.get(reference)
        is_working = centre is not None and not centre.is_closed
        refuse_unless(is_working, "mediation.no-such-centre", f"centre: {reference}")
        assert centre is not None
        return centre


def evolve(centres: Centres, fact: CentreFact) -> Centres:
    return Centres({**centres.known, fact.centre: _evolved(centres.known.get(fact.centre), fact)})


def _evolved(centre: Centre | None, fact: CentreFact) -> Centre:
    if isinstance(fact, CentreEstablished):
        return Centre(established_on=fact.established_on)
    assert centre is not None, "nothing is recorded of a centre before it was established"
    match fact:
        case CentreClosed():
            return replace(centre, is_closed=True)
        case CentreDirectorAppointed() | CentreDeputyAppointed() | CentreDeputyRelieved():
            return _led(centre, fact)
        case CentreRosterEntered():
            return replace(centre, staff=frozenset(member.person for member in fact.staff))
        case RotationEntered():
            spans = (*centre.rotations.get(fact.person, ()), (fact.from_on, fact.to_on))
            return replace(centre, rotations={**centre.rotations, fact.person: spans})
        case StaffOutOfRange() | UnitsWithoutStaff():
            return centre
        case _:
            assert_never(fact)


def _led(centre: Centre, fact: CentreDirectorAppointed | CentreDeputyAppointed | CentreDeputyRelieved) -> Centre:
    match fact:
        case CentreDirectorAppointed():
            return replace(centre, director=fact.person)
        case CentreDeputyAppointed():
            return replace(centre, deputies=centre.deputies | {fact.person})
        case CentreDeputyRelieved():
            return replace(centre, deputies=centre.deputies - {fact.person})
        case _:
            assert_never(fact)

"""The centres of a township: one works at a time, led by a township leader and a full-time deputy (document 4 §一).

Findings are said with the roster: how many serve full-time, and which unit has nobody in the centre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.centre.messages import (
    LEADERS,
    AppointCentreDeputy,
    AppointCentreDirector,
    CentreClosed,
    CentreCommand,
    CentreDeputyAppointed,
    CentreDeputyRelieved,
    CentreDirectorAppointed,
    CentreEstablished,
    CentreFact,
    CentreRosterEntered,
    CloseCentre,
    EnterCentreRoster,
    EnterRotation,
    EstablishCentre,
    RelieveCentreDeputy,
    RotationEntered,
    StaffOutOfRange,
    UnitsWithoutStaff,
)
from contracts.mediation.centre.rules import CentrePolicy
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind, suits

from mediation.case.guards import refuse_day

centre_stream = key_of(__name__, "unit")

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


def decide(command: CentreCommand, centres: Centres, rules: Rules[CentrePolicy], now: datetime) -> Sequence[CentreFact]:
    policy = rules.policy
    if isinstance(command, EstablishCentre):
        return [_establish(command, centres, policy, now)]
    centre = centres.working(command.centre)
    match command:
        case CloseCentre():
            return [_close(command, centre, now)]
        case AppointCentreDirector():
            return [_appoint_director(command, centre, now)]
        case AppointCentreDeputy():
            return [_appoint_deputy(command, centre, policy, now)]
        case RelieveCentreDeputy():
            return [_relieve_deputy(command, centre, now)]
        case EnterCentreRoster():
            refuse_day(command.from_on, centre.established_on, now)
            return _enter_roster(command, centre, policy, now)
        case EnterRotation():
            return [_enter_rotation(command, centre, policy, now)]
        case _:
            assert_never(command)


def _establish(command: EstablishCentre, centres: Centres, policy: CentrePolicy, now: datetime) -> CentreEstablished:
    refuse_unless(policy.per_township is not None, "mediation.no-centres", "centre.per_township")
    assert policy.per_township is not None
    refuse_unless(suits(UnitKind.TOWNSHIP, command.unit), "mediation.not-a-township", f"unit: {command.unit}")
    has_room = centres.how_many_work < policy.per_township and command.centre not in centres.known
    refuse_unless(has_room, "mediation.duplicate-centre", f"centre: {command.centre}, centre.per_township")
    refuse_unless(command.established_on <= china_day(now), "mediation.date-in-future", str(command.established_on))
    return CentreEstablished(
        unit=command.unit,
        centre=command.centre,
        established_on=command.established_on,
        to_move_in=policy.to_move_in,
        established_by=command.actor,
        recorded_at=now,
    )


def _close(command: CloseCentre, centre: Centre, now: datetime) -> CentreClosed:
    refuse_day(command.closed_on, centre.established_on, now)
    return CentreClosed(
        unit=command.unit,
        centre=command.centre,
        closed_on=command.closed_on,
        reason=command.reason,
        closed_by=command.actor,
        recorded_at=now,
    )


def _appoint_director(command: AppointCentreDirector, centre: Centre, now: datetime) -> CentreDirectorAppointed:
    refuse_unless(command.office in LEADERS, "mediation.not-township-leader", f"office: {command.office}")
    holds_none = command.person not in centre.deputies | centre.staff
    refuse_unless(holds_none, "mediation.post-held-already", f"person: {command.person}")
    refuse_day(command.from_on, centre.established_on, now)
    return CentreDirectorAppointed(
        unit=command.unit,
        centre=command.centre,
        person=command.person,
        office=command.office,
        from_on=command.from_on,
        appointed_by=command.actor,
        recorded_at=now,
    )


def _appoint_deputy(
    command: AppointCentreDeputy, centre: Centre, policy: CentrePolicy, now: datetime
) -> CentreDeputyAppointed:
    is_full_time = command.is_full_time or not policy.is_deputy_full_time
    refuse_unless(is_full_time, "mediation.deputy-must-be-full-time", "is_full_time: centre.deputy.full_time")
    holds_none = command.person not in centre.leading | centre.staff
    refuse_unless(holds_none, "mediation.post-held-already", f"person: {command.person}")
    has_room = policy.deputies is None or len(centre.deputies) < policy.deputies
    refuse_unless(has_room, "mediation.deputy-appointed-already", "person: centre.deputy.count")
    refuse_day(command.from_on, centre.established_on, now)
    return CentreDeputyAppointed(
        unit=command.unit,
        centre=command.centre,
        person=command.person,
        is_full_time=command.is_full_time,
        from_on=command.from_on,
        appointed_by=command.actor,
        recorded_at=now,
    )


def _relieve_deputy(command: RelieveCentreDeputy, centre: Centre, now: datetime) -> CentreDeputyRelieved:
    refuse_unless(command.person in centre.deputies, "mediation.no-such-deputy", f"person: {command.person}")
    refuse_day(command.until_on, centre.established_on, now)
    return CentreDeputyRelieved(
        unit=command.unit,
        centre=command.centre,
        person=command.person,
        until_on=command.until_on,
        relieved_by=command.actor,
        recorded_at=now,
    )


def _enter_roster(
    command: EnterCentreRoster, centre: Centre, policy: CentrePolicy, now: datetime
) -> Sequence[CentreFact]:
    persons = {member.person for member in command.staff}
    moved_in = {member.from_unit for member in command.staff if member.from_unit is not None}
    refuse_unless(len(persons) == len(command.staff), "mediation.person-twice", "staff")
    refuse_unless(not persons & centre.leading, "mediation.post-held-already", "staff")
    strangers = sorted(moved_in - set(policy.to_move_in))
    refuse_unless(not strangers, "mediation.unknown-kind", f"from_unit: {', '.join(strangers)}, centre.resident_units")
    full_time = sum(member.is_full_time for member in command.staff if member.from_unit is None)
    entered = CentreRosterEntered(
        unit=command.unit,
        centre=command.centre,
        staff=command.staff,
        from_on=command.from_on,
        full_time=full_time,
        is_out_of_range=policy.is_out_of_range(full_time),
        without_staff=tuple(unit for unit in policy.to_move_in if unit not in moved_in),
        entered_by=command.actor,
        recorded_at=now,
    )
    return [entered, *_found(entered, policy)]


def _found(entered: CentreRosterEntered, policy: CentrePolicy) -> list[CentreFact]:
    found: list[CentreFact] = []
    if entered.is_out_of_range:
        found.append(
            StaffOutOfRange(
                unit=entered.unit,
                centre=entered.centre,
                full_time=entered.full_time,
                least=policy.staff_min,
                most=policy.staff_max,
                found_at=entered.recorded_at,
            )
        )
    if entered.without_staff:
        found.append(
            UnitsWithoutStaff(
                unit=entered.unit,
                centre=entered.centre,
                without_staff=entered.without_staff,
                found_at=entered.recorded_at,
            )
        )
    return found


def _enter_rotation(command: EnterRotation, centre: Centre, policy: CentrePolicy, now: datetime) -> RotationEntered:
    refuse_unless(command.from_on <= command.to_on, "mediation.ends-before-it-begins", str(command.to_on))
    refuse_unless(command.from_on >= centre.established_on, "mediation.day-too-early", str(command.from_on))
    spans = centre.rotations.get(command.person, ())
    is_free = all(command.to_on < first or last < command.from_on for first, last in spans)
    refuse_unless(is_free, "mediation.rotation-overlaps", f"person: {command.person}")
    return RotationEntered(
        unit=command.unit,
        centre=command.centre,
        person=command.person,
        from_unit=command.from_unit,
        is_listed=command.from_unit in policy.rotating,
        from_on=command.from_on,
        to_on=command.to_on,
        entered_by=command.actor,
        recorded_at=now,
    )


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

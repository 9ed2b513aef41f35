"""The stability and governance work station of a village (维稳综治工作站): who heads it, who does its work.

Law: township opinion on the centre (document 4 §一, §六(二)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.mediation.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode


class VillageOffice(StrEnum):
    """The office that somebody holds in a village; the record knows no more of them than what is named here."""

    PARTY_SECRETARY = "party_secretary"
    """村党组织书记."""
    DEPUTY_PARTY_SECRETARY = "deputy_party_secretary"
    """村党组织副书记."""
    COMMITTEE_CHAIR = "committee_chair"
    """村委会主任."""
    COMMITTEE_MEMBER = "committee_member"
    """村“两委”成员."""
    VILLAGER = "villager"
    """村民."""


Workers = Annotated[tuple[Ref, ...], Length(max=30)]


@command
class SetUpStation:
    """A village sets up its station; `office`: the one that its head holds in the village.

    Refused: `no-stations` where no rule has them, `not-a-village`, `duplicate-station` beside one that works, or by a
    reference that stands for a closed one, `station-head-must-be-secretary`, `worker-required`, `person-twice`,
    `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    station: Ref
    head: Ref
    office: VillageOffice
    workers: Workers
    set_up_on: Day


@command
class StaffStation:
    """Others head the station or do its work, in place of those before.

    Refused: `no-such-station`, `station-head-must-be-secretary`, `worker-required`, `person-twice`, `day-too-early`
    before it was set up, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    station: Ref
    head: Ref
    office: VillageOffice
    workers: Workers
    from_on: Day


@command
class CloseStation:
    """The station ends its work, which makes room for another. Refused: `no-such-station`, and for its day as above."""

    actor: Actor
    unit: UnitCode
    station: Ref
    closed_on: Day
    reason: Text


StationCommand = SetUpStation | StaffStation | CloseStation


@fact
class StationSetUp:
    """The station works (工作站成立), headed by the secretary of the village's Party organisation."""

    unit: UnitCode
    station: Ref
    head: Ref
    office: VillageOffice
    workers: tuple[Ref, ...]
    set_up_on: Day
    set_up_by: Actor
    recorded_at: Instant


@fact
class StationStaffed:
    """Others head the station or do its work (工作站人员变动)."""

    unit: UnitCode
    station: Ref
    head: Ref
    office: VillageOffice
    workers: tuple[Ref, ...]
    from_on: Day
    entered_by: Actor
    recorded_at: Instant


@fact
class StationClosed:
    """The station ended its work (工作站撤销)."""

    unit: UnitCode
    station: Ref
    closed_on: Day
    reason: Text
    closed_by: Actor
    recorded_at: Instant


StationFact = StationSetUp | StationStaffed | StationClosed


@question
class StationsOfArea:
    """The villages of an area, by the unit register as it stands when the year ends, each with the station it has now.

    What was screened and settled is that of the year.
    """

    unit: UnitCode
    year: Year


@shape
class StationLine:
    """One village. `station` None is a finding: it has none that works, and nobody in charge.

    `screened`: cases of the village and its groups that came in by screening in the year; `settled_in_village`: those
    of them that an agreement settled there; `passed_up`: those that were handed over, or settled further up.
    """

    unit: UnitCode
    station: Ref | None
    set_up_on: Day | None
    head: Ref | None
    workers: tuple[Ref, ...]
    screened: Count
    settled_in_village: Count
    passed_up: Count


@answer
class StationLines:
    """One page of villages in the order of their codes.

    `without_station` counts all pages; `next` is the token of the page after this one.
    """

    villages: tuple[StationLine, ...]
    without_station: Count
    next: str | None

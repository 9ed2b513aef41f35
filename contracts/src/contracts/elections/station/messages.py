"""Where deputies and voters meet: a home or a station, and the receptions held in it.

The stream of one is `elections_station-<unit>-<station>`.

Law: opinion on standardising township people's congress work (document 2 §三(二)3): deputies' homes and stations
(人大代表之家、站) and the people's-call response centre (民呼回应中心) are run; deputies receive voters, above all on
market days and where people gather.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.bilingual import Bilingual
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class StationKind(StrEnum):
    """The deputies' home (代表之家), a deputies' station (代表站), the people's-call response centre (民呼回应中心)."""

    HOME = "home"
    STATION = "station"
    RESPONSE_CENTRE = "response-centre"


@command
class RegisterStation:
    """Say where it is, on which days voters are received, and how a deputy is met there; anew when any of it changes.

    Refused: `station-given-up`, `station-unchanged`.
    """

    actor: Actor
    unit: UnitCode
    station: Ref
    kind: StationKind
    name: Bilingual
    place: Name
    days: Text
    how: Text
    valid_from: Day


@command
class CloseStation:
    """It is given up from a day on. Refused: `no-such-station`, `station-given-up`."""

    actor: Actor
    unit: UnitCode
    station: Ref
    closed_on: Day
    reason: Text


Receiving = Annotated[tuple[Ref, ...], Length(max=100)]


class ReceptionOccasion(StrEnum):
    """A day on which the station is open, a market day (集市), another gathering of people."""

    STATION_DAY = "station-day"
    MARKET_DAY = "market-day"
    GATHERING = "gathering"


@command
class HoldReception:
    """Deputies received voters (代表接待选民). `opinions`: how many were heard; each goes its own way as a case.

    Refused: `no-such-station`, `station-given-up` on its last day and after it, `date-in-future`, `deputies-required`
    but at the response centre.
    """

    actor: Actor
    unit: UnitCode
    station: Ref
    held_on: Day
    occasion: ReceptionOccasion
    place: Name
    deputies: Receiving
    visitors: Count
    opinions: Count
    policy_publicised: Text | None = None


StationCommand = RegisterStation | CloseStation | HoldReception


@fact
class StationRegistered:
    """Where deputies and voters meet, on which days and how, from `valid_from` on; `version` counts the changes."""

    unit: UnitCode
    station: Ref
    version: Annotated[int, Range(min=1, max=10_000)]
    kind: StationKind
    name: Bilingual
    place: Name
    days: Text
    how: Text
    valid_from: Day
    registered_by: Actor
    registered_at: Instant


@fact
class StationClosed:
    """A place where deputies and voters met is given up."""

    unit: UnitCode
    station: Ref
    closed_on: Day
    reason: Text
    closed_by: Actor
    closed_at: Instant


ReceptionNumber = Annotated[int, Range(min=1, max=100_000)]


@fact
class ReceptionHeld:
    """Deputies received voters: where and on which occasion, how many came, how many opinions were heard."""

    unit: UnitCode
    station: Ref
    number: ReceptionNumber
    held_on: Day
    occasion: ReceptionOccasion
    place: Name
    deputies: Receiving
    visitors: Count
    opinions: Count
    policy_publicised: Text | None
    recorded_by: Actor
    recorded_at: Instant


StationFact = StationRegistered | StationClosed | ReceptionHeld

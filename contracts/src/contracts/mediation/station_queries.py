"""What can be asked about the stations of villages, and what is answered."""

from contracts.mediation.registers import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Ref, UnitCode


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

"""A mass incident counts for its half-year.

Law: township opinion on the centre (document 4 §六(三)).
"""

from collections.abc import Iterator

from contracts.calendar import PeriodKind, china_day, period_of
from contracts.mediation.month.messages import IncidentRecorded
from contracts.mediation.outcomes.messages import CountIncident
from ledger.reaction import Reaction, Seen

_MASS = "mass"


def count_incident(recorded: IncidentRecorded, seen: Seen) -> Iterator[CountIncident]:
    if recorded.kind == _MASS:
        half = period_of(china_day(recorded.happened_at), PeriodKind.HALF_YEAR)
        yield CountIncident(actor=seen.actor, unit=recorded.unit, half=str(half), incident=recorded.incident)


COUNT = Reaction(count_incident, ids={CountIncident: "count-incident"})

"""One visit to a household, or reception: recorded once.

Law: county opinion on township standardisation (document 1 §四6三要).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.visit.messages import RecordVisit, VisitRecorded
from contracts.rules import Rules
from contracts.stream_names import key_of

visit_stream = key_of(__name__, "unit", "submission")


def decide(
    command: RecordVisit, visit: VisitRecorded | None, rules: Rules[None], now: datetime
) -> Sequence[VisitRecorded]:
    refuse_unless(visit is None, "mediation.visit-already-recorded", command.submission)
    refuse_unless(command.visited_on <= china_day(now), "mediation.date-in-future", str(command.visited_on))
    return [
        VisitRecorded(
            unit=command.unit,
            submission=command.submission,
            activity=command.activity,
            household=command.household,
            visited_on=command.visited_on,
            subject=command.subject,
            findings=command.findings,
            needs_handling=command.needs_handling,
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def evolve(visit: VisitRecorded | None, fact: VisitRecorded) -> VisitRecorded:
    return fact

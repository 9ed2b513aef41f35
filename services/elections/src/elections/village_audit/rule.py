"""One audit of one member of a village committee: its result is reported once.

Law: Organic Law of the Villagers' Committees, art. 35 (村民委员会组织法 第三十五条).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.village_audit.messages import ReportVillageAudit, VillageAuditReported
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

village_audit_stream = key_of(__name__, "unit", "audit", named="audit")


def decide(
    command: ReportVillageAudit, reported: VillageAuditReported | None, rules: Rules[None], now: datetime
) -> Sequence[VillageAuditReported]:
    refuse_unless(reported is None, "elections.audit-reported-already", command.audit)
    refuse_unless(command.reported_on <= china_day(now), "elections.date-in-future", str(command.reported_on))
    return [
        VillageAuditReported(
            unit=command.unit,
            audit=command.audit,
            kind=command.kind,
            member=command.member,
            reported_on=command.reported_on,
            report=command.report,
            next_election_on=command.next_election_on,
            reported_by=command.actor,
            recorded_at=now,
        )
    ]


def evolve(reported: VillageAuditReported | None, fact: VillageAuditReported) -> VillageAuditReported:
    return fact

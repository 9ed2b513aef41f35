"""Audits of the members of a village committee, as they are reported.

The stream of an audit is `elections_audit-<unit>-<audit>`.

Law: Organic Law of the Villagers' Committees, art. 35 (村民委员会组织法 第三十五条): the members' economic
responsibility is audited in the term and when they leave (任期和离任经济责任审计), by the county's departments or the
township's government; the results are published, those of a leaving audit before the next election.
"""

from enum import StrEnum

from contracts.blobs import Blob
from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Instant, Ref, UnitCode


class VillageAuditKind(StrEnum):
    """While the member holds office (任期审计), or when the member leaves it (离任审计)."""

    TERM = "term"
    LEAVING = "leaving"


@command
class ReportVillageAudit:
    """The result of an audit of one member of a village committee, with its report. Disclosure takes it up by itself.

    `next_election_on` is the day of the next election, where it is set: what a leaving audit found is public before.
    Refused: `audit-reported-already`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    audit: Ref
    kind: VillageAuditKind
    member: Ref
    reported_on: Day
    report: Blob
    next_election_on: Day | None = None


@fact
class VillageAuditReported:
    """The result of an audit of one member of a village committee (审计结果); it is owed to the villagers."""

    unit: UnitCode
    audit: Ref
    kind: VillageAuditKind
    member: Ref
    reported_on: Day
    report: Blob
    next_election_on: Day | None
    reported_by: Actor
    recorded_at: Instant

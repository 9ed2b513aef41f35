"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping

from contracts.assessment.accountability.messages import ACCOUNTABILITY_FACTS
from contracts.assessment.audit_finding.messages import AuditFindingRecorded
from contracts.assessment.centre.messages import CENTRE_FACTS
from contracts.assessment.community.messages import COMMUNITY_FACTS
from contracts.assessment.conduct.messages import CONDUCT_FACTS
from contracts.assessment.county_group.messages import COUNTY_GROUP_FACTS
from contracts.assessment.district.messages import DISTRICT_FACTS
from contracts.assessment.evidence.messages import EvidenceRecorded
from contracts.assessment.measure.messages import MEASURE_FACTS
from contracts.assessment.performance.messages import PerformanceRecorded
from contracts.assessment.programme.messages import TOWNSHIP_PROGRAMME_FACTS
from contracts.assessment.responsibility.messages import RESPONSIBILITY_FACTS
from contracts.assessment.round.messages import ROUND_FACTS
from contracts.assessment.sheet.messages import SHEET_FACTS
from contracts.assessment.size.messages import SIZE_FACTS
from contracts.assessment.township.messages import TOWNSHIP_FACTS
from contracts.common import COMMON_FACTS
from contracts.owed_dates import OWED_FACTS
from contracts.unit_register import UNIT_FACTS

STREAMS: Mapping[str, frozenset[type]] = {
    "common": frozenset(COMMON_FACTS),
    "unit": frozenset(UNIT_FACTS),
    "evidence": frozenset({EvidenceRecorded}),
    "audit-finding": frozenset({AuditFindingRecorded}),
    "performance": frozenset({PerformanceRecorded}),
    "sheet": frozenset(SHEET_FACTS),
    "measure": frozenset(MEASURE_FACTS),
    "community": frozenset(COMMUNITY_FACTS),
    "district": frozenset(DISTRICT_FACTS),
    "township": frozenset(TOWNSHIP_FACTS),
    "programme": frozenset(TOWNSHIP_PROGRAMME_FACTS),
    "county-group": frozenset(COUNTY_GROUP_FACTS),
    "accountability": frozenset(ACCOUNTABILITY_FACTS),
    "responsibility": frozenset(RESPONSIBILITY_FACTS),
    "conduct": frozenset(CONDUCT_FACTS),
    "round": frozenset(ROUND_FACTS),
    "size": frozenset(SIZE_FACTS),
    "centre": frozenset(CENTRE_FACTS),
    "case": frozenset(OWED_FACTS),
}


def facts_outside(*streams: str) -> frozenset[type]:
    """Every fact of the service but those of these streams."""
    strangers = set(streams) - set(STREAMS)
    assert not strangers, f"no such stream: {strangers}"
    return frozenset().union(*(facts for stream, facts in STREAMS.items() if stream not in streams))

"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping

from contracts.common import COMMON_FACTS
from contracts.elections.appraisals.messages import APPRAISAL_FACTS
from contracts.elections.area.messages import AREA_FACTS
from contracts.elections.community.messages import COMMUNITY_FACTS
from contracts.elections.community_change.messages import COMMUNITY_CHANGE_FACTS
from contracts.elections.community_matter.messages import COMMUNITY_MATTER_FACTS
from contracts.elections.council.messages import COUNCIL_FACTS
from contracts.elections.decision.messages import DECISION_FACTS
from contracts.elections.deputy_file.messages import DEPUTY_FILE_FACTS
from contracts.elections.directory.messages import DIRECTORY_FACTS
from contracts.elections.election.messages import ELECTION_FACTS
from contracts.elections.execution.messages import EXECUTION_FACTS
from contracts.elections.funding.messages import FUNDING_FACTS
from contracts.elections.group.messages import GROUP_FACTS
from contracts.elections.hearing.messages import HEARING_FACTS
from contracts.elections.marks.messages import MARK_FACTS
from contracts.elections.meeting_year.messages import MEETING_YEAR_FACTS
from contracts.elections.office.messages import OFFICE_FACTS
from contracts.elections.presidium.messages import PRESIDIUM_FACTS
from contracts.elections.recall.messages import VOTER_RECALL_FACTS
from contracts.elections.residents_meeting.messages import RESIDENTS_MEETING_FACTS
from contracts.elections.resolution.messages import RESOLUTION_FACTS
from contracts.elections.session.messages import SESSION_FACTS
from contracts.elections.station.messages import STATION_FACTS
from contracts.elections.subcommittees.messages import SUBCOMMITTEE_FACTS
from contracts.elections.suggestion.messages import SUGGESTION_FACTS
from contracts.elections.team.messages import TEAM_FACTS
from contracts.elections.term.messages import CONGRESS_FACTS
from contracts.elections.turnout.messages import TURNOUT_FACTS
from contracts.elections.village_audit.messages import VILLAGE_AUDIT_FACTS
from contracts.elections.villagers.messages import VILLAGERS_FACTS
from contracts.particulars import PARTICULARS_FACTS
from contracts.unit_register import UNIT_FACTS

STREAMS: Mapping[str, frozenset[type]] = {
    "common": frozenset(COMMON_FACTS),
    "unit": frozenset(UNIT_FACTS),
    "election": frozenset(ELECTION_FACTS),
    "office": frozenset(OFFICE_FACTS),
    "turnout": frozenset(TURNOUT_FACTS),
    "particulars": frozenset(PARTICULARS_FACTS),
    "session": frozenset(SESSION_FACTS),
    "term": frozenset(CONGRESS_FACTS),
    "presidium": frozenset(PRESIDIUM_FACTS),
    "appraisals": frozenset(APPRAISAL_FACTS),
    "execution": frozenset(EXECUTION_FACTS),
    "resolution": frozenset(RESOLUTION_FACTS),
    "community": frozenset(COMMUNITY_FACTS),
    "change": frozenset(COMMUNITY_CHANGE_FACTS),
    "matter": frozenset(COMMUNITY_MATTER_FACTS),
    "council": frozenset(COUNCIL_FACTS),
    "directory": frozenset(DIRECTORY_FACTS),
    "area": frozenset(AREA_FACTS),
    "funding": frozenset(FUNDING_FACTS),
    "decision": frozenset(DECISION_FACTS),
    "hearing": frozenset(HEARING_FACTS),
    "residents": frozenset(RESIDENTS_MEETING_FACTS),
    "meetings": frozenset(MEETING_YEAR_FACTS),
    "subcommittees": frozenset(SUBCOMMITTEE_FACTS),
    "audit": frozenset(VILLAGE_AUDIT_FACTS),
    "deputy-file": frozenset(DEPUTY_FILE_FACTS),
    "group": frozenset(GROUP_FACTS),
    "recall": frozenset(VOTER_RECALL_FACTS),
    "station": frozenset(STATION_FACTS),
    "suggestion": frozenset(SUGGESTION_FACTS),
    "team": frozenset(TEAM_FACTS),
    "villagers": frozenset(VILLAGERS_FACTS),
    "marks": frozenset(MARK_FACTS),
}


def facts_outside(*streams: str) -> frozenset[type]:
    """Every fact of the service but those of these streams."""
    strangers = set(streams) - set(STREAMS)
    assert not strangers, f"no such stream: {strangers}"
    return frozenset().union(*(facts for stream, facts in STREAMS.items() if stream not in streams))

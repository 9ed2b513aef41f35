"""Every fact of elections, stream by stream."""

from contracts.elections.appraisals import APPRAISAL_FACTS
from contracts.elections.communities import COMMUNITY_FACTS
from contracts.elections.community_changes import COMMUNITY_CHANGE_FACTS
from contracts.elections.community_matters import COMMUNITY_MATTER_FACTS
from contracts.elections.councils import COUNCIL_FACTS
from contracts.elections.coverage import AREA_FACTS
from contracts.elections.decisions import DECISION_FACTS
from contracts.elections.deputy_files import DEPUTY_FILE_FACTS
from contracts.elections.deputy_groups import GROUP_FACTS
from contracts.elections.directories import DIRECTORY_FACTS
from contracts.elections.election import ELECTION_FACTS
from contracts.elections.execution import EXECUTION_FACTS
from contracts.elections.funding import FUNDING_FACTS
from contracts.elections.hearings import HEARING_FACTS
from contracts.elections.meeting_years import MEETING_YEAR_FACTS
from contracts.elections.offices import OFFICE_FACTS
from contracts.elections.organ_marks import MARK_FACTS
from contracts.elections.presidium_work import PRESIDIUM_FACTS
from contracts.elections.residents_meetings import RESIDENTS_MEETING_FACTS
from contracts.elections.resolution_facts import RESOLUTION_FACTS
from contracts.elections.session_messages import SESSION_FACTS
from contracts.elections.stations import STATION_FACTS
from contracts.elections.subcommittees import SUBCOMMITTEE_FACTS
from contracts.elections.suggestions import SUGGESTION_FACTS
from contracts.elections.teams import TEAM_FACTS
from contracts.elections.term_messages import CONGRESS_FACTS
from contracts.elections.turnout import TURNOUT_FACTS
from contracts.elections.village_audits import VILLAGE_AUDIT_FACTS
from contracts.elections.villagers import VILLAGERS_FACTS
from contracts.elections.voter_recalls import VOTER_RECALL_FACTS

STREAM_FACTS: tuple[type, ...] = (
    *APPRAISAL_FACTS,
    *AREA_FACTS,
    *COMMUNITY_FACTS,
    *COMMUNITY_CHANGE_FACTS,
    *COMMUNITY_MATTER_FACTS,
    *COUNCIL_FACTS,
    *DECISION_FACTS,
    *DEPUTY_FILE_FACTS,
    *DIRECTORY_FACTS,
    *FUNDING_FACTS,
    *GROUP_FACTS,
    *MEETING_YEAR_FACTS,
    *ELECTION_FACTS,
    *EXECUTION_FACTS,
    *HEARING_FACTS,
    *RESIDENTS_MEETING_FACTS,
    *VILLAGE_AUDIT_FACTS,
    *OFFICE_FACTS,
    *MARK_FACTS,
    *PRESIDIUM_FACTS,
    *RESOLUTION_FACTS,
    *SESSION_FACTS,
    *CONGRESS_FACTS,
    *TURNOUT_FACTS,
    *STATION_FACTS,
    *SUBCOMMITTEE_FACTS,
    *SUGGESTION_FACTS,
    *TEAM_FACTS,
    *VILLAGERS_FACTS,
    *VOTER_RECALL_FACTS,
)

"""Every command of elections, stream by stream."""

from contracts.elections.appraisals import APPRAISAL_COMMANDS
from contracts.elections.communities import COMMUNITY_COMMANDS
from contracts.elections.community_changes import COMMUNITY_CHANGE_COMMANDS
from contracts.elections.community_matters import COMMUNITY_MATTER_COMMANDS
from contracts.elections.councils import COUNCIL_COMMANDS
from contracts.elections.coverage import AREA_COMMANDS
from contracts.elections.decisions import DECISION_COMMANDS
from contracts.elections.deputy_files import DEPUTY_FILE_COMMANDS
from contracts.elections.deputy_groups import GROUP_COMMANDS
from contracts.elections.directories import DIRECTORY_COMMANDS
from contracts.elections.election import ELECTION_COMMANDS
from contracts.elections.execution import EXECUTION_COMMANDS
from contracts.elections.funding import FUNDING_COMMANDS
from contracts.elections.hearings import HEARING_COMMANDS
from contracts.elections.meeting_years import MEETING_YEAR_COMMANDS
from contracts.elections.offices import OFFICE_COMMANDS
from contracts.elections.organ_marks import MARK_COMMANDS
from contracts.elections.presidium_work import PRESIDIUM_COMMANDS
from contracts.elections.residents_meetings import RESIDENTS_MEETING_COMMANDS
from contracts.elections.resolutions import RESOLUTION_COMMANDS
from contracts.elections.session_messages import SESSION_COMMANDS
from contracts.elections.stations import STATION_COMMANDS
from contracts.elections.subcommittees import SUBCOMMITTEE_COMMANDS
from contracts.elections.suggestions import SUGGESTION_COMMANDS
from contracts.elections.teams import TEAM_COMMANDS
from contracts.elections.term_messages import CONGRESS_COMMANDS
from contracts.elections.turnout import TURNOUT_COMMANDS
from contracts.elections.village_audits import VILLAGE_AUDIT_COMMANDS
from contracts.elections.villagers import VILLAGERS_COMMANDS
from contracts.elections.voter_recalls import VOTER_RECALL_COMMANDS

STREAM_COMMANDS: tuple[type, ...] = (
    *APPRAISAL_COMMANDS,
    *AREA_COMMANDS,
    *COMMUNITY_COMMANDS,
    *COMMUNITY_CHANGE_COMMANDS,
    *COMMUNITY_MATTER_COMMANDS,
    *COUNCIL_COMMANDS,
    *DECISION_COMMANDS,
    *DEPUTY_FILE_COMMANDS,
    *DIRECTORY_COMMANDS,
    *FUNDING_COMMANDS,
    *GROUP_COMMANDS,
    *MEETING_YEAR_COMMANDS,
    *ELECTION_COMMANDS,
    *EXECUTION_COMMANDS,
    *HEARING_COMMANDS,
    *RESIDENTS_MEETING_COMMANDS,
    *VILLAGE_AUDIT_COMMANDS,
    *OFFICE_COMMANDS,
    *MARK_COMMANDS,
    *PRESIDIUM_COMMANDS,
    *RESOLUTION_COMMANDS,
    *SESSION_COMMANDS,
    *CONGRESS_COMMANDS,
    *TURNOUT_COMMANDS,
    *STATION_COMMANDS,
    *SUBCOMMITTEE_COMMANDS,
    *SUGGESTION_COMMANDS,
    *TEAM_COMMANDS,
    *VILLAGERS_COMMANDS,
    *VOTER_RECALL_COMMANDS,
)

"""Every command of elections, stream by stream."""

from contracts.elections.appraisals import APPRAISAL_COMMANDS
from contracts.elections.decisions import DECISION_COMMANDS
from contracts.elections.election import ELECTION_COMMANDS
from contracts.elections.execution import EXECUTION_COMMANDS
from contracts.elections.offices import OFFICE_COMMANDS
from contracts.elections.presidium_work import PRESIDIUM_COMMANDS
from contracts.elections.resolutions import RESOLUTION_COMMANDS
from contracts.elections.session_messages import SESSION_COMMANDS
from contracts.elections.term_messages import CONGRESS_COMMANDS
from contracts.elections.turnout import TURNOUT_COMMANDS

STREAM_COMMANDS: tuple[type, ...] = (
    *RESOLUTION_COMMANDS,
    *DECISION_COMMANDS,
    *ELECTION_COMMANDS,
    *OFFICE_COMMANDS,
    *TURNOUT_COMMANDS,
    *APPRAISAL_COMMANDS,
    *EXECUTION_COMMANDS,
    *PRESIDIUM_COMMANDS,
    *SESSION_COMMANDS,
    *CONGRESS_COMMANDS,
)

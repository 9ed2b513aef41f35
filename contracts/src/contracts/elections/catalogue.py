"""Every message of elections, and how older versions are lifted."""

from contracts.cases import CASE_COMMANDS
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS, COMMON_UPCASTS
from contracts.elections.commands import STREAM_COMMANDS
from contracts.elections.congress_year import YEAR_UPCASTS
from contracts.elections.convening import CONVENING_UPCASTS
from contracts.elections.election import ELECTION_UPCASTS
from contracts.elections.events import STREAM_FACTS
from contracts.elections.offices import OFFICE_UPCASTS
from contracts.elections.turnout import TURNOUT_UPCASTS
from contracts.particulars import PARTICULARS_COMMANDS, PARTICULARS_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

ELECTIONS_COMMANDS = Catalogue(
    "elections",
    *(*STREAM_COMMANDS, *UNIT_COMMANDS, *PARTICULARS_COMMANDS, *CASE_COMMANDS, *COMMON_COMMANDS),
    upcasts={**CONVENING_UPCASTS, **ELECTION_UPCASTS, **OFFICE_UPCASTS, **TURNOUT_UPCASTS, **YEAR_UPCASTS},
)

ELECTIONS_FACTS = Catalogue(
    "elections", *STREAM_FACTS, *UNIT_FACTS, *PARTICULARS_FACTS, *COMMON_FACTS, upcasts=COMMON_UPCASTS
)

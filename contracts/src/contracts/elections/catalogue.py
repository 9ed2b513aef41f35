"""Every message of elections, and how older versions are lifted."""

from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.elections.decisions import DECISION_COMMANDS, DECISION_FACTS
from contracts.elections.resolution_facts import RESOLUTION_FACTS
from contracts.elections.resolutions import RESOLUTION_COMMANDS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

ELECTIONS_COMMANDS = Catalogue("elections", *UNIT_COMMANDS, *RESOLUTION_COMMANDS, *DECISION_COMMANDS, *COMMON_COMMANDS)

ELECTIONS_FACTS = Catalogue("elections", *UNIT_FACTS, *RESOLUTION_FACTS, *DECISION_FACTS, *COMMON_FACTS)

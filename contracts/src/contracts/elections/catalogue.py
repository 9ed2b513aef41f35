"""Every message of elections, and how older versions are lifted."""

from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

ELECTIONS_COMMANDS = Catalogue("elections", *UNIT_COMMANDS, *COMMON_COMMANDS)

ELECTIONS_FACTS = Catalogue("elections", *UNIT_FACTS, *COMMON_FACTS)

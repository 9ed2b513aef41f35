"""Every message of mining, and how older versions are lifted."""

from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

MINING_COMMANDS = Catalogue("mining", *UNIT_COMMANDS, *COMMON_COMMANDS)

MINING_FACTS = Catalogue("mining", *UNIT_FACTS, *COMMON_FACTS)

"""Every message of mediation, and how older versions are lifted."""

from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

MEDIATION_COMMANDS = Catalogue("mediation", *UNIT_COMMANDS, *COMMON_COMMANDS)

MEDIATION_FACTS = Catalogue("mediation", *UNIT_FACTS, *COMMON_FACTS)

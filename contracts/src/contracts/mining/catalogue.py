"""Every message of mining, and how older versions are lifted."""

from contracts.cases import CASE_COMMANDS, CASE_FACTS
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS, COMMON_UPCASTS
from contracts.impartiality import TIE_COMMANDS, TIE_FACTS, UPCASTS
from contracts.mining.annual import ANNUAL_COMMANDS
from contracts.mining.annual_facts import ANNUAL_FACTS
from contracts.mining.commands import MINE_COMMANDS
from contracts.mining.events import MINE_FACTS
from contracts.mining.exploration import EXPLORATION_COMMANDS, EXPLORATION_FACTS, RED_LINE_COMMANDS, RED_LINE_FACTS
from contracts.mining.land import LAND_COMMANDS, LAND_FACTS
from contracts.mining.parcels import PARCEL_COMMANDS, PARCEL_FACTS
from contracts.mining.programme import PROGRAMME_COMMANDS
from contracts.mining.programme_facts import PROGRAMME_FACTS
from contracts.mining.restoration import RESTORATION_COMMANDS, RESTORATION_FACTS
from contracts.mining.standards import STANDARD_COMMANDS, STANDARD_FACTS
from contracts.mining.zones import ZONE_COMMANDS, ZONE_FACTS
from contracts.particulars import PARTICULARS_COMMANDS, PARTICULARS_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

MINING_COMMANDS = Catalogue(
    "mining",
    *MINE_COMMANDS,
    *STANDARD_COMMANDS,
    *ANNUAL_COMMANDS,
    *EXPLORATION_COMMANDS,
    *RED_LINE_COMMANDS,
    *RESTORATION_COMMANDS,
    *PROGRAMME_COMMANDS,
    *ZONE_COMMANDS,
    *LAND_COMMANDS,
    *PARCEL_COMMANDS,
    *CASE_COMMANDS,
    *TIE_COMMANDS,
    *UNIT_COMMANDS,
    *PARTICULARS_COMMANDS,
    *COMMON_COMMANDS,
    upcasts=UPCASTS,
)

MINING_FACTS = Catalogue(
    "mining",
    *MINE_FACTS,
    *STANDARD_FACTS,
    *ANNUAL_FACTS,
    *EXPLORATION_FACTS,
    *RED_LINE_FACTS,
    *RESTORATION_FACTS,
    *PROGRAMME_FACTS,
    *ZONE_FACTS,
    *LAND_FACTS,
    *PARCEL_FACTS,
    *CASE_FACTS,
    *TIE_FACTS,
    *UNIT_FACTS,
    *PARTICULARS_FACTS,
    *COMMON_FACTS,
    upcasts=COMMON_UPCASTS,
)

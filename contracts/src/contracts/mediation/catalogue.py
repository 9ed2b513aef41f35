"""Every message of mediation, and how older versions are lifted."""

from contracts.cases import CASE_COMMANDS as OF_EVERY_CASE
from contracts.cases import CASE_FACTS as FACTS_OF_EVERY_CASE
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS, COMMON_UPCASTS
from contracts.impartiality import TIE_COMMANDS, TIE_FACTS, UPCASTS
from contracts.mediation.agreements import AGREEMENT_COMMANDS, AGREEMENT_FACTS
from contracts.mediation.centre_facts import CENTRE_FACTS
from contracts.mediation.centres import CENTRE_COMMANDS
from contracts.mediation.checks import CHECK_COMMANDS, CHECK_FACTS
from contracts.mediation.commands import GENERAL_COMMANDS
from contracts.mediation.events import GENERAL_FACTS
from contracts.mediation.haves import HAVE_COMMANDS, HAVE_FACTS
from contracts.mediation.key_persons import KEY_PERSON_COMMANDS, KEY_PERSON_FACTS
from contracts.mediation.ladder import LADDER_COMMANDS, LADDER_FACTS
from contracts.mediation.month_facts import MONTH_FACTS
from contracts.mediation.months import MONTH_COMMANDS
from contracts.mediation.orders import ORDER_COMMANDS, ORDER_FACTS
from contracts.mediation.outcomes import OUTCOME_COMMANDS, OUTCOME_FACTS
from contracts.mediation.petition_facts import PETITION_FACTS
from contracts.mediation.petitions import PETITION_COMMANDS
from contracts.mediation.proxies import PROXY_COMMANDS, PROXY_FACTS
from contracts.mediation.registers import REGISTER_COMMANDS, REGISTER_FACTS
from contracts.mediation.rosters import ROSTER_COMMANDS, ROSTER_FACTS
from contracts.mediation.specials import SPECIAL_COMMANDS, SPECIAL_FACTS
from contracts.mediation.stations import STATION_COMMANDS, STATION_FACTS
from contracts.mediation.visits import VISIT_COMMANDS, VISIT_FACTS
from contracts.particulars import PARTICULARS_COMMANDS, PARTICULARS_FACTS
from contracts.unit_register import UNIT_COMMANDS, UNIT_FACTS

CASE_COMMANDS = (
    *GENERAL_COMMANDS,
    *LADDER_COMMANDS,
    *AGREEMENT_COMMANDS,
    *PETITION_COMMANDS,
    *TIE_COMMANDS,
    *OF_EVERY_CASE,
)
CASE_FACTS = (
    *GENERAL_FACTS,
    *LADDER_FACTS,
    *AGREEMENT_FACTS,
    *PETITION_FACTS,
    *TIE_FACTS,
    *FACTS_OF_EVERY_CASE,
)

MEDIATION_COMMANDS = Catalogue(
    "mediation",
    *CASE_COMMANDS,
    *MONTH_COMMANDS,
    *ROSTER_COMMANDS,
    *ORDER_COMMANDS,
    *PROXY_COMMANDS,
    *OUTCOME_COMMANDS,
    *VISIT_COMMANDS,
    *SPECIAL_COMMANDS,
    *REGISTER_COMMANDS,
    *KEY_PERSON_COMMANDS,
    *CHECK_COMMANDS,
    *CENTRE_COMMANDS,
    *STATION_COMMANDS,
    *HAVE_COMMANDS,
    *UNIT_COMMANDS,
    *PARTICULARS_COMMANDS,
    *COMMON_COMMANDS,
    upcasts=UPCASTS,
)

MEDIATION_FACTS = Catalogue(
    "mediation",
    *CASE_FACTS,
    *MONTH_FACTS,
    *ROSTER_FACTS,
    *ORDER_FACTS,
    *PROXY_FACTS,
    *OUTCOME_FACTS,
    *VISIT_FACTS,
    *SPECIAL_FACTS,
    *REGISTER_FACTS,
    *KEY_PERSON_FACTS,
    *CHECK_FACTS,
    *CENTRE_FACTS,
    *STATION_FACTS,
    *HAVE_FACTS,
    *UNIT_FACTS,
    *PARTICULARS_FACTS,
    *COMMON_FACTS,
    upcasts=COMMON_UPCASTS,
)

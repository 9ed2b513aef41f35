"""The commands and facts of a case."""

from contracts.cases import CASE_COMMANDS as OF_EVERY_CASE
from contracts.cases import CASE_FACTS as FACTS_OF_EVERY_CASE
from contracts.impartiality import TIE_COMMANDS, TIE_FACTS
from contracts.mediation.case.messages import (
    AGREEMENT_COMMANDS,
    AGREEMENT_FACTS,
    GENERAL_COMMANDS,
    GENERAL_FACTS,
    LADDER_COMMANDS,
    LADDER_FACTS,
    PETITION_COMMANDS,
    PETITION_FACTS,
)

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

"""Every command and fact of one congress for its term, as its decider takes and makes them."""

from typing import get_args

from contracts.elections.credentials import CredentialsCommand, CredentialsFact
from contracts.elections.known_sessions import KnownSessionCommand, KnownSessionFact
from contracts.elections.mandates import MandateCommand, MandateFact
from contracts.elections.terms import TermCommand, TermFact

CongressCommand = TermCommand | KnownSessionCommand | CredentialsCommand | MandateCommand
CongressFact = TermFact | KnownSessionFact | CredentialsFact | MandateFact
CONGRESS_COMMANDS: tuple[type, ...] = get_args(CongressCommand)
CONGRESS_FACTS: tuple[type, ...] = get_args(CongressFact)

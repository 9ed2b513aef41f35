"""The deciders of what a township's centre is made of, with the stream and the rules of each."""

from contracts.mediation.catalogue import MEDIATION_COMMANDS, MEDIATION_FACTS
from contracts.mediation.centre_facts import CentreFact
from contracts.mediation.centre_policy import CentrePolicy, centre_policy
from contracts.mediation.centres import CENTRE_COMMANDS, CentreCommand
from ledger.decider import Decider, RulesOf

from mediation.domain import centre, centre_state

CENTRE: Decider[CentreCommand, CentreFact, centre_state.Centres, CentrePolicy] = Decider(
    name="mediation.centre",
    version=1,
    takes=CENTRE_COMMANDS,
    commands=MEDIATION_COMMANDS,
    facts=MEDIATION_FACTS,
    initial=centre_state.Centres(),
    decide=centre.decide,
    evolve=centre_state.evolve,
    stream=lambda command: f"mediation_centre-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=centre_policy,
)

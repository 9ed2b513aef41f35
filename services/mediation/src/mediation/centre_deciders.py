"""The deciders of the centre of a township and the stations of its villages, with the stream and the rules of each."""

from contracts.catalogue import commands_of, facts_of
from contracts.mediation.centre.messages import CENTRE_COMMANDS, CentreCommand, CentreFact
from contracts.mediation.centre.rules import CentrePolicy, centre_policy
from contracts.mediation.haves.messages import HAVE_COMMANDS, HaveRecorded, RecordHave
from contracts.mediation.haves.rules import HavePolicy, have_policy
from contracts.mediation.station.messages import STATION_COMMANDS, StationCommand, StationFact
from contracts.mediation.station.rules import StationPolicy, station_policy
from ledger.decider import Decider, RulesOf

from mediation.domain import centre, centre_state, haves, station

CENTRE: Decider[CentreCommand, CentreFact, centre_state.Centres, CentrePolicy] = Decider(
    name="mediation.centre",
    version=1,
    takes=CENTRE_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=centre_state.Centres(),
    decide=centre.decide,
    evolve=centre_state.evolve,
    stream=lambda command: f"mediation_centre-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=centre_policy,
)

STATION: Decider[StationCommand, StationFact, station.Stations, StationPolicy] = Decider(
    name="mediation.station",
    version=1,
    takes=STATION_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=station.Stations(),
    decide=station.decide,
    evolve=station.evolve,
    stream=lambda command: f"mediation_station-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=station_policy,
)

HAVE: Decider[RecordHave, HaveRecorded, None, HavePolicy] = Decider(
    name="mediation.haves",
    version=1,
    takes=HAVE_COMMANDS,
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    initial=None,
    decide=haves.decide,
    evolve=haves.evolve,
    stream=lambda command: f"mediation_haves-{command.unit}-{command.year}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=have_policy,
)

"""The deciders of the centre of a township and the stations of its villages, with the stream and the rules of each."""

from contracts.mediation.catalogue import MEDIATION_COMMANDS, MEDIATION_FACTS
from contracts.mediation.centre_facts import CentreFact
from contracts.mediation.centre_policy import CentrePolicy, centre_policy
from contracts.mediation.centres import CENTRE_COMMANDS, CentreCommand
from contracts.mediation.have_policy import HavePolicy, have_policy
from contracts.mediation.haves import HAVE_COMMANDS, HaveRecorded, RecordHave
from contracts.mediation.station_policy import StationPolicy, station_policy
from contracts.mediation.stations import STATION_COMMANDS, StationCommand, StationFact
from ledger.decider import Decider, RulesOf

from mediation.domain import centre, centre_state, haves, station

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

STATION: Decider[StationCommand, StationFact, station.Stations, StationPolicy] = Decider(
    name="mediation.station",
    version=1,
    takes=STATION_COMMANDS,
    commands=MEDIATION_COMMANDS,
    facts=MEDIATION_FACTS,
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
    commands=MEDIATION_COMMANDS,
    facts=MEDIATION_FACTS,
    initial=None,
    decide=haves.decide,
    evolve=haves.evolve,
    stream=lambda command: f"mediation_haves-{command.unit}-{command.year}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=have_policy,
)

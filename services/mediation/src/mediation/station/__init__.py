"""The stations of a village: one works at a time, headed by the Party organisation's secretary.

Law: township opinion on the centre (document 4 §一).
"""

from contracts.mediation.station.rules import station_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.station.answers import stations_of_area
from mediation.station.rule import Stations, decide, evolve, station_stream
from mediation.station.view import STATIONS

STREAM = Stream(
    rule=Rule(begins=Stations(), decide=decide, evolve=evolve),
    key=station_stream,
    rules=RulesOf.TODAY,
    policy=station_policy,
    views=(STATIONS,),
    answers=(stations_of_area,),
)

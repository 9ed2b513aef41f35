"""The centres of a township: one works at a time, led by a township leader and a full-time deputy.

Law: township opinion on the centre (document 4 §一).
"""

from contracts.mediation.centre.rules import centre_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.centre.answers import centres_of_township, rotations_of_centre
from mediation.centre.rule import Centres, centre_stream, decide, evolve
from mediation.centre.view import CENTRES

STREAM = Stream(
    rule=Rule(begins=Centres(), decide=decide, evolve=evolve),
    key=centre_stream,
    rules=RulesOf.TODAY,
    policy=centre_policy,
    views=(CENTRES,),
    answers=(centres_of_township, rotations_of_centre),
)

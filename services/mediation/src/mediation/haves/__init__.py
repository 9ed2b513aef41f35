"""What a centre or station is said to have in a year (八个有), as far as the record cannot know it.

Law: township opinion on the centre (document 4 §六(一)).
"""

from contracts.mediation.haves.rules import have_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.haves.answers import eight_haves_of_unit
from mediation.haves.rule import decide, evolve, haves_stream
from mediation.haves.view import HAVES

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=haves_stream,
    rules=RulesOf.TODAY,
    policy=have_policy,
    views=(HAVES,),
    answers=(eight_haves_of_unit,),
)

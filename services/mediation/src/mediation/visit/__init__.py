"""One visit to a household, or reception: recorded once.

Law: county opinion on township standardisation (document 1 §四6三要).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.visit.answers import visits_of_unit
from mediation.visit.rule import decide, evolve, visit_stream
from mediation.visit.view import VISITS

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=visit_stream,
    rules=RulesOf.NONE,
    views=(VISITS,),
    answers=(visits_of_unit,),
)

"""The outcomes of one centre, half-year by half-year: a figure that has risen is a finding, once for each value.

Law: township opinion on the centre (document 4 §六(三)).
"""

from contracts.mediation.outcomes.rules import outcome_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.outcomes.answers import outcomes_of_unit
from mediation.outcomes.reactions import COUNT
from mediation.outcomes.rule import Outcomes, decide, evolve, outcomes_stream
from mediation.outcomes.view import OUTCOMES

STREAM = Stream(
    rule=Rule(begins=Outcomes(), decide=decide, evolve=evolve),
    key=outcomes_stream,
    rules=RulesOf.TODAY,
    policy=outcome_policy,
    views=(OUTCOMES,),
    answers=(outcomes_of_unit,),
    reactions=(COUNT,),
)

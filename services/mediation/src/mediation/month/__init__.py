"""One month of a centre's periodic work (定期工作): opened by itself, done, or announced as missed once.

Law: township opinion on the centre (document 4 §二(一), §三(二) to §三(七), §四).
"""

from contracts.mediation.month.rules import month_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from mediation.month.answers import monthly_figures, months_of_unit
from mediation.month.rule import Month, decide, evolve, month_stream
from mediation.month.view import AGENDA_OF_MONTHS, MONTHS

STREAM = Stream(
    rule=Rule(begins=Month(), decide=decide, evolve=evolve, version=2),
    key=month_stream,
    rules=RulesOf.CASE,
    policy=month_policy,
    kept=KeptRules(
        month_stream.prefix, "what is owed in a month is what it was when the month began", RULES_DO_NOT_REACH_BACK
    ),
    views=(MONTHS, AGENDA_OF_MONTHS),
    answers=(months_of_unit, monthly_figures),
)

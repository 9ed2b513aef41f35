"""One special period of a centre: screened in concentration, or announced as missed once.

Law: township opinion on the centre (document 4 §三(六)).
"""

from contracts.mediation.special.rules import special_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from mediation.special.answers import special_periods_of_unit
from mediation.special.rule import Special, decide, evolve, special_stream
from mediation.special.view import SPECIALS

STREAM = Stream(
    rule=Rule(begins=Special(), decide=decide, evolve=evolve),
    key=special_stream,
    rules=RulesOf.CASE,
    policy=special_policy,
    kept=KeptRules(
        special_stream.prefix, "the day was named to somebody, and no rule gives it", RULES_DO_NOT_REACH_BACK
    ),
    views=(SPECIALS,),
    answers=(special_periods_of_unit,),
)

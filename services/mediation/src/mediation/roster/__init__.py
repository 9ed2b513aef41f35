"""The leaders on duty in one month: a working day without one is a finding, once.

Law: township opinion on the centre (document 4 §三(三)).
"""

from contracts.mediation.roster.rules import roster_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from mediation.roster.answers import roster_of_month
from mediation.roster.rule import Roster, decide, evolve, roster_stream
from mediation.roster.view import ROSTERS

STREAM = Stream(
    rule=Rule(begins=Roster(), decide=decide, evolve=evolve),
    key=roster_stream,
    rules=RulesOf.CASE,
    policy=roster_policy,
    kept=KeptRules(
        roster_stream.prefix, "what is owed in a month is what it was when the month began", RULES_DO_NOT_REACH_BACK
    ),
    views=(ROSTERS,),
    answers=(roster_of_month,),
)

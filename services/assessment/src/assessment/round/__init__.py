"""A round under schemes D and G: each subject gets one sheet, and the round is complete when every sheet is closed.

Law: documents 2 §三, 3 §附8, §附9.
"""

from contracts.assessment.sheet.rules import scheme_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from assessment.round.answers import rounds_of_area
from assessment.round.reactions import TAKE
from assessment.round.rule import Round, decide, evolve, round_stream
from assessment.round.view import ROUNDS

STREAM = Stream(
    rule=Rule(begins=Round(), decide=decide, evolve=evolve),
    key=round_stream,
    rules=RulesOf.CASE,
    policy=scheme_policy,
    kept=KeptRules(
        round_stream.prefix, "what is scored in a period is scored as it was when it began", RULES_DO_NOT_REACH_BACK
    ),
    views=(ROUNDS,),
    answers=(rounds_of_area,),
    reactions=(TAKE,),
)

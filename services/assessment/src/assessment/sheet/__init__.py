"""One score sheet (考核评分): results with their evidence, indicator by indicator, and what they come to.

Law: documents 1 §五1, §五4, 4 §三(七), 4 §六(一), 5 §三(二).
"""

from contracts.assessment.sheet.rules import scheme_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from assessment.sheet.answers import sheet_of_unit
from assessment.sheet.reactions import OPEN, OPEN_CHECKS, OPEN_ROUND, TAKE_ASKED, TAKE_COUNTED
from assessment.sheet.rule import Sheet, decide, evolve, sheet_stream
from assessment.sheet.view import SHEETS

STREAM = Stream(
    rule=Rule(begins=Sheet(), decide=decide, evolve=evolve, version=2),
    key=sheet_stream,
    rules=RulesOf.CASE,
    policy=scheme_policy,
    kept=KeptRules(
        sheet_stream.prefix, "what is scored in a period is scored as it was when it began", RULES_DO_NOT_REACH_BACK
    ),
    views=(SHEETS,),
    answers=(sheet_of_unit,),
    reactions=(OPEN, OPEN_CHECKS, OPEN_ROUND, TAKE_COUNTED, TAKE_ASKED),
)

"""Appraisals of government departments by deputies (评议) within one term.

Law: district opinion on township people's congresses (document 2 §三(二)1).
"""

from contracts.elections.appraisals.rules import appraisal_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.appraisals.answers import appraisals_of_term
from elections.appraisals.reactions import CLOSE
from elections.appraisals.rule import Appraisals, appraisals_stream, decide, evolve
from elections.appraisals.view import APPRAISALS

STREAM = Stream(
    rule=Rule(begins=Appraisals(), decide=decide, evolve=evolve),
    key=appraisals_stream,
    rules=RulesOf.TODAY,
    policy=appraisal_policy,
    views=(APPRAISALS,),
    answers=(appraisals_of_term,),
    reactions=(CLOSE,),
)

"""A community's figures beside their bounds: households, members, funds.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(一)2(4)-(5), §二(二)1(1)-(2)).
"""

from contracts.assessment.size.rules import size_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.size.answers import sizes_of_area
from assessment.size.rule import Sizes, decide, evolve, size_stream
from assessment.size.view import SIZES

STREAM = Stream(
    rule=Rule(begins=Sizes(), decide=decide, evolve=evolve),
    key=size_stream,
    rules=RulesOf.TODAY,
    policy=size_policy,
    views=(SIZES,),
    answers=(sizes_of_area,),
)

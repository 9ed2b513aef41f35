"""One area of the register of those that need a residents' committee (全覆盖).

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)).
"""

from contracts.elections.area.rules import coverage_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.area.answers import coverage_of_areas
from elections.area.rule import area_stream, decide, evolve
from elections.area.view import COVERAGE

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=area_stream,
    rules=RulesOf.TODAY,
    policy=coverage_policy,
    views=(COVERAGE,),
    answers=(coverage_of_areas,),
)

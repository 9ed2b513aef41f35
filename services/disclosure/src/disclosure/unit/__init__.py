"""Units that owe disclosure: each is enrolled once, and named the first duty of each of its catalogues.

Law: county opinion on township standardisation (document 1 §四3, §四4); draft opinion on residents' committees
(document 5 §二(三)2(5)).
"""

from contracts.disclosure.duty.rules import disclosure_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream
from ledger.unit_view import unit_answers

from disclosure.tables import MERGED, UNIT
from disclosure.unit.reactions import ENROL
from disclosure.unit.rule import Unit, decide, evolve, unit_stream
from disclosure.unit.view import UNITS

STREAM = Stream(
    rule=Rule(begins=Unit(), decide=decide, evolve=evolve),
    key=unit_stream,
    rules=RulesOf.TODAY,
    policy=disclosure_policy,
    views=(UNITS,),
    answers=(unit_answers(UNIT, MERGED),),
    reactions=(ENROL,),
)

"""The marks of a congress's organs (标识、印章) and the staff of its office.

Law: district opinion on township people's congresses (document 2 §三(三)1).
"""

from contracts.elections.marks.rules import mark_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.marks.answers import marks_of_congress
from elections.marks.rule import Marks, decide, evolve, marks_stream

STREAM = Stream(
    rule=Rule(begins=Marks(), decide=decide, evolve=evolve),
    key=marks_stream,
    rules=RulesOf.TODAY,
    policy=mark_policy,
    answers=(marks_of_congress,),
)

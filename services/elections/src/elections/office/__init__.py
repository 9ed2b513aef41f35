"""One elected office of a unit (选举产生的职务): who holds it, who was sworn in, how it ends.

Law: district opinion on township people's congresses (document 2 §三(一)4, §三(三)1): the chair's office ends with the
seat of a deputy, the head of a township resigns to the congress; Organic Law, arts. 18, 32 (地方组织法).
"""

from contracts.elections.office.rules import office_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.office.answers import by_elections_owed, offices_of_unit
from elections.office.reactions import END_WITH_MANDATE, LOOK_FOR_OATHS, SEAT_WINNERS
from elections.office.rule import decide, office_stream
from elections.office.state import Office, evolve
from elections.office.view import OFFICES

STREAM = Stream(
    rule=Rule(begins=Office(), decide=decide, evolve=evolve),
    key=office_stream,
    rules=RulesOf.TODAY,
    policy=office_policy,
    views=(OFFICES,),
    answers=(offices_of_unit, by_elections_owed),
    reactions=(SEAT_WINNERS, LOOK_FOR_OATHS, END_WITH_MANDATE),
)

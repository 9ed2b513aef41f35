"""The calendar year of a congress: its sessions, and the work of its presidium between them.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 12, 14 and 19; district opinion on township
people's congresses (document 2 §三(一)1, §三(二)1).
"""

from contracts.elections.presidium.rules import presidium_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.presidium.agenda import AGENDA_OF_PRESIDIUMS
from elections.presidium.answers import year_of_congress
from elections.presidium.reactions import NOTE_CLOSED, NOTE_OPENED
from elections.presidium.rule import decide, presidium_stream
from elections.presidium.state import CongressYear, evolve
from elections.presidium.view import PRESIDIUM_YEARS

STREAM = Stream(
    rule=Rule(begins=CongressYear(), decide=decide, evolve=evolve),
    key=presidium_stream,
    rules=RulesOf.TODAY,
    policy=presidium_policy,
    views=(PRESIDIUM_YEARS, AGENDA_OF_PRESIDIUMS),
    answers=(year_of_congress,),
    reactions=(NOTE_OPENED, NOTE_CLOSED),
)

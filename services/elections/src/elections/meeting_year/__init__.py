"""The residents' meetings that one community owes in one year (年初、年末至少各召开一次).

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(2)).
"""

from contracts.elections.meeting_year.rules import meeting_year_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.meeting_year.answers import residents_meetings_of_year
from elections.meeting_year.reactions import NOTE_MEETING
from elections.meeting_year.rule import MeetingYear, decide, evolve, meeting_year_stream
from elections.meeting_year.view import MEETING_YEARS

STREAM = Stream(
    rule=Rule(begins=MeetingYear(), decide=decide, evolve=evolve),
    key=meeting_year_stream,
    rules=RulesOf.TODAY,
    policy=meeting_year_policy,
    views=(MEETING_YEARS,),
    answers=(residents_meetings_of_year,),
    reactions=(NOTE_MEETING,),
)

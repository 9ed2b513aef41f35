"""The work of a township's team in one year (职责分工): shared out, studied together, reported on to the others.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2一要). How often the team meets for it
the text leaves open: nothing becomes overdue, what each has done is shown.
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.team.answers import team_of_unit
from elections.team.rule import Team, decide, evolve, team_stream
from elections.team.view import TEAMS

STREAM = Stream(
    rule=Rule(begins=Team(), decide=decide, evolve=evolve),
    key=team_stream,
    rules=RulesOf.NONE,
    views=(TEAMS,),
    answers=(team_of_unit,),
)

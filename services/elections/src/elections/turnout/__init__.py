"""Who took part in one round of voting (参加投票人名册): each person once.

Law: Electoral Law, art. 40 (选举法 第四十条); Organic Law of Local Congresses and Governments, art. 28 (地方组织法).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.turnout.answers import turnout_of_round
from elections.turnout.rule import Turnout, decide, evolve, turnout_stream
from elections.turnout.view import TURNOUT_VIEW

STREAM = Stream(
    rule=Rule(begins=Turnout(), decide=decide, evolve=evolve),
    key=turnout_stream,
    rules=RulesOf.NONE,
    views=(TURNOUT_VIEW,),
    answers=(turnout_of_round,),
)

"""One exploration project (勘查项目): where it lies, what the people wish, its stages, its leaving a reserve.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)).
"""

from contracts.mining.exploration.rules import exploration_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.exploration.answers import explorations_of_area
from mining.exploration.rule import Project, decide, evolve, exploration_stream
from mining.exploration.view import EXPLORATIONS

STREAM = Stream(
    rule=Rule(begins=Project(), decide=decide, evolve=evolve),
    key=exploration_stream,
    rules=RulesOf.TODAY,
    policy=exploration_policy,
    views=(EXPLORATIONS,),
    answers=(explorations_of_area,),
)

"""The representatives of a village for one term (村民代表): whether they meet, and what the groups decide.

Law: Organic Law of the Villagers' Committees, arts. 25, 26 and 28 (村民委员会组织法 第二十五、二十六、二十八条).
"""

from contracts.elections.villagers.rules import villagers_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.villagers.answers import representatives_of_village
from elections.villagers.rule import Villagers, decide, evolve, villagers_stream
from elections.villagers.view import AGENDA_OF_VILLAGERS, VILLAGERS_VIEW

STREAM = Stream(
    rule=Rule(begins=Villagers(), decide=decide, evolve=evolve),
    key=villagers_stream,
    rules=RulesOf.TODAY,
    policy=villagers_policy,
    views=(VILLAGERS_VIEW, AGENDA_OF_VILLAGERS),
    answers=(representatives_of_village,),
)

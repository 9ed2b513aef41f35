"""The consultative council of one community (社区议事协商委员会): its members, and what it did.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(2)).
"""

from contracts.elections.council.rules import council_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.council.answers import actions_of_councils, councils_of_communities
from elections.council.rule import Council, council_stream, decide, evolve
from elections.council.view import COUNCILS

STREAM = Stream(
    rule=Rule(begins=Council(), decide=decide, evolve=evolve),
    key=council_stream,
    rules=RulesOf.TODAY,
    policy=council_policy,
    views=(COUNCILS,),
    answers=(councils_of_communities, actions_of_councils),
)

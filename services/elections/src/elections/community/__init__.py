"""One community that is set up (社区设立): sized, approved, its committee elected within its time, and filed.

Law: Organic Law of the Urban Residents' Committees (城市居民委员会组织法), art. 6; draft opinion on residents'
committees, part 2 (document 5 §二(一)1(3), (4)).
"""

from contracts.elections.community.rules import community_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.community.answers import communities_set_up
from elections.community.reactions import NOTE_COMMITTEE
from elections.community.rule import Community, community_stream, decide, evolve
from elections.community.view import COMMUNITIES

STREAM = Stream(
    rule=Rule(begins=Community(), decide=decide, evolve=evolve),
    key=community_stream,
    rules=RulesOf.TODAY,
    policy=community_policy,
    views=(COMMUNITIES,),
    answers=(communities_set_up,),
    reactions=(NOTE_COMMITTEE,),
)

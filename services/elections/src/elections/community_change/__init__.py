"""One change of a community that exists (调整、撤并): decided, held against the least number of households, filed.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(1), (4)).
"""

from contracts.elections.community_change.rules import community_change_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.community_change.answers import changes_of_communities
from elections.community_change.rule import Change, community_change_stream, decide, evolve
from elections.community_change.view import COMMUNITY_CHANGES

STREAM = Stream(
    rule=Rule(begins=Change(), decide=decide, evolve=evolve),
    key=community_change_stream,
    rules=RulesOf.TODAY,
    policy=community_change_policy,
    views=(COMMUNITY_CHANGES,),
    answers=(changes_of_communities,),
)

"""One residents' meeting (社区居民会议) or consultation meeting (议事协商会议) of a community.

Law: Organic Law of the Urban Residents' Committees, art. 9 (居民委员会组织法 第九条); draft opinion on residents'
committees, part 2 (document 5 §二(一)2(1), §二(三)2(2)-(3)). Requirements E-138, E-151, E-342, X-005.
"""

from contracts.elections.residents_meeting.rules import residents_meeting_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.residents_meeting.answers import consultations_of_communities
from elections.residents_meeting.rule import Meeting, decide, evolve, residents_meeting_stream
from elections.residents_meeting.view import CONSULTATIONS

STREAM = Stream(
    rule=Rule(begins=Meeting(), decide=decide, evolve=evolve),
    key=residents_meeting_stream,
    rules=RulesOf.CASE,
    policy=residents_meeting_policy,
    kept=KeptRules(
        residents_meeting_stream.prefix,
        "a meeting is held under the rules it was called under",
        RULES_DO_NOT_REACH_BACK,
    ),
    views=(CONSULTATIONS,),
    answers=(consultations_of_communities,),
)

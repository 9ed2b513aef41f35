"""One resolution of a village by four deliberations and two disclosures (四议两公开).

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要); Organic Law of the Villagers'
Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).
"""

from contracts.elections.resolution.rules import resolution_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.resolution.reactions import CLOSE, RECORD_DISCLOSURE
from elections.resolution.rule import decide, resolution_stream
from elections.resolution.state import Resolution, evolve

STREAM = Stream(
    rule=Rule(begins=Resolution(), decide=decide, evolve=evolve),
    key=resolution_stream,
    rules=RulesOf.CASE,
    policy=resolution_policy,
    kept=KeptRules(
        resolution_stream.prefix,
        "what was put to a vote is decided by the rules it was put under",
        RULES_DO_NOT_REACH_BACK,
    ),
    reactions=(RECORD_DISCLOSURE, CLOSE),
)

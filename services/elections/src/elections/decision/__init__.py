"""One decision of a township's Party-and-government team on one topic (党政班子会决策).

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1一要, §四1二要, §四2一要).
The minority submits to the majority (少数服从多数): a tie is none.
"""

from contracts.elections.decision.rules import decision_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.decision.reactions import RECORD_PUBLISHED
from elections.decision.rule import Topic, decide, decision_stream, evolve

STREAM = Stream(
    rule=Rule(begins=Topic(), decide=decide, evolve=evolve),
    key=decision_stream,
    rules=RulesOf.CASE,
    policy=decision_policy,
    kept=KeptRules(
        decision_stream.prefix,
        "what was put to a vote is decided by the rules it was put under",
        RULES_DO_NOT_REACH_BACK,
    ),
    reactions=(RECORD_PUBLISHED,),
)

"""One major matter of a community (社区重大事项) as it is executed: consulted on before, or flagged.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(3)).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.community_matter.answers import executed_matters
from elections.community_matter.rule import community_matter_stream, decide, evolve
from elections.community_matter.view import COMMUNITY_MATTERS

STREAM = Stream(
    rule=Rule(begins=None, decide=decide, evolve=evolve),
    key=community_matter_stream,
    rules=RulesOf.NONE,
    views=(COMMUNITY_MATTERS,),
    answers=(executed_matters,),
)

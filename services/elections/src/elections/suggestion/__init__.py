"""One suggestion, criticism or comment of deputies (代表建议、批评和意见), until they have judged the reply.

Law: Deputies Law (代表法), art. 51; Organic Law of Local Congresses and Governments (组织法), art. 42; district opinion
on township people's congresses (document 2 §三(二)1).
"""

from contracts.elections.suggestion.rules import suggestion_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.suggestion.answers import suggestions_of_congress
from elections.suggestion.rule import Suggestion, decide, evolve, suggestion_stream
from elections.suggestion.view import SUGGESTIONS

STREAM = Stream(
    rule=Rule(begins=Suggestion(), decide=decide, evolve=evolve),
    key=suggestion_stream,
    rules=RulesOf.TODAY,
    policy=suggestion_policy,
    views=(SUGGESTIONS,),
    answers=(suggestions_of_congress,),
)

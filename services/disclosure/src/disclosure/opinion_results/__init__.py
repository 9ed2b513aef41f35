"""How the opinions of one unit came out in one month (民意办理结果): each is counted once.

Law: county opinion on township standardisation (document 1 §四2三要).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.opinion_results.answers import opinion_results
from disclosure.opinion_results.reactions import COUNT
from disclosure.opinion_results.rule import Noted, decide, evolve, opinion_results_stream
from disclosure.opinion_results.view import OPINION_RESULTS

STREAM = Stream(
    rule=Rule(begins=Noted(), decide=decide, evolve=evolve),
    key=opinion_results_stream,
    rules=RulesOf.NONE,
    views=(OPINION_RESULTS,),
    answers=(opinion_results,),
    reactions=(COUNT,),
)

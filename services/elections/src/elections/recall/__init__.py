"""The recall of one deputy by the voters of the district (选民罢免代表).

Law: Electoral Law, arts. 50, 52, 53 (选举法 第五十、五十二、五十三条): more than half of all voters of the original
district, whatever the turnout. A recall that failed may be asked for again: the law sets no time.
"""

from contracts.elections.recall.rules import voter_recall_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.recall.rule import VoterRecall, decide, evolve, recall_stream

STREAM = Stream(
    rule=Rule(begins=VoterRecall(), decide=decide, evolve=evolve),
    key=recall_stream,
    rules=RulesOf.TODAY,
    policy=voter_recall_policy,
)

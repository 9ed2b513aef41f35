"""The file of one deputy (代表履职手册): profile, performance, reports to the voters and their ratings.

Law: Deputies Law (代表法), art. 58; district opinion on township people's congresses (document 2 §三(二)3, §三(三)3).
"""

from contracts.elections.deputy_file.rules import deputy_file_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.deputy_file.answers import handbook_of_deputy
from elections.deputy_file.rule import DeputyFile, decide, deputy_file_stream, evolve

STREAM = Stream(
    rule=Rule(begins=DeputyFile(), decide=decide, evolve=evolve),
    key=deputy_file_stream,
    rules=RulesOf.TODAY,
    policy=deputy_file_policy,
    answers=(handbook_of_deputy,),
)

"""The audits of one kind and day: what each read, up to where, and how much it met.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up (跟踪记录).
"""

from contracts.units import NATION
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from auditor.audits.answers import audits_made
from auditor.audits.rule import Runs, audits_stream, decide, evolve
from auditor.audits.view import RUNS

STREAM = Stream(
    rule=Rule(begins=Runs(), decide=decide, evolve=evolve),
    key=audits_stream,
    rules=RulesOf.NONE,
    unit=lambda _: NATION,
    views=(RUNS,),
    answers=(audits_made,),
)

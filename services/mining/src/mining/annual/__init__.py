"""The yearly assessment of one unit's progress with green mines (绿色矿山考核, S14), and what becomes of its result.

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12).
"""

from contracts.mining.annual.rules import annual_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.annual.answers import assessments_of_unit, overdue_assessments
from mining.annual.rule import RUNNING, annual_stream, decide
from mining.annual.state import Assessment, evolve
from mining.annual.view import AGENDA_OF_ASSESSMENTS, ASSESSMENTS

STREAM = Stream(
    rule=Rule(begins=Assessment(), decide=decide, evolve=evolve),
    key=annual_stream,
    rules=RulesOf.CASE,
    policy=annual_policy,
    running=RUNNING,
    views=(ASSESSMENTS, AGENDA_OF_ASSESSMENTS),
    answers=(assessments_of_unit, overdue_assessments),
)

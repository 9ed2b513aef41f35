"""One matter that came in (矛盾纠纷、来信来访、民情民意): registered, handed over, mediated or handled, and filed.

Law: township opinion on the centre (document 4 §二 to §五); People's Mediation Law (人民调解法); Regulation on Petition
Work (信访工作条例).
"""

from contracts.mediation.case.rules import mediation_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.case.agenda import AGENDA_OF_CASES
from mediation.case.answers import case_history, case_receipt, cases_of_handler, cases_of_unit, settlement_levels
from mediation.case.reactions import REGISTERING
from mediation.case.rule import RUNNING, case_stream, decide, evolve
from mediation.case.state import Case
from mediation.case.view import CASES

STREAM = Stream(
    rule=Rule(begins=Case(), decide=decide, evolve=evolve, version=2),
    key=case_stream,
    rules=RulesOf.CASE,
    policy=mediation_policy,
    running=RUNNING,
    views=(CASES, AGENDA_OF_CASES),
    answers=(cases_of_unit, cases_of_handler, case_receipt, case_history, settlement_levels),
    reactions=REGISTERING,
)

"""One township's year of checks (综治维稳中心半年检查): evidence frozen, every subject checked, rewards and penalties.

Law: township opinion on the governance centre, parts 2 (6) and 3 (7) (document 4 §二(六), §三(七)).
"""

from contracts.assessment.centre.rules import centre_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.centre.answers import centre_checks_of_area
from assessment.centre.reactions import TAKE
from assessment.centre.rule import RUNNING, centre_stream, decide
from assessment.centre.state import CentreYear, evolve
from assessment.centre.view import CENTRES

STREAM = Stream(
    rule=Rule(begins=CentreYear(), decide=decide, evolve=evolve),
    key=centre_stream,
    rules=RulesOf.CASE,
    policy=centre_policy,
    running=RUNNING,
    views=(CENTRES,),
    answers=(centre_checks_of_area,),
    reactions=(TAKE,),
)

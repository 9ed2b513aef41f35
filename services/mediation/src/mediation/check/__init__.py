"""What assessment's checks of one year came to, as the centre heard of it: each half-year and each subject once.

Law: township opinion on the centre (document 4 §三(七), §五).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.check.answers import checks_of_unit, four_ones_of_unit
from mediation.check.reactions import note_check, note_consequence
from mediation.check.rule import CheckYear, check_stream, decide, evolve
from mediation.check.view import CHECKS

STREAM = Stream(
    rule=Rule(begins=CheckYear(), decide=decide, evolve=evolve),
    key=check_stream,
    rules=RulesOf.NONE,
    views=(CHECKS,),
    answers=(checks_of_unit, four_ones_of_unit),
    reactions=(note_check, note_consequence),
)

"""Who answers for the creation in one district or sub-district, and its issues until they are solved.

Law: draft opinion on residents' committees, part 4 (document 5 §四).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.responsibility.answers import issues_of_area, responsibilities_of_area
from assessment.responsibility.rule import Issues, decide, evolve, responsibility_stream
from assessment.responsibility.view import RESPONSIBILITIES

STREAM = Stream(
    rule=Rule(begins=Issues(), decide=decide, evolve=evolve),
    key=responsibility_stream,
    rules=RulesOf.NONE,
    views=(RESPONSIBILITIES,),
    answers=(issues_of_area, responsibilities_of_area),
)

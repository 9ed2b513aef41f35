"""The county's leading group for township standardisation (领导小组), as it was set up last.

Law: county opinion on township standardisation, part 5 item 1 (document 1 §五1).
"""

from contracts.assessment.programme.rules import programme_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.county_group.answers import county_group_of_unit
from assessment.county_group.rule import CountyGroup, county_group_stream, decide, evolve
from assessment.county_group.view import COUNTY_GROUPS

STREAM = Stream(
    rule=Rule(begins=CountyGroup(), decide=decide, evolve=evolve),
    key=county_group_stream,
    rules=RulesOf.TODAY,
    policy=programme_policy,
    views=(COUNTY_GROUPS,),
    answers=(county_group_of_unit,),
)

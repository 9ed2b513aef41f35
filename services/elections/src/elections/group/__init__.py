"""One deputy group (代表小组): joined at will, a plan a year, an activity a quarter.

Law: Organic Law of Local Congresses and Governments (组织法), art. 43; district opinion (document 2 §三(二)2,
§三(三)1).
"""

from contracts.elections.group.rules import group_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.group.answers import groups_of_unit
from elections.group.rule import Group, decide, evolve, group_stream
from elections.group.view import AGENDA_OF_GROUPS, GROUPS

STREAM = Stream(
    rule=Rule(begins=Group(), decide=decide, evolve=evolve),
    key=group_stream,
    rules=RulesOf.TODAY,
    policy=group_policy,
    views=(GROUPS, AGENDA_OF_GROUPS),
    answers=(groups_of_unit,),
)

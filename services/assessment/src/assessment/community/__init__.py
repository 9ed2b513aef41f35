"""The titles of one community (合格社区、示范社区): list, self-check, acceptance, decision; kept with all its years.

Law: draft opinion on residents' committees, part 3 (document 5 §三(一)-(三)).
"""

from contracts.assessment.community.rules import title_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.community.answers import timeline_of_community, titles_of_area
from assessment.community.reactions import ENTER, TAKE
from assessment.community.rule import community_stream, decide
from assessment.community.state import Community, evolve
from assessment.community.view import TITLES

STREAM = Stream(
    rule=Rule(begins=Community(), decide=decide, evolve=evolve),
    key=community_stream,
    rules=RulesOf.TODAY,
    policy=title_policy,
    views=(TITLES,),
    answers=(timeline_of_community, titles_of_area),
    reactions=(ENTER, TAKE),
)

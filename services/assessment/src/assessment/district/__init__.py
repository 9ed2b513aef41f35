"""A district's yearly lists, the titles of its communities, and its own title (示范区).

Law: draft opinion on residents' committees, parts 1 and 3 (document 5 §一, §三(三)).
"""

from contracts.assessment.community.rules import title_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.district.reactions import COUNT
from assessment.district.rule import District, decide, district_stream, evolve

STREAM = Stream(
    rule=Rule(begins=District(), decide=decide, evolve=evolve),
    key=district_stream,
    rules=RulesOf.TODAY,
    policy=title_policy,
    reactions=(COUNT,),
)

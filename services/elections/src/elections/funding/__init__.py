"""A community's work funding of one year (社区工作经费): set by its households, paid before the year ends.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), (5)).
"""

from contracts.elections.funding.rules import funding_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.funding.answers import funding_of_communities
from elections.funding.rule import Funding, decide, evolve, funding_stream
from elections.funding.view import FUNDINGS

STREAM = Stream(
    rule=Rule(begins=Funding(), decide=decide, evolve=evolve),
    key=funding_stream,
    rules=RulesOf.TODAY,
    policy=funding_policy,
    views=(FUNDINGS,),
    answers=(funding_of_communities,),
)

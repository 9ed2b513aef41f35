"""The sub-committees of one community (居委会下属委员会): those that it owes, who leads each, its representatives.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(3)).
"""

from contracts.elections.subcommittees.rules import subcommittee_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.subcommittees.answers import subcommittees_of_communities
from elections.subcommittees.rule import Subcommittees, decide, evolve, subcommittees_stream
from elections.subcommittees.view import SUBCOMMITTEES

STREAM = Stream(
    rule=Rule(begins=Subcommittees(), decide=decide, evolve=evolve),
    key=subcommittees_stream,
    rules=RulesOf.TODAY,
    policy=subcommittee_policy,
    views=(SUBCOMMITTEES,),
    answers=(subcommittees_of_communities,),
)

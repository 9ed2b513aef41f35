"""One election or by-election (选举、补选), from its plan to its announced result.

Law: district opinion on township people's congresses (document 2 §三(一)4), draft opinion on residents' committees
(document 5 §二(三)1), and the statutes of the streams' parts: measures, candidates, boxes, result.
"""

from contracts.elections.election.rules import election_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from elections.election.answers import direct_election_coverage, election_record, elections_of_unit
from elections.election.reactions import NOTE_SWORN
from elections.election.rule import decide, election_stream
from elections.election.state import Election, evolve
from elections.election.view import COMMITTEE_ELECTIONS, ELECTIONS

STREAM = Stream(
    rule=Rule(begins=Election(), decide=decide, evolve=evolve, version=2),
    key=election_stream,
    rules=RulesOf.CASE,
    policy=election_policy,
    kept=KeptRules(
        election_stream.prefix, "an election is held under the rules it was called under", RULES_DO_NOT_REACH_BACK
    ),
    views=(ELECTIONS, COMMITTEE_ELECTIONS),
    answers=(elections_of_unit, election_record, direct_election_coverage),
    reactions=(NOTE_SWORN,),
)

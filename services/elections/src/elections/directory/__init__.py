"""The directory of the residents' committees that were elected in a district in one year (新一届社区居委会名录).

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4)).
"""

from contracts.elections.directory.rules import directory_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.directory.answers import directory_of_committees
from elections.directory.reactions import ENTER_COMMITTEE
from elections.directory.rule import Directory, decide, directory_stream, evolve
from elections.directory.view import DIRECTORIES

STREAM = Stream(
    rule=Rule(begins=Directory(), decide=decide, evolve=evolve),
    key=directory_stream,
    rules=RulesOf.TODAY,
    policy=directory_policy,
    views=(DIRECTORIES,),
    answers=(directory_of_committees,),
    reactions=(ENTER_COMMITTEE,),
)

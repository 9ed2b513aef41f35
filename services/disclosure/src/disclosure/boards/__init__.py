"""The notice boards of one unit: where they stand, when they were renewed, whether there are enough of them.

Law: county opinion on township standardisation (document 1 §四1二要, §四2四要); draft opinion on residents' committees
(document 5 §二(四)1).
"""

from contracts.disclosure.boards.rules import board_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.boards.answers import boards_of_unit, units_short_of_boards
from disclosure.boards.rule import Boards, boards_stream, decide, evolve
from disclosure.boards.view import AGENDA_OF_BOARDS, BOARDS_VIEW

STREAM = Stream(
    rule=Rule(begins=Boards(), decide=decide, evolve=evolve),
    key=boards_stream,
    rules=RulesOf.TODAY,
    policy=board_policy,
    views=(BOARDS_VIEW, AGENDA_OF_BOARDS),
    answers=(boards_of_unit, units_short_of_boards),
)

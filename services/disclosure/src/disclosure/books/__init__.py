"""The books of one unit and period: closed, corrected, and held against every figure that was published of them.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), art. 30; Organic Law of the Residents' Committees
(居民委员会组织法), art. 16.
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.books.answers import books_of_unit
from disclosure.books.reactions import COMPARE
from disclosure.books.rule import Books, books_stream, decide, evolve
from disclosure.books.view import BOOKS_VIEW

STREAM = Stream(
    rule=Rule(begins=Books(), decide=decide, evolve=evolve),
    key=books_stream,
    rules=RulesOf.NONE,
    views=(BOOKS_VIEW,),
    answers=(books_of_unit,),
    reactions=(COMPARE,),
)

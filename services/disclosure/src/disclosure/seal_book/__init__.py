"""The uses of one seal of a unit in one month (用印登记).

Law: district opinion on township congress work (document 2 §三(三)1); draft opinion on residents' committees
(document 5 §二(三)3(4)).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.seal_book.answers import seal_book
from disclosure.seal_book.rule import Book, decide, evolve, seal_stream
from disclosure.seal_book.view import SEAL_BOOKS

STREAM = Stream(
    rule=Rule(begins=Book(), decide=decide, evolve=evolve),
    key=seal_stream,
    rules=RulesOf.NONE,
    views=(SEAL_BOOKS,),
    answers=(seal_book,),
)

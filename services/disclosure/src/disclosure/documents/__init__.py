"""The documents that a unit registered in one year (文件登记).

Law: the colophons of the source documents (1 §尾; 2 §尾; 4 §尾; 4 §前言).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.documents.answers import documents_of_unit
from disclosure.documents.rule import Register, decide, document_stream, evolve
from disclosure.documents.view import DOCUMENTS

STREAM = Stream(
    rule=Rule(begins=Register(), decide=decide, evolve=evolve),
    key=document_stream,
    rules=RulesOf.NONE,
    views=(DOCUMENTS,),
    answers=(documents_of_unit,),
)

"""One comment, objection, query or report on an item that a unit owes the public (群众监督), until its result is told.

Law: county opinion on township standardisation (document 1 §四2三要, §四4); Organic Law of the Villagers' Committees
(村民委员会组织法), arts. 30, 31.
"""

from contracts.disclosure.objection.rules import objection_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.objection.answers import objection_receipt, objections_of_unit, objections_on_item
from disclosure.objection.rule import RUNNING, Objection, decide, evolve, objection_stream
from disclosure.objection.view import AGENDA_OF_OBJECTIONS, OBJECTIONS

STREAM = Stream(
    rule=Rule(begins=Objection(), decide=decide, evolve=evolve),
    key=objection_stream,
    rules=RulesOf.CASE,
    policy=objection_policy,
    running=RUNNING,
    views=(OBJECTIONS, AGENDA_OF_OBJECTIONS),
    answers=(objection_receipt, objections_of_unit, objections_on_item),
)

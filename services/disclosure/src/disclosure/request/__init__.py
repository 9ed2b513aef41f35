"""One request for government information (依申请公开): its receipt, its time, its consultations, its answer.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42.
"""

from contracts.disclosure.request.rules import request_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.request.answers import request_receipt, requests_of_unit
from disclosure.request.rule import RUNNING, decide, request_stream
from disclosure.request.state import Request, evolve
from disclosure.request.view import AGENDA_OF_REQUESTS, REQUESTS

STREAM = Stream(
    rule=Rule(begins=Request(), decide=decide, evolve=evolve),
    key=request_stream,
    rules=RulesOf.CASE,
    policy=request_policy,
    running=RUNNING,
    views=(REQUESTS, AGENDA_OF_REQUESTS),
    answers=(request_receipt, requests_of_unit),
)

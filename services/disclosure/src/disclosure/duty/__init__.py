"""What a unit owes the public of one catalogue in one period (公开责任): opened, drafted, checked, published, kept up.

Duties are of the calendars, of matters outside them, or of what other services recorded (`duty.postings`).

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); Regulations on Open Government Information (信息公开条例).
"""

from contracts.disclosure.duty.messages import PublishItems
from contracts.disclosure.duty.rules import disclosure_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.duty.agenda import AGENDA_OF_DUTIES
from disclosure.duty.answers import (
    completeness,
    duties_of_unit,
    duty_history,
    missing_items,
    overdue_duties,
    published_page,
    read_attachment,
    withheld_items,
)
from disclosure.duty.publication import attached
from disclosure.duty.reactions import POSTED, REDERIVE
from disclosure.duty.rule import RUNNING, decide, duty_stream, evolve
from disclosure.duty.state import Duty
from disclosure.duty.view import DUTIES

STREAM = Stream(
    rule=Rule(begins=Duty(), decide=decide, evolve=evolve, contents={PublishItems: attached}),
    key=duty_stream,
    rules=RulesOf.CASE,
    policy=disclosure_policy,
    running=RUNNING,
    views=(DUTIES, AGENDA_OF_DUTIES),
    answers=(
        duties_of_unit,
        overdue_duties,
        duty_history,
        published_page,
        read_attachment,
        withheld_items,
        missing_items,
        completeness,
    ),
    reactions=(*POSTED, REDERIVE),
)

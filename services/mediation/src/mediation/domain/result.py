"""The unit that has a case feeds its result back (document 4 §五)."""

from datetime import datetime

from contracts.errors import refuse_unless
from contracts.mediation.commands import ReportResult
from contracts.mediation.events import CaseClosed, ResultReported
from contracts.mediation.vocabulary import CloseCause

from mediation.domain.closing import closed
from mediation.domain.guards import refuse_stage
from mediation.domain.state import Case, Stage, key
from mediation.domain.transfer import of_handler

_OTHER = "other"


def report_result(command: ReportResult, case: Case, now: datetime) -> list[ResultReported | CaseClosed]:
    """What is neither people's nor administrative mediation is settled by its result (AMB-38)."""
    held = of_handler(case, command.acting_unit)
    refuse_stage(case, Stage.TRIAGED)
    refuse_unless(held.case_class == _OTHER, "mediation.invalid-transition", "It is mediated, not handled.")
    reported = ResultReported(
        **key(case),
        handler=held.handler,
        text=command.text,
        opinion=command.opinion,
        due_at=held.due_at,
        reported_by=command.actor,
        reported_at=now,
    )
    return [reported, closed(case, CloseCause.HANDLED, now)]

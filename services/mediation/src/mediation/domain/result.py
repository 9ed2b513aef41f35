"""The unit that has a case feeds its result back (document 4 §五)."""

from datetime import datetime

from contracts.errors import refuse_unless
from contracts.mediation.case.messages import CaseClosed, CloseCause, ReportResult, ResultReported, WayOf
from contracts.mediation.case.rules import MediationPolicy

from mediation.domain.closing import closed
from mediation.domain.guards import refuse_stage
from mediation.domain.state import Case, Stage, Transfer, key
from mediation.domain.transfer import OTHER, of_handler, refuse_interested


def report_result(
    command: ReportResult, case: Case, policy: MediationPolicy, now: datetime
) -> list[ResultReported | CaseClosed]:
    """What is neither people's nor administrative mediation is settled by its result (AMB-38)."""
    held = of_handler(case, command.acting_unit)
    refuse_stage(case, Stage.TRIAGED)
    refuse_unless(held.case_class == OTHER, "mediation.invalid-transition", "It is mediated, not handled.")
    if not case.is_dispute:
        _refuse_unready(command, held, case)
    refuse_interested(command.actor, case, policy)
    reported = ResultReported(
        **key(case),
        handler=held.handler,
        text=command.text,
        opinion=command.opinion,
        due_at=held.due_at,
        reported_by=command.actor,
        reported_at=now,
    )
    return [reported, closed(case, CloseCause.HANDLED, now)] if case.is_dispute else [reported]


def _refuse_unready(command: ReportResult, held: Transfer, case: Case) -> None:
    """The unit took it, reports once, and a claim of the sixth way gets its written opinion (信访工作条例32)."""
    refuse_unless(held.is_accepted, "mediation.transfer-not-accepted", held.handler)
    refuse_unless(not case.has_result, "mediation.result-reported-already", command.submission)
    written = case.petition.way is not WayOf.PETITION_HANDLING or command.opinion is not None
    refuse_unless(written, "mediation.opinion-required", "A written handling opinion, by its number.")

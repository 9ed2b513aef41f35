"""The open due dates of mining: the yearly assessment of a unit, and the public notice of a mine's round."""

from datetime import date

from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    FalsificationFound,
)
from contracts.mining.mine.messages import MineCertified, MineRejected, NoticePosted
from ledger.open_cases import open_cases_table, open_cases_view

from mining.deciders import OF_MINES, OF_YEARS
from mining.projections.streams import facts_outside
from mining.projections.tables import METADATA

OPEN_CASE = open_cases_table(METADATA)
_Due = tuple[date | None, bool]


def _scheduled(fact: AnnualAssessmentScheduled) -> _Due:
    """A day of the calendar."""
    return fact.due_on, False


def _posted(fact: NoticePosted) -> _Due:
    return fact.last_on, True


OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {AnnualAssessmentScheduled: _scheduled, NoticePosted: _posted},
    (AnnualAssessmentCompleted, AnnualAssessmentOverdue, FalsificationFound, MineCertified, MineRejected),
    rederived=(OF_MINES, OF_YEARS),
    outside=facts_outside(),
)

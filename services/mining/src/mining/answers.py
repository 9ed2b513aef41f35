"""Answers to what mining is asked, from the views."""

from collections.abc import Mapping

from ledger.door import Answer
from ledger.open_cases import open_case_answers
from ledger.unit_view import unit_answers

from mining.projections.open_cases import OPEN_CASE
from mining.projections.tables import MERGED, UNIT
from mining.replies.assessments import ASSESSMENT_ANSWERS
from mining.replies.deadlines import DEADLINE_ANSWERS
from mining.replies.explorations import EXPLORATION_ANSWERS
from mining.replies.land import LAND_ANSWERS
from mining.replies.mines import MINE_ANSWERS
from mining.replies.programmes import PROGRAMME_ANSWERS
from mining.replies.restorations import RESTORATION_ANSWERS

ANSWERS: Mapping[type, Answer] = {
    **MINE_ANSWERS,
    **ASSESSMENT_ANSWERS,
    **EXPLORATION_ANSWERS,
    **RESTORATION_ANSWERS,
    **PROGRAMME_ANSWERS,
    **LAND_ANSWERS,
    **unit_answers(UNIT, MERGED),
    **DEADLINE_ANSWERS,
    **open_case_answers(OPEN_CASE),
}

"""Answers to what mediation is asked, from the views; a case's history from its stream."""

from collections.abc import Mapping

from ledger.door import Answer
from ledger.open_cases import open_case_answers
from ledger.unit_view import unit_answers

from mediation.projections.open_cases import OPEN_CASE
from mediation.projections.tables import MERGED, UNIT
from mediation.replies.cases import CASE_ANSWERS
from mediation.replies.centres import CENTRE_ANSWERS
from mediation.replies.checks import CHECK_ANSWERS
from mediation.replies.deadlines import DEADLINE_ANSWERS
from mediation.replies.haves import HAVE_ANSWERS
from mediation.replies.levels import LEVEL_ANSWERS
from mediation.replies.months import MONTH_ANSWERS
from mediation.replies.orders import ORDER_ANSWERS
from mediation.replies.outcomes import OUTCOME_ANSWERS
from mediation.replies.proxies import PROXY_ANSWERS
from mediation.replies.registers import REGISTER_ANSWERS
from mediation.replies.specials import SPECIAL_ANSWERS
from mediation.replies.stations import STATION_ANSWERS
from mediation.replies.visits import VISIT_ANSWERS

ANSWERS: Mapping[type, Answer] = {
    **unit_answers(UNIT, MERGED),
    **DEADLINE_ANSWERS,
    **CASE_ANSWERS,
    **open_case_answers(OPEN_CASE),
    **MONTH_ANSWERS,
    **LEVEL_ANSWERS,
    **ORDER_ANSWERS,
    **OUTCOME_ANSWERS,
    **PROXY_ANSWERS,
    **SPECIAL_ANSWERS,
    **VISIT_ANSWERS,
    **REGISTER_ANSWERS,
    **CHECK_ANSWERS,
    **CENTRE_ANSWERS,
    **STATION_ANSWERS,
    **HAVE_ANSWERS,
}

"""Answers to what elections is asked, from the views."""

from collections.abc import Mapping

from ledger.door import Answer
from ledger.unit_view import unit_answers

from elections.projections.tables import UNIT
from elections.replies.matters import MATTER_ANSWERS

ANSWERS: Mapping[type, Answer] = {**unit_answers(UNIT), **MATTER_ANSWERS}

"""Answers to what mining is asked, from the views."""

from collections.abc import Mapping

from ledger.door import Answer
from ledger.unit_view import unit_answers

from mining.projections.tables import UNIT

ANSWERS: Mapping[type, Answer] = {**unit_answers(UNIT)}

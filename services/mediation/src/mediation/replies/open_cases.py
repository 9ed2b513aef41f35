"""Answers about cases with an open due date."""

from collections.abc import Mapping

from contracts.cases import OpenCases, OpenCasesAnswer
from ledger.door import Answer, Page, Source
from ledger.open_cases import answer_open_cases, open_cases_of

from mediation.projections.open_cases import OPEN_CASE


def open_cases(source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
    return answer_open_cases(open_cases_of(OPEN_CASE), source, question, page)


OPEN_CASE_ANSWERS: Mapping[type, Answer] = {OpenCases: open_cases}

"""At which level cases were settled."""

from collections.abc import Mapping
from fractions import Fraction

from contracts.mediation.case.messages import SettlementLevels, SettlementLevelsAnswer
from contracts.mediation.words import Level
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import func, select

from mediation.projections.tables import CASE


def settlement_levels(source: Source, question: SettlementLevels, page: Page) -> SettlementLevelsAnswer:
    in_year = CASE.c.closed_at.startswith(f"{question.year}-")
    query = (
        select(CASE.c.level, func.count()).where(in_area(CASE.c.unit, question.unit), in_year).group_by(CASE.c.level)
    )
    found = {Level(row[0]): row[1] for row in source.connection.execute(query)}
    closed = sum(found.values())
    return SettlementLevelsAnswer(
        year=question.year,
        group=found.get(Level.GROUP, 0),
        village=found.get(Level.VILLAGE, 0),
        township=found.get(Level.TOWNSHIP, 0),
        beyond=found.get(Level.BEYOND, 0),
        kept=Fraction(closed - found.get(Level.BEYOND, 0), closed) if closed else None,
    )


LEVEL_ANSWERS: Mapping[type, Answer] = {SettlementLevels: settlement_levels}

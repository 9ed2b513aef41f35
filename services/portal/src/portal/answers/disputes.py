"""Disputes by half-year and township, as counts alone: accepted, and closed at each level.

A small number could name somebody, so that nothing is said below the number that the packs set (`portal.min_cell`), nor
a sum from which it could be reckoned; without such a number nothing is said at all.
Only half-years that are over are shown: no number changes any more, and none can be watched growing by one.
"""

from collections import Counter

from contracts.calendar import PeriodKind, period_of
from contracts.mediation.words import Level
from sqlalchemy import bindparam, func, literal, select

from portal.answers.in_force import said_by
from portal.answers.question import AT_ONCE, Answer, Question, paged
from portal.projections.disputes import DISPUTE
from portal.projections.tables import UNIT

MIN_CELL = "portal.min_cell"
TOWNSHIP_DIGITS = 9
_TOWNSHIP = func.substr(DISPUTE.c.unit, 1, TOWNSHIP_DIGITS)
_NUMBER = func.count().label("number")
_NAMES = select(UNIT.c.code, UNIT.c.zh, UNIT.c.en).where(UNIT.c.code.in_(bindparam("codes", expanding=True)))


def disputes(question: Question) -> Answer:
    """Every half-year that is over and every township that ever had a case, newest first."""
    least = max((each.parameter.value for each in said_by(question, "mediation", MIN_CELL)), default=None)
    counts = {} if least is None else _counts(question)
    codes, halves = {code for _, code in counts}, {half for half, _ in counts}
    names = {row.code: {"zh": row.zh, "en": row.en} for row in question.ask(_NAMES, codes=sorted(codes))}
    lines = [
        {
            "half_year": half,
            "unit": code,
            "unit_name": names.get(code),
            **{word: _said(counts.get((half, code), Counter())[word], least) for word in ("accepted", *Level)},
        }
        for half in sorted(halves, reverse=True)
        for code in sorted(codes)
    ]
    first = (question.page - 1) * AT_ONCE
    part = lines[first : first + AT_ONCE + 1]
    return Answer(document={**paged(question, part), "least": least}, lines=part[:AT_ONCE])


def _said(number: int, least: int | None) -> str:
    return f"<{least}" if least is None or number < least else str(number)


def _counts(question: Question) -> dict[tuple[str, str], Counter[str]]:
    """Half-year and township to the number of each word."""
    this_half = str(period_of(question.standing.today, PeriodKind.HALF_YEAR))
    counts: dict[tuple[str, str], Counter[str]] = {}
    for half, word in ((DISPUTE.c.accepted, literal("accepted")), (DISPUTE.c.closed, DISPUTE.c.level)):
        query = select(half.label("half"), _TOWNSHIP.label("township"), word.label("word"), _NUMBER)
        for row in question.ask(query.where(half < this_half).group_by(half, _TOWNSHIP, word)):
            counts.setdefault((row.half, row.township), Counter())[row.word] += row.number
    return counts

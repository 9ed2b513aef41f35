"""Answers to what a centre or station has: what the record knows by itself, beside what was entered.

Law: township opinion on the centre (document 4 §六(一)).
"""

import json
from collections.abc import Mapping
from typing import Any

from contracts.mediation.case.messages import CloseCause
from contracts.mediation.haves.messages import EightHavesAnswer, EightHavesOfUnit, Have, HaveLine
from contracts.mediation.register.messages import CentreRegister
from ledger.door import Page, Source
from sqlalchemy import Select, func, select

from mediation.case.view import CASE
from mediation.centre.view import CENTRE
from mediation.figures import FIGURE
from mediation.haves.view import HAVE
from mediation.register.rule import register_stream
from mediation.register.view import REGISTER_ENTRY
from mediation.station.view import STATION
from mediation.years import in_year

_SETTLED = (CloseCause.AGREED.value, CloseCause.HANDLED.value, CloseCause.TOLD.value)
"""Neither what another body decided nor what was not accepted, nor what ended because nobody asked any more."""


def eight_haves_of_unit(source: Source, question: EightHavesOfUnit, page: Page) -> EightHavesAnswer:
    counts = _known(source, question)
    of_year = (HAVE.c.unit == question.unit) & (HAVE.c.year == question.year)
    entered = {Have(row.have): row for row in source.connection.execute(select(HAVE).where(of_year))}
    lines = tuple(_entered(have, entered.get(have)) if have not in counts else _line(have, counts) for have in Have)
    return EightHavesAnswer(year=question.year, haves=lines)


def _line(have: Have, counts: Mapping[Have, int]) -> HaveLine:
    return HaveLine(have=have, holds=counts[have] > 0, count=counts[have], basis=None)


def _entered(have: Have, row: Any) -> HaveLine:
    if row is None:
        return HaveLine(have=have, holds=False, count=0, basis=None)
    return HaveLine(have=have, holds=True, count=1 if row.yuan is None else row.yuan, basis=row.basis)


def _known(source: Source, question: EightHavesOfUnit) -> Mapping[Have, int]:
    in_charge, at_work = _persons(source, question.unit)
    registers = [register_stream(question.unit, kind.value, question.year) for kind in CentreRegister]
    met = (FIGURE.c.unit == question.unit) & FIGURE.c.month.startswith(f"{question.year}-")
    settled = (CASE.c.unit == question.unit) & CASE.c.cause.in_(_SETTLED) & in_year(CASE.c.closed_at, question.year)

    def counted(query: Select[Any]) -> int:
        return source.connection.execute(query).scalar_one() or 0

    entries = select(func.count()).select_from(REGISTER_ENTRY).where(REGISTER_ENTRY.c.stream.in_(registers))
    return {
        Have.PERSON_IN_CHARGE: in_charge,
        Have.STAFF: at_work,
        Have.MEETINGS: counted(select(func.sum(FIGURE.c["count"])).where(met, FIGURE.c.figure == "meetings")),
        Have.RECORDS: counted(entries),
        Have.EFFECT: counted(select(func.count()).select_from(CASE).where(settled)),
    }


def _persons(source: Source, unit: str) -> tuple[int, int]:
    """Who is in charge of the centre or station that works now, and who does its work."""
    centres = select(CENTRE).where(CENTRE.c.unit == unit, CENTRE.c.closed_on.is_(None))
    working = source.connection.execute(centres).all()
    stations = source.connection.execute(select(STATION).where(STATION.c.unit == unit)).all()
    in_charge = sum(row.director is not None for row in working) + len(stations)
    rosters = (*(row.staff for row in working), *(row.workers for row in stations))
    return in_charge, sum(len(json.loads(roster)) for roster in rosters)

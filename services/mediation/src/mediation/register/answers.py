"""Answers to what is asked about the registers of a centre."""

import json

from contracts.mediation.register.messages import RegisterEntry, RegisterLine, RegisterLines, RegisterOfUnit
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import select

from mediation.register.rule import register_stream
from mediation.register.view import REGISTER_ENTRY


def register_of_unit(source: Source, question: RegisterOfUnit, page: Page) -> RegisterLines:
    stream = register_stream(question.unit, question.register, question.year)
    query = select(REGISTER_ENTRY).where(REGISTER_ENTRY.c.stream == stream)
    if page.after is not None:
        query = query.where(REGISTER_ENTRY.c.number > int(page.after))
    rows = source.connection.execute(query.order_by(REGISTER_ENTRY.c.number).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return RegisterLines(
        entries=tuple(
            RegisterLine(
                number=row.number, entry=load(RegisterEntry, json.loads(row.entry)), corrections=row.corrections
            )
            for row in shown
        ),
        next=str(shown[-1].number) if len(rows) > page.limit else None,
    )

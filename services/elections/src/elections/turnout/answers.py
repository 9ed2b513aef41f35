"""Answers to what is asked about how many took part."""

from contracts.elections.turnout.messages import BoxTurnout, TurnoutOfRound, TurnoutOfRoundAnswer
from ledger.door import Page, Source
from sqlalchemy import select

from elections.turnout.view import TURNOUT


def turnout_of_round(source: Source, question: TurnoutOfRound, page: Page) -> TurnoutOfRoundAnswer:
    of_round = (
        TURNOUT.c.unit == question.unit,
        TURNOUT.c.election == question.election,
        TURNOUT.c.round == question.round,
    )
    rows = source.connection.execute(select(TURNOUT).where(*of_round).order_by(TURNOUT.c.box))
    return TurnoutOfRoundAnswer(
        boxes=tuple(BoxTurnout(box=row.box, recorded=row.recorded, counted=row.counted) for row in rows)
    )

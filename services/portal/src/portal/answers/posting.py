"""What stands on a board and what is read out on the telephone: the newest of everything that a unit has published.

Law: county opinion on township standardisation, part 4 items 1 and 4 (乡镇规范化建设意见 四1二要、四4: 一话通).
"""

from contracts.disclosure.boards.messages import BoardKind
from sqlalchemy import select

from portal.answers.boards import board_of
from portal.answers.lines import DUTIES, line, unit_of
from portal.answers.published import items_of
from portal.answers.question import AT_ONCE, Answer, Document, Question, paged
from portal.projections.tables import DUTY, UNIT
from portal.series import series_of

PARTY_AFFAIRS = ("TP", "VP")
"""What a sunshine Party-affairs board shows (阳光党务公开牌)."""


def board(question: Question) -> Answer:
    """One board as a sheet to print: what it has to show today, and what is missing."""
    unit = unit_of(question, question.parts["unit"])
    one = board_of(question, unit["code"], int(question.parts["board"]))
    shown = [each for each in _newest(question, unit["code"]) if _belongs(each["duty"], one["board"])]
    document = {"unit": unit, "board": one, "today": question.today_text, "duties": shown, **_overdue(question, unit)}
    return Answer(document=document, lines=[line for each in shown for line in _lines(each)])


def one_call(question: Question) -> Answer:
    """What the operator of the one-call telephone reads out for a unit."""
    unit = unit_of(question, question.parts["unit"])
    newest = _newest(question, unit["code"])
    document = {"unit": unit, "today": question.today_text, "duties": newest, **_overdue(question, unit)}
    return Answer(document=document, lines=[line for each in newest for line in _lines(each)])


def one_call_units(question: Question) -> Answer:
    """Every unit for which there is something to read out."""
    has_public = select(DUTY.c.unit).where(DUTY.c.published > 0)
    query = select(UNIT).where(UNIT.c.code.in_(has_public)).order_by(UNIT.c.code)
    rows = question.ask(query.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    lines = [{"unit": row.code, "unit_name": {"zh": row.zh, "en": row.en}} for row in rows]
    return Answer(document=paged(question, lines), lines=lines[:AT_ONCE])


def _newest(question: Question, unit: str) -> list[Document]:
    """Of every catalogue and matter the newest period of which something is public, with its items."""
    query = DUTIES.where(DUTY.c.unit == unit, DUTY.c.published > 0)
    newest: dict[tuple[str, str | None], tuple[str, Document]] = {}
    for row in question.ask(query.order_by(DUTY.c.catalogue, DUTY.c.opened_at.desc(), DUTY.c.stream.desc())):
        newest.setdefault((row.catalogue, series_of(row.period)), (row.stream, line(row)))
    return [{"duty": duty, "items": items_of(question, stream)} for stream, duty in newest.values()]


def _belongs(duty: Document, kind: str) -> bool:
    if kind == BoardKind.PUBLICITY:
        return False
    return kind != BoardKind.SUNSHINE or duty["catalogue"] in PARTY_AFFAIRS


def _overdue(question: Question, unit: Document) -> Document:
    query = DUTIES.where(DUTY.c.unit == unit["code"], DUTY.c.fulfilled_at.is_(None), DUTY.c.overdue)
    return {"overdue": [line(row) for row in question.ask(query.order_by(DUTY.c.due_at, DUTY.c.stream).limit(AT_ONCE))]}


def _lines(each: Document) -> list[Document]:
    """Every item once, as it stands."""
    place = {key: each["duty"][key] for key in ("unit", "unit_name", "catalogue", "catalogue_name", "period", "matter")}
    return [{**place, **_standing(item)} for item in each["items"]]


def _standing(item: Document) -> Document:
    newest = item["versions"][0] if item["versions"] else dict.fromkeys(("version", "text", "reason", "since"))
    return {
        "item": item["item"],
        "item_name": item["name"],
        "ground": item["withheld_on"],
        "version": newest["version"],
        "text": newest["text"],
        "reason": newest["reason"],
        "since": newest["since"],
        "published_at": newest.get("published_at"),
    }

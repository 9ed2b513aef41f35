"""What villages and township teams have decided together, and whether it was published and carried out."""

from typing import Any

from sqlalchemy import Row, select

from portal.answers.announced import duties_named
from portal.answers.lines import unit_of
from portal.answers.question import AT_ONCE, Answer, Document, Question, paged
from portal.projections.decision_tables import DECISION
from portal.projections.tables import UNIT

_DECISIONS = (
    select(DECISION, UNIT.c.zh.label("unit_zh"), UNIT.c.en.label("unit_en"))
    .join(UNIT, UNIT.c.code == DECISION.c.unit)
    .where(DECISION.c.is_public)
    .order_by(DECISION.c.decided_on.desc(), DECISION.c.stream)
)


def decisions(question: Question) -> Answer:
    """All of them, newest first; those of one unit if the address names one."""
    code = question.parts.get("unit")
    unit = unit_of(question, code) if code else None
    query = _DECISIONS.where(DECISION.c.unit == code) if code else _DECISIONS
    rows = question.ask(query.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    duties = duties_named(question, (each for row in rows for each in (row.disclosed_by, row.result_disclosed_by)))
    lines = [_line(row) for row in rows]
    shown = [
        {
            **line,
            "notice": duties.get(row.disclosed_by),
            "result_notice": duties.get(row.result_disclosed_by),
        }
        for line, row in zip(lines, rows, strict=True)
    ]
    return Answer(document={"unit": unit, **paged(question, shown)}, lines=lines[:AT_ONCE])


def has_decisions(question: Question, unit: str) -> bool:
    return bool(question.ask(select(DECISION.c.stream).where(DECISION.c.unit == unit, DECISION.c.is_public).limit(1)))


def _line(row: Row[Any]) -> Document:
    """How it was carried out is public with its result, and not before."""
    has_result = row.result_disclosed_at is not None
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.unit_zh, "en": row.unit_en},
        "title": {"zh": row.zh, "en": row.en},
        "decided_matter": row.matter,
        "body": row.body,
        "decision": _stage(row),
        "decided_on": row.decided_on,
        **{name: getattr(row, name) for name in ("entitled", "attended", "agreed", "against", "abstained")},
        "disclosed_at": row.disclosed_at,
        **{name: getattr(row, name) if has_result else None for name in ("begun_on", "finished_on")},
        "result_disclosed_at": row.result_disclosed_at,
        "stopped_on": row.stopped_on,
        "stop_ground": row.stop_ground,
        "fact": row.fact,
    }


def _stage(row: Row[Any]) -> str:
    """How far it has come in public, in one word."""
    if row.stopped_on is not None:
        return "stopped"
    if not row.is_adopted:
        return "rejected"
    return "published" if row.result_disclosed_at is None else "done"

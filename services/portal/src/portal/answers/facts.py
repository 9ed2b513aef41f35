"""One recorded fact: who, when, by which rules, because of what, and what came of it; and what proves it."""

import json
from typing import Any

from contracts.message import Json
from contracts.policies import known_packs
from sqlalchemy import Row, Select, select

from portal.answers.question import Answer, Document, Missing, Question
from portal.projections.tables import FACT, UNIT

MOST_EFFECTS = 100


def fact(question: Question) -> Answer:
    row = question.connection.execute(_facts().where(FACT.c.id == question.parts["id"])).one_or_none()
    if row is None:
        raise Missing
    cause = question.connection.execute(_facts().where(FACT.c.id == row.cause)).one_or_none()
    effects = question.connection.execute(
        _facts().where(FACT.c.cause == row.id).order_by(FACT.c.position).limit(MOST_EFFECTS)
    ).all()
    together = question.connection.execute(
        _facts().where(FACT.c.cause == row.cause, FACT.c.id != row.id).order_by(FACT.c.position).limit(MOST_EFFECTS)
    ).all()
    before = select(FACT.c.id).where(FACT.c.stream == row.stream, FACT.c.revision == row.revision - 1)
    document = {
        **_line(row),
        "stream": row.stream,
        "revision": row.revision,
        "position": row.position,
        "decider": row.decider,
        "release": row.release,
        "command_type": row.command_type,
        "packs": [_pack(digest, _catalogue(row.stream)) for digest in json.loads(row.packs)],
        "clauses": _clauses(row.data),
        "cause": None if cause is None else _line(cause),
        "together": [_line(each) for each in together],
        "effects": [_line(each) for each in effects],
        "before": question.connection.execute(before).scalar_one_or_none(),
        "previous": row.previous,
        "digest": row.digest,
        "inclusion": question.inclusion(row.position, row.leaf),
        "data": _text(row.data),
        "metadata": _text(row.metadata),
    }
    return Answer(document=document, lines=[_line(row)])


def _facts() -> Select[Any]:
    return select(FACT, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == FACT.c.unit, isouter=True)


def _line(row: Row[Any]) -> Document:
    return {
        "id": row.id,
        "type": row.type,
        "unit": row.unit,
        "unit_name": None if row.zh is None else {"zh": row.zh, "en": row.en},
        "decided_at": row.decided_at,
        "actor": row.actor,
        "role": row.role,
        "actor_unit": row.actor_unit,
        "digest": row.digest,
    }


def _pack(digest: str, catalogue: str) -> Json:
    """With the clauses on the fact's catalogue. A pack that neither release nor record has is named by its digest."""
    pack = known_packs().get(digest)
    if pack is None:
        return {"digest": digest, "id": None, "title": None, "clauses": []}
    clauses = {each.source for each in pack.parameters.values() if _governs(each.name, catalogue)}
    return {"digest": digest, "id": pack.id, "title": dict(pack.title), "clauses": sorted(clauses)}


def _clauses(recorded: bytes | None) -> list[str]:
    """The clauses that the fact itself names; none of what is shown as an act alone."""
    fact = {} if recorded is None else json.loads(recorded)
    named = [fact.get("clause"), *fact.get("clauses", ())]
    return [clause for clause in named if isinstance(clause, str)]


def _governs(parameter: str, catalogue: str) -> bool:
    """Says when, how or by whom the catalogue is disclosed; what its items are is said on their own pages."""
    words = parameter.split(".")
    return catalogue in words and "item" not in words


def _catalogue(stream: str) -> str:
    """The catalogue that a duty's stream names; empty for other streams."""
    words = stream.split("-")
    return words[2] if len(words) > 3 and words[0].endswith("_duty") else ""


def _text(recorded: bytes | None) -> str | None:
    return None if recorded is None else recorded.decode()

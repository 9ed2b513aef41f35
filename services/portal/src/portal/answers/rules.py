"""The texts by which the county is governed, and the rules that each unit has compiled, with all their versions."""

import json
from collections import defaultdict
from typing import Any

from contracts.policies import known_packs
from sqlalchemy import Row, and_, bindparam, func, select

from portal.answers.lines import unit_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.tables import POLICY_TEXT, REGULATION, UNIT, VOLUME

MOST_RULES = 500
"""Versions of a unit's rules on its page."""

_TEXTS = (
    select(POLICY_TEXT, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == POLICY_TEXT.c.area, isouter=True)
    .order_by(POLICY_TEXT.c.area, POLICY_TEXT.c.activated_at, POLICY_TEXT.c.pack_id)
    .limit(MOST_RULES)
)
_NEWER = REGULATION.alias("newer")
_NEWEST = select(func.max(_NEWER.c.version)).where(
    and_(_NEWER.c.unit == REGULATION.c.unit, _NEWER.c.code == REGULATION.c.code)
)
_RULES = select(REGULATION, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == REGULATION.c.unit)
_STANDING = _RULES.where(REGULATION.c.version == _NEWEST.scalar_subquery()).order_by(
    REGULATION.c.unit, REGULATION.c.code
)
_OF_UNIT = (
    _RULES.where(REGULATION.c.unit == bindparam("unit"))
    .order_by(REGULATION.c.code, REGULATION.c.version.desc())
    .limit(MOST_RULES)
)
_VOLUMES = select(VOLUME).where(VOLUME.c.unit == bindparam("unit")).order_by(VOLUME.c.compiled_at.desc()).limit(AT_ONCE)


def rules(question: Question) -> Answer:
    """Policy texts in force, and the newest version of every unit's rules."""
    rows = question.ask(_STANDING.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    lines = [_rule(question, row) for row in rows]
    document = {"texts": _texts(question), **paged(question, lines)}
    return Answer(document=document, lines=lines[:AT_ONCE])


def rules_of(question: Question) -> Answer:
    """Every version of a unit's rules, and the volumes it has compiled. `Missing` if it has recorded none."""
    unit = unit_of(question, question.parts["unit"])
    lines = [_rule(question, row) for row in question.ask(_OF_UNIT, unit=unit["code"])]
    if not lines:
        raise Missing
    versions: defaultdict[str, list[Document]] = defaultdict(list)
    for line in lines:
        versions[line["rule"]].append(line)
    volumes = [_volume(row) for row in question.ask(_VOLUMES, unit=unit["code"])]
    return Answer(document={"unit": unit, "rules": list(versions.values()), "volumes": volumes}, lines=lines)


def has_rules(question: Question, unit: str) -> bool:
    return bool(question.ask(select(REGULATION.c.code).where(REGULATION.c.unit == unit).limit(1)))


def _texts(question: Question) -> list[Document]:
    """Each text once, with all services that go by it."""
    texts: dict[tuple[str, str], Document] = {}
    for row in question.ask(_TEXTS):
        text = texts.setdefault((row.area, row.pack), _text(row))
        text["services"].append(row.service)
    return list(texts.values())


def _text(row: Row[Any]) -> Document:
    pack = known_packs().get(row.pack)
    return {
        "id": row.pack_id,
        "title": None if pack is None else dict(pack.title),
        "in_force_from": None if pack is None else pack.in_force_from.isoformat(),
        "digest": row.pack,
        "area": row.area,
        "area_name": None if row.zh is None else {"zh": row.zh, "en": row.en},
        "activated_at": row.activated_at,
        "fact": row.fact,
        "services": [],
    }


def _rule(question: Question, row: Row[Any]) -> Document:
    is_over = row.repealed_on is not None and row.repealed_on <= question.today_text
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "rule": row.code,
        "title": row.title,
        "version": row.version,
        "rule_status": "repealed" if is_over else row.status,
        "adopted_by": row.adopted_by,
        "adopted_on": row.adopted_on,
        "reviewed_on": row.reviewed_on,
        "repealed_on": row.repealed_on,
        "reason": row.reason,
        "scope": row.scope,
        "owner": row.owner,
        "text_digest": row.text,
        "fact": row.fact,
    }


def _volume(row: Row[Any]) -> Document:
    return {
        "set": row.set,
        "on": row.day,
        "rules": json.loads(row.rules),
        "missing": json.loads(row.missing),
        "fact": row.fact,
    }

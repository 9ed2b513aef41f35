"""By which texts the county is governed: the policy texts in force here, and the rules that each unit gave itself.

Law: county opinion on township standardisation, part 4 item 2 (乡镇规范化建设意见 四2二要: 汇编成册); action plan for
green mines, part 7 (绿色矿山建设实施方案 七(三)).
"""

import json
from collections.abc import Mapping
from typing import Any

from contracts.common import PackEntered, PolicyActivated
from contracts.disclosure.regulations.messages import (
    RegulationRecorded,
    RegulationRepealed,
    RegulationReviewed,
    VolumeCompiled,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, and_, func, insert, select, update

from portal.projections.shown import ALL
from portal.projections.tables import ENTERED_PACK, POLICY_TEXT, REGULATION, VOLUME


def _entered(connection: Connection, fact: PackEntered, recorded: Recorded) -> None:
    """Once, by whichever service it was recorded first."""
    row = {"digest": fact.pack, "form": "".join(fact.text)}
    connection.execute(insert(ENTERED_PACK).prefix_with("OR IGNORE").values(row))


def _activated(connection: Connection, fact: PolicyActivated, recorded: Recorded) -> None:
    row = {
        "service": recorded.type.partition(".")[0],
        "area": fact.area,
        "pack": fact.pack,
        "pack_id": fact.pack_id,
        "activated_at": instant_text(fact.activated_at),
        "fact": str(recorded.id),
    }
    connection.execute(insert(POLICY_TEXT).prefix_with("OR IGNORE").values(row))


def _recorded(connection: Connection, fact: RegulationRecorded, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "code": fact.code,
        "version": fact.version,
        "title": fact.title,
        "scope": fact.scope,
        "owner": fact.owner,
        "status": fact.status.value,
        "adopted_by": fact.adopted_by,
        "adopted_on": None if fact.adopted_on is None else fact.adopted_on.isoformat(),
        "text": fact.text,
        "recorded_at": instant_text(fact.recorded_at),
        "fact": str(recorded.id),
    }
    connection.execute(insert(REGULATION).values(row))


def _repealed(connection: Connection, fact: RegulationRepealed, recorded: Recorded) -> None:
    _change(connection, fact, repealed_on=fact.repealed_on.isoformat(), reason=fact.reason)


def _reviewed(connection: Connection, fact: RegulationReviewed, recorded: Recorded) -> None:
    _change(connection, fact, reviewed_on=fact.reviewed_on.isoformat())


def _change(connection: Connection, fact: RegulationRepealed | RegulationReviewed, **news: Any) -> None:
    """Of the newest version."""
    of_rule = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    newest = select(func.max(REGULATION.c.version)).where(of_rule).scalar_subquery()
    connection.execute(update(REGULATION).where(of_rule, REGULATION.c.version == newest).values(news))


def _compiled(connection: Connection, fact: VolumeCompiled, recorded: Recorded) -> None:
    document = dump(fact)
    row = {
        "fact": str(recorded.id),
        "unit": fact.unit,
        "set": fact.set,
        "day": fact.on.isoformat(),
        "rules": json.dumps(document["rules"], ensure_ascii=False),
        "missing": json.dumps([each["name"] for each in document["missing"]], ensure_ascii=False),
        "compiled_at": instant_text(fact.compiled_at),
    }
    connection.execute(insert(VOLUME).values(row))


_APPLIES: Mapping[type, Apply] = {
    PackEntered: _entered,
    PolicyActivated: _activated,
    RegulationRecorded: _recorded,
    RegulationRepealed: _repealed,
    RegulationReviewed: _reviewed,
    VolumeCompiled: _compiled,
}

RULES = Projection(name="rules", version=2, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))

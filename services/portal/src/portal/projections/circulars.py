"""Circulars, commended experience and published standards of green mines (通报、典型经验、标准规范).

Law: opinion on green mines, part 7 item 3 (document 3 §七(三)); its annex, arts. 10 to 12 (§附10-§附12).
"""

import json
from collections.abc import Mapping

from contracts.mining.annual.messages import ExperienceCommended, FalsificationFound, UnderperformanceCircular
from contracts.mining.standards.messages import StandardPublished
from ledger.recorded import metadata_of, policy_note
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, delete, insert

from portal.projections.circular_tables import CIRCULAR, EXPERIENCE, STANDARD
from portal.projections.shown import ALL

UNDERPERFORMANCE = "underperformance"


def _false(connection: Connection, fact: FalsificationFound, recorded: Recorded) -> None:
    if fact.is_published:
        _insert(connection, fact, recorded, fact.kind.value, fact.found_on.isoformat(), fact.text)


def _poor(connection: Connection, fact: UnderperformanceCircular, recorded: Recorded) -> None:
    if fact.is_published:
        _insert(connection, fact, recorded, UNDERPERFORMANCE, fact.issued_on.isoformat(), fact.grounds)


def _insert(
    connection: Connection,
    fact: FalsificationFound | UnderperformanceCircular,
    recorded: Recorded,
    kind: str,
    day: str,
    text: str,
) -> None:
    row = {
        "fact": str(recorded.id),
        "unit": fact.unit,
        "year": fact.year,
        "circular": kind,
        "issued_on": day,
        "text": text,
        "clause": fact.clause,
    }
    connection.execute(insert(CIRCULAR).values(row))


def _commended(connection: Connection, fact: ExperienceCommended, recorded: Recorded) -> None:
    row = {
        "fact": str(recorded.id),
        "unit": fact.unit,
        "year": fact.year,
        "commended_on": fact.commended_on.isoformat(),
        "text": fact.text,
        "clause": fact.clause,
    }
    connection.execute(insert(EXPERIENCE).values(row))


def _published(connection: Connection, fact: StandardPublished, recorded: Recorded) -> None:
    """What is published again stands in the place of what was."""
    note = policy_note(metadata_of(recorded))
    row = {
        "standard": fact.standard,
        "unit": fact.unit,
        "zh": fact.title.zh,
        "en": fact.title.en,
        "level": fact.level.value,
        "industry": fact.industry,
        "in_force_from": fact.in_force_from.isoformat(),
        "items": fact.items,
        "published_on": fact.published_on.isoformat(),
        "packs": json.dumps(note.packs if note else ()),
        "fact": str(recorded.id),
    }
    connection.execute(delete(STANDARD).where(STANDARD.c.standard == fact.standard))
    connection.execute(insert(STANDARD).values(row))


_APPLIES: Mapping[type, Apply] = {
    FalsificationFound: _false,
    UnderperformanceCircular: _poor,
    ExperienceCommended: _commended,
    StandardPublished: _published,
}

CIRCULARS = Projection(name="circulars", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))

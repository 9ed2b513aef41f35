"""Titles and commendations (称号、表彰): conferred, lost, and the lists that the year's creation begins with.

Law: draft opinion on residents' committees, part 3 item 3 (document 5 §三(三)); county opinion on township
standardisation, part 5 item 4 (document 1 §五4).
"""

import json
from collections.abc import Mapping
from typing import Any

from contracts.assessment.community.messages import CommunityTitleConferred, CommunityTitleLost
from contracts.assessment.district.messages import DistrictTitleConferred, YearlyListFixed
from contracts.assessment.township.messages import TownshipCommended
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, insert, update

from portal.projections.shown import ALL
from portal.projections.title_tables import TITLE, YEARLY_LIST

DISTRICT, COMMENDED = "district", "commended"


def _conferred(connection: Connection, fact: CommunityTitleConferred, recorded: Recorded) -> None:
    when = {"year": fact.year, "conferred_at": instant_text(fact.conferred_at)}
    _insert(connection, recorded, unit=fact.unit, title=fact.title.value, reason=fact.reason, **when)


def _lost(connection: Connection, fact: CommunityTitleLost, recorded: Recorded) -> None:
    held = (TITLE.c.unit == fact.unit, TITLE.c.title == fact.title.value, TITLE.c.lost_at.is_(None))
    news = {"lost_at": instant_text(fact.lost_at), "lost_reason": fact.reason}
    connection.execute(update(TITLE).where(*held).values(news))


def _district(connection: Connection, fact: DistrictTitleConferred, recorded: Recorded) -> None:
    when = {"year": None, "conferred_at": instant_text(fact.conferred_at)}
    _insert(connection, recorded, unit=fact.unit, title=DISTRICT, reason=fact.effect, **when)


def _commended(connection: Connection, fact: TownshipCommended, recorded: Recorded) -> None:
    when = {"year": fact.year, "conferred_at": instant_text(fact.commended_at)}
    _insert(connection, recorded, unit=fact.unit, title=COMMENDED, reason=fact.reason, **when)


def _insert(connection: Connection, recorded: Recorded, **row: Any) -> None:
    connection.execute(insert(TITLE).values({"fact": str(recorded.id), **row}))


def _listed(connection: Connection, fact: YearlyListFixed, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "year": fact.year,
        "communities": json.dumps(fact.communities),
        "of": fact.of,
        "fact": str(recorded.id),
    }
    connection.execute(insert(YEARLY_LIST).values(row))


_APPLIES: Mapping[type, Apply] = {
    CommunityTitleConferred: _conferred,
    CommunityTitleLost: _lost,
    DistrictTitleConferred: _district,
    TownshipCommended: _commended,
    YearlyListFixed: _listed,
}

TITLES = Projection(name="titles", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))

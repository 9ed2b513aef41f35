"""What the tests of resolutions and decisions share: the packs, the places, and meetings."""

from datetime import date, datetime
from typing import Any

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.elections.words import Body, Meeting
from contracts.policies import ResolvedPolicy, pack_named, resolve

VILLAGE, TOWNSHIP, COUNTY = "360730101201", "360730101", "360730"
LAWS = {
    2018: ("cn-villagers-2018-elections", "cn-villagers-2018-meetings"),
    2026: ("cn-villagers-2026", "cn-villagers-2026-meetings"),
}
"""The packs of either text of the villages' law; the second one carries the values of the first over (AMB-62)."""
PACKS = (*LAWS[2018], "county-2011-elections")
TITLE = Bilingual(zh="修建通组公路", en="A road to the groups")
NOON = datetime(2025, 6, 20, 12, tzinfo=CHINA)


def resolved(law: int = 2018) -> ResolvedPolicy:
    return resolve(COUNTY, [pack_named(name) for name in (*LAWS[law], "county-2011-elections")])


def met(body: Body, day: int = 2, **changes: Any) -> Meeting:
    """A meeting in June 2025: 30 of 40 attended, 20 for, 5 against."""
    votes = {"entitled": 40, "attended": 30, "agreed": 20, "against": 5, "abstained": 5, "by_ballot": False}
    return Meeting(body=body, held_on=date(2025, 6, day), **{**votes, **changes})

"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping

from contracts.cases import CASE_FACTS
from contracts.common import COMMON_FACTS
from contracts.impartiality import TIE_FACTS
from contracts.mining.annual.messages import ANNUAL_FACTS
from contracts.mining.exploration.messages import EXPLORATION_FACTS
from contracts.mining.mine.messages import LAND_FACTS, MINE_FACTS
from contracts.mining.parcels.messages import PARCEL_FACTS
from contracts.mining.programme.messages import PROGRAMME_FACTS
from contracts.mining.red_lines.messages import RED_LINE_FACTS
from contracts.mining.restoration.messages import RESTORATION_FACTS
from contracts.mining.standards.messages import STANDARD_FACTS
from contracts.mining.zone.messages import ZONE_FACTS
from contracts.particulars import PARTICULARS_FACTS
from contracts.unit_register import UNIT_FACTS

STREAMS: Mapping[str, frozenset[type]] = {
    "common": frozenset(COMMON_FACTS),
    "unit": frozenset(UNIT_FACTS),
    "mine": frozenset({*MINE_FACTS, *TIE_FACTS}),
    "standards": frozenset(STANDARD_FACTS),
    "annual": frozenset(ANNUAL_FACTS),
    "case": frozenset(CASE_FACTS),
    "exploration": frozenset(EXPLORATION_FACTS),
    "redlines": frozenset(RED_LINE_FACTS),
    "restoration": frozenset(RESTORATION_FACTS),
    "land": frozenset(LAND_FACTS),
    "parcels": frozenset(PARCEL_FACTS),
    "programme": frozenset(PROGRAMME_FACTS),
    "zone": frozenset(ZONE_FACTS),
    "particulars": frozenset(PARTICULARS_FACTS),
}


def facts_outside(*streams: str) -> frozenset[type]:
    """Every fact of the service but those of these streams."""
    strangers = set(streams) - set(STREAMS)
    assert not strangers, f"no such stream: {strangers}"
    return frozenset().union(*(facts for stream, facts in STREAMS.items() if stream not in streams))

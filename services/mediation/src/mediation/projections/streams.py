"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping

from contracts.common import COMMON_FACTS
from contracts.mediation.catalogue import CASE_FACTS
from contracts.mediation.centre.messages import CENTRE_FACTS
from contracts.mediation.check.messages import CHECK_FACTS
from contracts.mediation.haves.messages import HAVE_FACTS
from contracts.mediation.key_persons.messages import KEY_PERSON_FACTS
from contracts.mediation.month.messages import MONTH_FACTS
from contracts.mediation.order.messages import ORDER_FACTS
from contracts.mediation.outcomes.messages import OUTCOME_FACTS
from contracts.mediation.proxy.messages import PROXY_FACTS
from contracts.mediation.register.messages import REGISTER_FACTS
from contracts.mediation.roster.messages import ROSTER_FACTS
from contracts.mediation.special.messages import SPECIAL_FACTS
from contracts.mediation.station.messages import STATION_FACTS
from contracts.mediation.visit.messages import VISIT_FACTS
from contracts.particulars import PARTICULARS_FACTS
from contracts.unit_register import UNIT_FACTS

STREAMS: Mapping[str, frozenset[type]] = {
    "common": frozenset(COMMON_FACTS),
    "unit": frozenset(UNIT_FACTS),
    "case": frozenset(CASE_FACTS),
    "month": frozenset(MONTH_FACTS),
    "roster": frozenset(ROSTER_FACTS),
    "order": frozenset(ORDER_FACTS),
    "outcomes": frozenset(OUTCOME_FACTS),
    "proxy": frozenset(PROXY_FACTS),
    "centre": frozenset(CENTRE_FACTS),
    "check": frozenset(CHECK_FACTS),
    "key-persons": frozenset(KEY_PERSON_FACTS),
    "register": frozenset(REGISTER_FACTS),
    "haves": frozenset(HAVE_FACTS),
    "station": frozenset(STATION_FACTS),
    "special": frozenset(SPECIAL_FACTS),
    "visit": frozenset(VISIT_FACTS),
    "particulars": frozenset(PARTICULARS_FACTS),
}


def facts_outside(*streams: str) -> frozenset[type]:
    """Every fact of the service but those of these streams."""
    strangers = set(streams) - set(STREAMS)
    assert not strangers, f"no such stream: {strangers}"
    inside = frozenset[type]().union(*(STREAMS[stream] for stream in streams))
    return frozenset[type]().union(*STREAMS.values()) - inside

"""Facts of every service whose texts try to be more than text, for the pages that show them.

Each is the contract's own example with the evil text in every field that people write.
"""

from datetime import datetime
from typing import Any

from contracts.policies import pack_named
from ledger.memory import MemoryStore
from ledger.testing.recording import append, example
from portal.projections.shown import READ

EVIL = '<script>document.title="taken"</script><img src="x" onerror="alert(1)"><b>粗体</b>'
EVIL_UNIT, TOWN, COUNTY, DEPARTMENT = "360730100009", "360730100", "360730", "360730-evil"
BOTH = {"zh": EVIL, "en": EVIL}
EVIL_TOWN = "360730199"
TERM, STANDARD = 18, "evil-2025"


def record_evil_facts(store: MemoryStore, at: datetime, evil: str) -> None:
    for stream, recorded_type, different in (*_titles(evil), *_mining(evil), *_elections(evil), *_disputes()):
        catalogue = next(each for each in READ if recorded_type.startswith(f"{each.service}."))
        packs = (pack_named("ningdu-mine-standard-2024").digest,)
        document = example(recorded_type, **different)
        append(store, catalogue, stream, recorded_type, document, at=at, packs=packs)


Fact = tuple[str, str, dict[str, Any]]


def _titles(evil: str) -> tuple[Fact, ...]:
    stream = f"assessment_community-{EVIL_UNIT}"
    title = {"unit": EVIL_UNIT, "title": "qualified", "year": 2025, "reason": evil}
    lost = {"unit": EVIL_UNIT, "title": "qualified", "reason": evil}
    listed = {"unit": COUNTY, "year": 2027, "communities": [EVIL_UNIT], "of": 5}
    return (
        (stream, "assessment.community-title-conferred.v1", title),
        (stream, "assessment.community-title-lost.v1", lost),
        (
            f"assessment_district-{COUNTY}-evil",
            "assessment.district-title-conferred.v1",
            {"unit": COUNTY, "effect": evil},
        ),
        (f"assessment_district-{COUNTY}-evil", "assessment.yearly-list-fixed.v1", listed),
        (f"assessment_township-{TOWN}-2031", "assessment.township-commended.v1", {"unit": TOWN, "reason": evil}),
    )


def _mining(evil: str) -> tuple[Fact, ...]:
    stream, whose = f"mining_annual-{DEPARTMENT}-2025", {"unit": DEPARTMENT, "clause": evil}
    standard = {"unit": COUNTY, "standard": STANDARD, "title": BOTH, "industry": evil, "clause": evil}
    mine = {"unit": f"{COUNTY}-evil-mine", "mine": BOTH}
    listed = f"mining_mine-{COUNTY}-evil-mine"
    return (
        (stream, "mining.falsification-found.v1", {**whose, "text": evil, "is_published": True}),
        (stream, "mining.underperformance-circular.v1", {**whose, "grounds": evil, "is_published": True}),
        (stream, "mining.experience-commended.v1", {**whose, "text": evil}),
        (f"mining_standards-{COUNTY}-evil", "mining.standard-published.v1", standard),
        (listed, "mining.mine-registered.v1", mine),
        (listed, "mining.building-begun.v1", {"unit": mine["unit"], "round": 1}),
        (listed, "mining.mine-certified.v1", {**mine, "round": 1, "standard": evil}),
    )


def _elections(evil: str) -> tuple[Fact, ...]:
    return (*_polls(evil), *_decided(evil), *_deputies(evil))


def _polls(evil: str) -> tuple[Fact, ...]:
    stream, office = f"elections_election-{TOWN}-evil", f"elections_office-{TOWN}-congress-vice-chair"
    whose = {"unit": TOWN, "election": "evil"}
    vacated = {"unit": TOWN, "post": "congress_vice_chair", "person": "ref-evil", "clause": evil}
    return (
        (stream, "elections.election-planned.v1", whose),
        (stream, "elections.poll-voided.v1", {**whose, "round": 1, "clause": evil}),
        (stream, "elections.result-declared.v1", {**whose, "round": 2, "clauses": [evil]}),
        (office, "elections.official-elected.v1", {"unit": TOWN, "post": "congress_vice_chair", "person": "ref-evil"}),
        (office, "elections.office-vacated.v1", vacated),
    )


def _decided(evil: str) -> tuple[Fact, ...]:
    stream, whose = f"elections_resolution-{EVIL_UNIT}-evil", {"unit": EVIL_UNIT, "resolution": "evil"}
    return (
        (stream, "elections.village-resolution-adopted.v1", {**whose, "title": BOTH, "text": evil}),
        (stream, "elections.resolution-disclosed.v1", whose),
        (stream, "elections.village-matter-implemented.v1", {**whose, "title": BOTH, "result": evil}),
        (stream, "elections.result-disclosed.v1", whose),
        (stream, "elections.resolution-stopped.v1", {**whose, "title": BOTH, "reason": evil}),
    )


def _deputies(evil: str) -> tuple[Fact, ...]:
    """Of the example's own congress."""
    home = {"unit": TOWN, "name": BOTH, "place": evil, "days": evil, "how": evil}
    file, whose = f"elections_deputy-{TOWN}-mj-01", {"unit": TOWN, "deputy": "mj-01"}
    return (
        (file, "elections.deputy-profile-changed.v1", {**whose, "profile": evil, "to_publish": True}),
        (file, "elections.performance-entered.v1", {**whose, "number": 1, "text": evil}),
        (file, "elections.duty-report-given.v1", {**whose, "number": 1, "venue": evil, "text": evil}),
        (file, "elections.deputy-evaluated.v1", {**whose, "report": 1}),
        (f"elections_station-{TOWN}-home-1", "elections.station-registered.v1", home),
    )


def _disputes() -> tuple[Fact, ...]:
    """Seven of one half-year, so that there is a number to be said."""
    cases = (f"mediation_case-{TOWN}-evil-{number}" for number in range(7))
    case = {"unit": TOWN, "kind": "dispute", "subject": EVIL}
    return tuple((stream, "mediation.case-registered.v1", {**case, "submission": stream[-6:]}) for stream in cases)

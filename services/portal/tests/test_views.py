"""The portal's views are made from recorded facts alone, and say of every fact what they do with it."""

import pytest
from contracts.catalogue import Catalogue
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.store import Recorded
from ledger.views import Views
from portal.bigrams import bigrams, query_of
from portal.parts import PARTS
from portal.projections.circular_tables import CIRCULAR, EXPERIENCE, STANDARD
from portal.projections.congress_tables import AGENDA_ITEM, RESOLUTION, SESSION
from portal.projections.decision_tables import DECISION
from portal.projections.deputy_tables import DEPUTY, DUTY_REPORT, PERFORMANCE, PROFILE, TERM
from portal.projections.election_tables import ELECTION, HOLDING, POLL, VACANCY
from portal.projections.mine_tables import LISTING, MINE
from portal.projections.shown import ACT_ONLY, UNSHOWN, WHOLE
from portal.projections.title_tables import TITLE, YEARLY_LIST

OF_OTHERS = (
    *(SESSION, AGENDA_ITEM, RESOLUTION, ELECTION, POLL, HOLDING, VACANCY),
    *(TERM, DEPUTY, PROFILE, PERFORMANCE, DUTY_REPORT, DECISION),
    *(MINE, LISTING, CIRCULAR, EXPERIENCE, STANDARD, TITLE, YEARLY_LIST),
)


def test_a_rebuilt_view_has_the_same_rows(county, duty, tmp_path):
    duty.all_public()
    duty.correct("VA-1b", "更正", "数字有误")
    duty.pass_and_publish("VA-1b")
    duty.publish("e_display")
    county.look()
    rebuilt = Views(tmp_path / "again", PARTS.schema)
    rebuilt.prepare()

    Projector(county.store, rebuilt, *PARTS.reads).rebuild()

    assert rebuilt.live().rows() == county.views.live().rows()
    assert [] == rebuilt.live().rows()["draft"]


STREAMS = {
    "assessment": "assessment_community-x",
    "elections": "elections_election-x",
    "mining": "mining_mine-x",
    "mediation": "mediation_case-x",
}
"""Streams whose facts have pages, or would have them if they were shown."""


@pytest.fixture
def everything(county):
    """The contract's example of every fact of every other service, each of which the views must be able to take."""
    for catalogue in PARTS.reads:
        for kind in (each for each in catalogue if catalogue.service in STREAMS):
            recorded_type = catalogue.type_named(kind)
            county.record(f"{STREAMS[catalogue.service]}-{kind.__name__.lower()}", recorded_type)
    county.look()
    return county


def test_every_view_of_other_services_is_rebuilt_to_equal_rows(everything, tmp_path):
    rebuilt = Views(tmp_path / "again", PARTS.schema)
    rebuilt.prepare()

    Projector(everything.store, rebuilt, *PARTS.reads).rebuild()
    rows = rebuilt.live().rows()

    assert rows == everything.views.live().rows()
    assert [] == [table.name for table in OF_OTHERS if not rows[table.name]]


@pytest.mark.req("P-025")
def test_no_view_holds_what_is_sealed(everything):
    """Of no fact of another service, whatever its stream is called."""
    recorded = [fact for fact in everything.facts() if b"ciphertext" in fact.data]

    assert recorded
    assert "ciphertext" not in str(everything.views.live().rows())
    assert [] == [fact.type for fact in recorded if is_shown_whole(fact)]


def is_shown_whole(fact: Recorded) -> bool:
    kind = next(each for each in PARTS.reads if fact.type.startswith(f"{each.service}.")).kind_of(fact.type)
    return kind in WHOLE


def test_every_fact_that_is_read_is_shown_whole_as_an_act_or_not_at_all():
    """A new fact of a service goes into `portal.projections.shown` and `portal.projections.duties`."""
    read = {kind for catalogue in PARTS.reads for kind in catalogue}

    assert set() == read - WHOLE - ACT_ONLY - UNSHOWN
    assert set() == (WHOLE | ACT_ONLY | UNSHOWN) - read
    assert set() == WHOLE & ACT_ONLY | WHOLE & UNSHOWN | ACT_ONLY & UNSHOWN


def test_a_fact_that_no_view_names_stops_the_projector(tmp_path):
    class Unheard:
        pass

    facts = PARTS.reads[0]
    beyond = Catalogue(facts.service, *facts)
    beyond._names[Unheard] = "disclosure.unheard.v1"

    with pytest.raises(LookupError, match=r"disclosure\.unheard\.v1"):
        Projector(MemoryStore(), Views(tmp_path, PARTS.schema), beyond)


def test_later_publications_add_channels_and_keep_the_first_day(county, duty):
    duty.all_public()
    day = county.json(f"{duty.path}/1b") if county.look() is None else None
    county.clock.advance_to(duty.due_at)
    duty.publish("e_display")
    county.look()

    [version] = county.json(f"{duty.path}/1b")["item"]["versions"]

    assert ["online", "board", "e_display"] == version["channels"]
    assert day is not None
    assert day["item"]["versions"][0]["published_at"] == version["published_at"]


@pytest.mark.parametrize(
    ("text", "indexed", "query"),
    [
        ("公开栏", "公开 开栏 栏", '"公开 开栏"'),
        ("栏", "栏", '"栏"*'),
        ("VA村2025年", "va 村 2025 年", '"va" "村"* "2025" "年"*'),
        ("ＡＢＣ，公开。", "abc 公开 开", '"abc" "公开"'),
        ('"*(){}^:-', "", ""),
    ],
)
def test_chinese_text_is_indexed_by_pairs(text, indexed, query):
    assert (indexed, query) == (bigrams(text), query_of(text))

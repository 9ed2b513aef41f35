"""The portal's views are made from recorded facts alone, and say of every fact what they do with it."""

import pytest
from contracts.catalogue import Catalogue
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.views import Views
from portal.bigrams import bigrams, query_of
from portal.parts import PARTS
from portal.projections.shown import ACT_ONLY, UNSHOWN, WHOLE


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

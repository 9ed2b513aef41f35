"""The pages as data, and facts that a stranger can check."""

import csv
import hashlib
import io
from xml.etree import ElementTree as ET

import pytest
from ledger.recorded import digest_of_fact

ATOM = "{http://www.w3.org/2005/Atom}"
VILLAGE = "360730101201"


def digest_of(page: dict[str, str]) -> str:
    """As the page tells people to compute it."""
    texts = (page["stream"], str(page["revision"]), page["id"], page["type"], page["data"], page["metadata"])
    parts = [text.encode() for text in texts]
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()


def test_the_data_of_a_page_is_what_the_page_shows(county, duty):
    duty.all_public()
    county.look()

    document, rows = county.json(duty.path), list(csv.DictReader(io.StringIO(county.html(f"{duty.path}.csv")[1:])))

    assert len(duty.items) == len(document["items"]) == len(rows)
    assert ("VA-1b", "VA-1b：内容见附表。", "online board") == (
        rows[1]["事项代码"],
        rows[1]["内容"],
        rows[1]["公开渠道"],
    )
    assert county.html(f"/en{duty.path}.csv").startswith("\ufeffunit,unit name,catalogue")


def test_json_says_until_when_it_is_complete(county):
    county.look()

    head = county.get("/overdue.json").get_json()

    assert head["complete_at"].startswith("2025-04-01T01:0")
    assert head["is_simulated"] is True


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_a_table_is_a_formula(county, duty, say, start):
    duty.all_public(say("VA-1b", f'{start}HYPERLINK("http://evil.test")'))
    county.look()

    rows = list(csv.DictReader(io.StringIO(county.html(f"{duty.path}.csv")[1:])))

    assert f"'{start}HYPERLINK" == rows[1]["内容"][:11]


def test_the_feed_lists_new_publications_newest_first(county, duty, say):
    duty.all_public(say("VA-1b", "第一版 <b>&</b>"))
    duty.correct("VA-1b", "第二版", "数字有误")
    duty.pass_and_publish("VA-1b")
    county.look()

    for path in ("/publications.atom", f"/units/{VILLAGE}/publications.atom"):
        feed = ET.fromstring(county.html(path))
        entries = feed.findall(f"{ATOM}entry")

        assert f"http://portal.test{duty.path}/1b#v2" == entries[0].findtext(f"{ATOM}id")
        assert "第二版" == entries[0].findtext(f"{ATOM}summary")
        assert "第一版 <b>&</b>" in [entry.findtext(f"{ATOM}summary") for entry in entries]
        assert len(duty.items) + 1 == len(entries)
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_anybody_can_compute_the_digest_of_a_public_fact(county, duty):
    duty.all_public()
    duty.fall_due()
    county.look()
    facts = {str(fact.id): fact for fact in county.facts()}
    pages = {each: county.json(f"/facts/{each}") for each in facts}

    whole = {each for each, page in pages.items() if page["data"] is not None}

    assert {"disclosure.items-drafted.v1", "disclosure.items-checked.v1"} == {
        page["type"] for each, page in pages.items() if each not in whole
    }
    assert {each: digest_of_fact(facts[each]) for each in whole} == {each: digest_of(pages[each]) for each in whole}
    assert all(page["digest"] == digest_of_fact(facts[each]) for each, page in pages.items())
    assert len(facts) > 10


def test_a_fact_says_who_when_and_under_which_clause(county, duty):
    duty.all_public()
    county.look()
    [published] = [fact for fact in county.facts() if fact.type == "disclosure.items-published.v1"]

    page, document = county.html(f"/facts/{published.id}"), county.json(f"/facts/{published.id}")

    assert all(word in page for word in ("内容公开", "村公开责任人", "塘背村", "2025年4月1日 09:00"))
    assert "关于乡镇规范化建设的意见" in page
    assert "1 §四4" in next(pack["clauses"] for pack in document["packs"] if pack["id"] == "county-2011")
    assert "Village disclosure officer" in county.html(f"/en/facts/{published.id}")
    assert "<strong>1 §四4</strong>" in page.partition("<details>")[0]
    assert "其他文本" in page
    assert "社区" not in page.partition("<details>")[0].partition("<main")[2]


def test_a_fact_that_names_its_clause_says_it_first(county):
    whose = {"unit": VILLAGE, "election": "committee-2025", "round": 1, "clause": "村组法15"}
    voided = county.record(f"elections_election-{VILLAGE}-committee-2025", "elections.poll-voided.v1", **whose)
    county.look()

    assert ["村组法15"] == county.json(f"/facts/{voided.id}")["clauses"]
    assert '<dt>所依条款</dt><dd><span lang="zh-Hans">村组法15</span>' in county.html(f"/facts/{voided.id}")


def test_a_fact_names_what_was_recorded_with_it_and_what_came_of_it(county, duty):
    duty.all_public()
    county.look()
    by_type = {fact.type: str(fact.id) for fact in county.store.read(duty.stream)}

    published = county.json(f"/facts/{by_type['disclosure.items-published.v1']}")

    assert ["disclosure.duty-fulfilled.v1"] == [each["type"] for each in published["together"]]
    assert [] == published["effects"]


def test_facts_of_a_chain_point_to_each_other(county, duty):
    duty.all_public()
    county.look()
    stream = county.store.read(duty.stream)

    pages = [county.json(f"/facts/{fact.id}") for fact in stream]

    assert [None, *(str(fact.id) for fact in stream[:-1])] == [page["before"] for page in pages]
    assert [page["digest"] for page in pages[:-1]] == [page["previous"] for page in pages[1:]]

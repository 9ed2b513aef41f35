"""Elections and offices: numbers and posts, who has to be elected anew, and nobody's name."""

from typing import Any

import pytest
from contracts.disclosure.words import Entry, EntryKind, Table

TOWN, VILLAGE = "360730101", "360730101201"
STREAM = f"elections_election-{VILLAGE}-committee-2025"
OFFICE = f"elections_office-{TOWN}-township-head"
TOTALS = {
    "entitled": 812,
    "printed": 812,
    "kept_back": 0,
    "issued": 700,
    "unused": 112,
    "collected": 699,
    "took_part": 700,
}
SEALED = {
    "key_id": "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
    "kind": "person-name",
    "algorithm": "A256GCM",
    "nonce": "n" * 16,
    "ciphertext": "z" * 64,
}


def contest(**different: Any) -> dict[str, Any]:
    standings = [{"person": "ref-gao", "votes": 401}, {"person": "ref-xie", "votes": 298}]
    threshold = {"share": "1/2", "is_strict": True, "of": "voters"}
    seats = {"post": "committee_chair", "seats": 1, "threshold": threshold, "base": 700, "needed": 351}
    won = {"standings": standings, "elected": ["ref-gao"], "tied": [], "tied_seats": 0, "open_seats": 0}
    return {**seats, **won, **different}


def plan(county) -> None:
    seats = [{"post": "committee_chair", "seats": 1}]
    whose = {"unit": VILLAGE, "election": "committee-2025", "kind": "villagers", "contests": seats}
    county.record(STREAM, "elections.election-planned.v1", **whose, held_on="2025-03-20", session=None, approval=None)
    county.record(STREAM, "elections.roll-closed.v1", unit=VILLAGE, election="committee-2025", voters=812)


def declare(county, *results: dict[str, Any], **different: Any) -> Any:
    winners = [{"post": "committee_chair", "person": "ref-gao", "name": SEALED, "votes": 401}]
    whose = {"unit": VILLAGE, "election": "committee-2025", "kind": "villagers", "session": None}
    rest = {"totals": TOTALS, "results": list(results), "winners": winners, "clauses": ["村组法15"]}
    return county.record(STREAM, "elections.result-declared.v1", **{**whose, **rest, **different})


def test_a_result_says_how_many_voted_and_for_which_post_and_never_who(county):
    plan(county)
    fact = declare(county, contest())
    address = county.notice_of(fact, VILLAGE, "村委会换届选举结果公告")
    county.look()

    page, listed = county.html(f"/units/{VILLAGE}/elections"), county.html("/elections")
    everything = "".join(
        county.get(f"{path}{form}").text
        for path in ("/elections", f"/units/{VILLAGE}/elections", f"/facts/{fact.id}")
        for form in ("", ".json", ".csv")
    )

    assert "应到812人，参加700人；发出选票700张，收回699张" in page
    assert all(word in page for word in ("委员会主任", "<strong>401</strong>", ">298", ">351<", "村组法15"))
    assert f'href="{address}">' in page
    assert all(word in listed for word in ("塘背村", "村民委员会选举", "已公布结果", ">700<"))
    assert not any(word in everything for word in ("ref-gao", "ref-xie", SEALED["ciphertext"]))


@pytest.mark.parametrize(
    ("recorded_type", "word"),
    [("elections.poll-voided.v1", "选举无效"), ("elections.turnout-missed.v1", "参加人数不足")],
)
def test_a_poll_that_elects_nobody_is_shown_with_its_clause(county, recorded_type, word):
    plan(county)
    whose = {"unit": VILLAGE, "election": "committee-2025", "round": 1, "clause": "村组法15", "totals": TOTALS}
    county.record(STREAM, recorded_type, **whose)
    county.look()

    assert all(each in county.html(f"/units/{VILLAGE}/elections") for each in (word, "村组法15"))
    assert word in county.html("/elections")


def test_every_round_stays_the_newest_first(county):
    plan(county)
    declare(county, contest(elected=[], open_seats=1), winners=[])
    declare(county, contest(), round=2)
    county.look()

    [election] = county.json(f"/units/{VILLAGE}/elections")["elections"]

    assert [(2, 0), (1, 1)] == [(poll["round"], poll["contests"][0]["open_seats"]) for poll in election["polls"]]
    assert ([401], [298]) == tuple(election["polls"][0]["contests"][0][word] for word in ("elected", "others"))


def test_an_office_that_fell_vacant_is_shown_until_somebody_is_elected(county):
    elected = {"unit": TOWN, "post": "township_head", "owes_oath": True}
    county.record(OFFICE, "elections.official-elected.v1", **elected, person="ref-1", elected_on="2021-11-26")
    gone = {"unit": TOWN, "post": "township_head", "vacated_on": "2025-03-01", "holders": 0}
    county.record(OFFICE, "elections.office-vacated.v1", **gone, person="ref-1")
    county.look()
    before, vacant = county.json("/elections")["owed"], county.html("/elections")
    county.record(OFFICE, "elections.official-elected.v1", **elected, person="ref-2", elected_on="2025-03-20")
    sworn = {"unit": TOWN, "post": "township_head", "person": "ref-2", "taken_on": "2025-03-21"}
    county.record(OFFICE, "elections.oath-taken.v1", **sworn)
    county.look()

    assert [("township_head", "2025-03-01")] == [(each["post"], each["since"]) for each in before]
    assert all(word in vacant for word in ("待补选", "乡镇长", "2025年3月1日"))
    assert [] == county.json("/elections")["owed"]
    [office] = county.json(f"/units/{TOWN}/elections")["offices"]
    assert ("2025-03-20", "2025-03-21") == (office["elected_on"], office["sworn_on"])
    assert "ref-2" not in county.html(f"/units/{TOWN}/elections")


@pytest.mark.req("P-016")
def test_a_communitys_page_has_its_services_in_uniform_form_and_its_committees_posts(county, open_duty):
    community = county.community()
    duty = open_duty(county, community, "STATION", "standing")
    services = ("低保申请", "老年优待证")
    tables = {
        item: Table(columns=("服务", "内容", "窗口"), rows=tuple((name, f"{name} {item}", "1号") for name in services))
        for item in ("STATION-5", "STATION-6")
    }
    duty.draft(*(Entry(item=item, kind=EntryKind.CONTENT, table=table) for item, table in tables.items()))
    duty.check()
    duty.publish("place")
    for place, post in enumerate(("committee_chair", "committee_member")):
        stream = f"elections_office-{community}-{post.replace('_', '-')}"
        county.record(stream, "elections.official-elected.v1", unit=community, post=post, person=f"ref-{place}")
    county.look()

    document, page = county.json(f"/units/{community}/guide"), county.html(f"/units/{community}/guide")

    assert list(services) == [line["line"] for line in document["lines"]]
    assert all({"content", "workflow"} == set(line["fields"]) for line in document["lines"])
    assert all(
        word in page for word in ("内容：低保申请 STATION-5；窗口：1号", "居委会成员职务", "委员会主任", "委员会委员")
    )
    assert "ref-0" not in page
    assert f'href="/units/{community}/guide"' in county.html(f"/units/{community}")


def test_a_unit_without_elections_has_no_such_page(county):
    county.look()

    assert 404 == county.get(f"/units/{VILLAGE}/elections").status_code
    assert "elections" not in county.json(f"/units/{VILLAGE}")["leads_to"]

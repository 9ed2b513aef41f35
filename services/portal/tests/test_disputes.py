"""Disputes: counts by half-year and township, and nothing by which somebody could be made out."""

from datetime import datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.policies import pack_named

PACK = pack_named("township-centre-2012")
LEAST = PACK.parameters["portal.min_cell"].value
TOWN, OTHER, COMMUNITY = "360730101", "360730102", "360730101001"
SHOWN_AT = datetime(2025, 9, 1, 9, tzinfo=CHINA)


@pytest.fixture
def summer(empty):
    empty.begin(shown_at=SHOWN_AT)
    activated = {"area": "360730", "pack": PACK.digest, "pack_id": PACK.id, "acknowledged": []}
    empty.record("mediation_policy-360730", "mediation.policy-activated.v1", **activated)
    return empty


def register(county: Any, first: int, last: int, unit: str = TOWN, on: str = "2025-03-04", **different: Any) -> None:
    for number in range(first, last + 1):
        case: dict[str, Any] = {"unit": unit, "submission": f"c-{number}", "kind": "dispute", "subject": "邻里纠纷"}
        at = {"registered_at": f"{on}T04:00:00.000000Z"}
        stream = f"mediation_case-{unit}-c-{number}"
        county.record(stream, "mediation.case-registered.v1", **{**case, **at, **different})


def close(county: Any, first: int, last: int, level: str, unit: str = TOWN, on: str = "2025-05-04") -> None:
    for number in range(first, last + 1):
        case = {"unit": unit, "submission": f"c-{number}", "level": level, "closed_at": f"{on}T04:00:00.000000Z"}
        county.record(f"mediation_case-{unit}-c-{number}", "mediation.case-closed.v1", **case)


def lines(county: Any) -> list[dict[str, Any]]:
    county.look()
    found: list[dict[str, Any]] = county.json("/disputes")["lines"]
    return found


@pytest.mark.req("P-026")
@pytest.mark.parametrize(("cases", "said"), [(LEAST - 1, "<5"), (LEAST, "5"), (LEAST + 1, "6")])
def test_a_number_below_five_is_not_said(summer, cases, said):
    register(summer, 1, cases)

    [line] = lines(summer)

    assert ("2025H1", TOWN, said) == (line["half_year"], line["unit"], line["accepted"])
    assert f">{said.replace('<', '&lt;')}</td>" in summer.html("/disputes")
    assert said in summer.get("/disputes.csv").text


@pytest.mark.req("P-026")
def test_what_was_closed_is_counted_at_its_level_in_the_half_year_of_its_end(summer):
    register(summer, 1, 20, on="2024-12-30")
    close(summer, 1, 7, "village")
    close(summer, 8, 13, "township")
    close(summer, 14, 15, "beyond")

    [spring, before] = lines(summer)

    levels = ("accepted", "group", "village", "township", "beyond")
    assert ("2025H1", ["<5", "<5", "7", "6", "<5"]) == (spring["half_year"], [spring[word] for word in levels])
    assert ("2024H2", ["20", "<5", "<5", "<5", "<5"]) == (before["half_year"], [before[word] for word in levels])


@pytest.mark.req("P-026")
def test_the_half_year_that_is_running_is_left_out_and_a_community_counts_with_its_township(summer):
    register(summer, 1, 9, on="2025-07-01")
    register(summer, 1, 6, unit=COMMUNITY)

    assert [(TOWN, "6")] == [(line["unit"], line["accepted"]) for line in lines(summer)]


@pytest.mark.req("P-026")
def test_a_township_without_a_case_in_a_half_year_looks_like_one_with_a_few(summer):
    register(summer, 1, 6)
    register(summer, 1, 3, unit=OTHER, on="2024-08-01")

    seen = {(line["half_year"], line["unit"]): line["accepted"] for line in lines(summer)}

    assert {("2025H1", TOWN): "6", ("2025H1", OTHER): "<5", ("2024H2", TOWN): "<5", ("2024H2", OTHER): "<5"} == seen


def test_without_a_text_that_says_which_numbers_are_too_small_none_is_said(empty):
    empty.begin(shown_at=SHOWN_AT)
    register(empty, 1, 9)

    assert [] == lines(empty)


def test_petitions_and_opinions_are_no_disputes(summer):
    register(summer, 1, 9, kind="letter")

    assert [] == lines(summer)
    assert "尚无已结束的半年" in summer.html("/disputes")


@pytest.mark.req("P-025", "P-026")
def test_nothing_else_of_a_case_is_in_the_views_or_has_a_page(summer):
    register(summer, 1, 6)
    summer.look()
    rows = str(summer.views.live().rows())
    facts = summer.store.read(f"mediation_case-{TOWN}-c-1")

    assert not any(word in rows for word in ("邻里纠纷", "塘背村三组", "person-7", "c" * 64))
    assert {404} == {summer.get(f"/facts/{fact.id}").status_code for fact in facts}

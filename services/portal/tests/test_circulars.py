"""What is made known of green mines beside the directory: circulars, standards, progress, examples."""

import csv
import io
from datetime import datetime

import pytest
from contracts.calendar import CHINA
from contracts.policies import pack_named

COUNTY, DEPARTMENT = "360730", "360730-land"
STREAM = f"mining_annual-{DEPARTMENT}-2025"
FALSE, POOR = "mining.falsification-found.v1", "mining.underperformance-circular.v1"
SHOWN_AT = datetime(2025, 9, 1, 9, tzinfo=CHINA)


@pytest.mark.req("P-013")
def test_circulars_name_unit_day_and_ground(county):
    false = county.record(STREAM, FALSE, unit=DEPARTMENT, found_on="2025-07-09", text="伪造整改照片", is_published=True)
    county.record(STREAM, POOR, unit=DEPARTMENT, issued_on="2025-08-01", grounds="未完成年度任务", is_published=True)
    county.look()

    lines, page = county.json("/circulars")["lines"], county.html("/circulars")

    expected = [
        ("underperformance", "2025-08-01", "未完成年度任务"),
        (lines[1]["circular"], "2025-07-09", "伪造整改照片"),
    ]
    assert expected == [(line["circular"], line["issued_on"], line["reason"]) for line in lines]
    assert all(word in page for word in (DEPARTMENT, "2025年7月9日", "伪造整改照片", "工作不力", "3 §附10", "3 §附11"))
    assert 200 == county.get(f"/facts/{false.id}").status_code


@pytest.mark.req("P-013")
@pytest.mark.parametrize("kind", [FALSE, POOR])
def test_a_circular_that_is_not_published_is_on_no_page(county, kind):
    kept = county.record(STREAM, kind, unit=DEPARTMENT, is_published=False)
    county.look()

    assert [] == county.json("/circulars")["lines"]
    assert 404 == county.get(f"/facts/{kept.id}").status_code


def publish_standard(county) -> None:
    pack = pack_named("ningdu-mine-standard-2024")
    fact = {"standard": "ningdu-2024", "unit": COUNTY, "title": dict(pack.title), "items": 24}
    county.record_under((pack.digest,), f"mining_standards-{COUNTY}", "mining.standard-published.v1", **fact)
    county.look()


@pytest.mark.req("P-011")
def test_a_standard_can_be_downloaded_with_every_item_and_its_points(county):
    publish_standard(county)

    page = county.html("/mines/standards")
    rows = list(csv.reader(io.StringIO(county.get("/mines/standards/ningdu-2024.csv").text.lstrip("\ufeff"))))

    assert 'href="/mines/standards/ningdu-2024.csv" download' in page
    assert "宁都县绿色矿山评价标准（示例）" in page
    assert (24, 100) == (len(rows) - 1, sum(int(row[3]) for row in rows[1:]))
    assert "矿区环境与形象" in county.html("/mines/standards/ningdu-2024")


def test_a_standard_that_was_not_published_has_no_page(county):
    county.look()

    assert 404 == county.get("/mines/standards/ningdu-2024").status_code
    assert "尚未发布标准" in county.html("/mines/standards")


@pytest.mark.req("P-012")
def test_progress_counts_certified_mines_by_county_beside_the_target(empty):
    empty.begin(shown_at=SHOWN_AT)
    city = pack_named("city-green-mines-2018")
    empty.record(f"mining_policy-{COUNTY}", "mining.policy-activated.v1", area=COUNTY, pack=city.digest)
    for number in (1, 2, 3):
        unit = f"{COUNTY}-mine-{number}"
        stream = f"mining_mine-{unit}"
        empty.record(stream, "mining.mine-registered.v1", unit=unit)
        empty.record(stream, "mining.building-begun.v1", unit=unit, round=1)
        empty.record(stream, "mining.mine-certified.v1", unit=unit, round=1, certified_on="2025-03-14")
    gone = {"unit": f"{COUNTY}-mine-3", "round": 1, "removed_on": "2025-07-01", "effective_on": "2025-07-01"}
    empty.record(f"mining_mine-{COUNTY}-mine-3", "mining.mine-removed.v1", **gone)
    empty.look()

    document, page = empty.json("/mines/progress"), empty.html("/mines/progress")

    assert [(COUNTY, 2)] == [(line["county"], line["certified"]) for line in document["counties"]]
    assert (27, "2020-12-31") == (document["target"]["count"], document["target"]["due_on"])
    assert all(word in page for word in ("宁都县", "<dd>2</dd>", "<dd>27</dd>"))


@pytest.mark.req("P-012")
def test_commended_experience_is_there_for_others_to_read(county):
    county.record(STREAM, "mining.experience-commended.v1", unit=DEPARTMENT, text="边开采边治理的做法")
    county.look()

    assert "边开采边治理的做法" in county.html("/mines/progress")


def test_without_a_text_that_sets_one_there_is_no_target(county):
    county.look()

    assert county.json("/mines/progress")["target"] is None

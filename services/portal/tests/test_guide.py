"""The service guide: nine fields for each business line, from what the service centre has posted."""

import pytest
from contracts.disclosure.words import Entry, EntryKind, Table
from contracts.policies import pack_named
from portal.answers.guide import FIELDS

TOWNSHIP = "360730101"
GUIDE = f"/units/{TOWNSHIP}/guide"
LINES = ("国土", "计生", "民政", "户籍", "农技", "劳动保障", "农村医疗", "公共资源交易")


def posted(county, open_duty, entry) -> None:
    """Both catalogues, with `entry(item)` for each item that the guide needs."""
    for catalogue in ("SERVICE", "STAFF"):
        duty = open_duty(county, TOWNSHIP, catalogue, "standing")
        duty.draft(*(entry(item) for item in FIELDS.values() if item.startswith(f"{catalogue}-")))
        duty.check()
        duty.publish("place")
    county.look()


@pytest.mark.req("P-018")
def test_each_of_eight_business_lines_has_its_nine_fields(county, open_duty):
    def by_line(item: str) -> Entry:
        table = Table(columns=("业务", "内容"), rows=tuple((line, f"{line} {item}") for line in LINES))
        return Entry(item=item, kind=EntryKind.CONTENT, table=table)

    posted(county, open_duty, by_line)
    document, page = county.json(GUIDE), county.html(GUIDE)

    assert list(LINES) == [line["line"] for line in document["lines"]]
    assert len(LINES) == len(pack_named("county-2011-standards").parameters["T5.7.lines"].value)
    assert len(FIELDS) == pack_named("county-2011-services").parameters["guide.fields"].value
    for line in document["lines"]:
        assert {field: f"{line['line']} {item}" for field, item in FIELDS.items()} == line["fields"]
        assert all(said in page for said in line["fields"].values())
    assert f'href="{GUIDE}">办事指南' in county.html(f"/units/{TOWNSHIP}")


def test_a_field_said_for_all_lines_together_stands_once(county, open_duty, say):
    posted(county, open_duty, lambda item: say(item, f"{item}：见窗口"))

    document, page = county.json(GUIDE), county.html(GUIDE)

    assert [] == document["lines"]
    assert all(f"{item}：见窗口" in page for item in FIELDS.values())
    assert len(FIELDS) == len(county.get(f"{GUIDE}.csv").text.splitlines()) - 1


def test_several_cells_of_a_line_go_by_the_heads_of_their_columns(county, open_duty):
    table = Table(columns=("业务", "收费", "依据"), rows=(("户籍", "10元", "省价费〔2003〕1号"),))
    posted(county, open_duty, lambda item: Entry(item=item, kind=EntryKind.CONTENT, table=table))

    assert "收费：10元；依据：省价费〔2003〕1号" in county.html(GUIDE)


def test_a_unit_that_has_posted_nothing_has_no_guide(county):
    county.look()

    assert 404 == county.get(GUIDE).status_code
    assert GUIDE not in county.html(f"/units/{TOWNSHIP}")

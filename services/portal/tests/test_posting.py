"""The sheet of a board and the text of the one-call telephone: what is published, nothing else, and what is missing."""

from datetime import date
from typing import Any

import pytest
from contracts.disclosure.boards.messages import BoardKind, OpenBoardRegister, RegisterBoard, RetireBoard, UpdateBoard
from contracts.disclosure.duty.messages import MarkOverdue
from contracts.disclosure.words import Entry, EntryKind
from contracts.units import UnitKind

VILLAGE = "360730101201"
SHEET, CALL = f"/units/{VILLAGE}/boards/1", f"/units/{VILLAGE}/one-call"


@pytest.fixture
def register(county):
    def register(kind: BoardKind = BoardKind.DISCLOSURE) -> None:
        county.send(OpenBoardRegister(actor="clock", unit=VILLAGE, kind=UnitKind.VILLAGE), role="Service")
        standing: dict[str, Any] = {"kind": kind, "place": "村委会大门东侧", "valid_from": date(2025, 4, 1)}
        county.send(RegisterBoard(actor="clerk", unit=VILLAGE, **standing))

    return register


@pytest.mark.req("P-005")
def test_each_board_has_its_place_its_last_update_and_a_sheet(county, duty, register):
    duty.draft(Entry(item="VA-2b", kind=EntryKind.NOTHING_TO_REPORT, reason="本期没有债权债务"))
    duty.check(VA_2a="state_secret")
    duty.publish("board")
    register()
    county.send(UpdateBoard(actor="clerk", unit=VILLAGE, number=1, updated_on=date(2025, 4, 1)))
    county.look()

    [board], sheet = county.json("/boards")["lines"], county.html(SHEET)

    assert ("村委会大门东侧", "2025-04-01") == (board["place"], board["updated_on"])
    assert f'href="{SHEET}"' in county.html("/boards")
    assert f'href="{SHEET}"' in county.html(f"/units/{VILLAGE}")
    assert all(
        text in sheet
        for text in ("塘背村", "村委会大门东侧", "VA-1b：内容见附表。", "本期没有债权债务", "涉及国家秘密")
    )


@pytest.mark.req("P-005")
def test_the_sheet_shows_the_newest_version_only_and_what_is_overdue(county, duty, open_duty, register):
    duty.all_public()
    duty.correct("VA-1b", "更正后的数字", "数字有误")
    duty.pass_and_publish("VA-1b")
    late = open_duty(county, VILLAGE, "VA", "2024Q4")
    county.send(MarkOverdue(actor="clock", **late.key), role="Service")
    register()
    county.look()

    sheet = county.html(SHEET)

    assert "更正后的数字" in sheet
    assert "VA-1b：内容见附表。" not in sheet
    assert f'逾期</span> <a href="{late.path}">村务公开 2024年第4季度</a>' in sheet


@pytest.mark.parametrize(
    ("kind", "is_there"), [("disclosure", True), ("display", True), ("sunshine", False), ("publicity", False)]
)
def test_a_board_shows_what_belongs_on_it(county, duty, register, kind, is_there):
    duty.all_public()
    register(BoardKind(kind))
    county.look()

    assert is_there == ("VA-1b：内容见附表。" in county.html(SHEET))


def test_a_board_has_its_sheet_to_the_end_of_its_last_day(county, register):
    register()
    retired = RetireBoard(actor="clerk", unit=VILLAGE, number=1, valid_to=date(2025, 4, 1), reason="拆除")
    county.send(retired)
    county.look()

    assert [200, 404] == [county.get(f"/units/{VILLAGE}/boards/{number}").status_code for number in (1, 2)]
    assert [] == county.json("/boards")["lines"][1:]


@pytest.mark.req("P-004")
def test_the_telephone_reads_what_the_page_shows(county, duty):
    duty.draft(Entry(item="VA-2b", kind=EntryKind.NOTHING_TO_REPORT, reason="本期没有债权债务"))
    duty.check(VA_2a="state_secret")
    duty.publish("online", "one_call")
    county.look()

    text = county.html(f"{CALL}.txt")
    items = county.json(duty.path)["items"]

    assert text.startswith("塘背村，截至2025年4月1日的公开内容。")
    assert all(item["name"]["zh"] in text for item in items)
    assert all(version["text"] in text for item in items for version in item["versions"] if version["text"])
    assert "本期无此事项 本期没有债权债务（2025年4月1日公开）" in text
    assert "不予公开，依据是涉及国家秘密。" in text
    assert [VILLAGE] == [line["unit"] for line in county.json("/one-call")["lines"]]
    assert [item["item"] for item in items] == [
        item["item"] for each in county.json(CALL)["duties"] for item in each["items"]
    ]


@pytest.mark.req("P-004")
def test_the_telephone_says_what_is_overdue_and_nothing_that_is_not_public(county, duty, open_duty, say):
    duty.draft(say("VA-1b", "未经审查的文字"))
    duty.fall_due()
    county.look()

    text = county.html(f"{CALL}.txt")

    assert "逾期未公开：村务公开 2025年第1季度。" in text
    assert "未经审查的文字" not in text
    assert "text/plain; charset=utf-8" == county.get(f"{CALL}.txt").headers["Content-Type"]


@pytest.mark.parametrize("path", ["/one-call", CALL, "/rules", "/boards", SHEET])
def test_these_pages_are_open_data_too(county, duty, register, path):
    duty.all_public()
    register()
    county.look()

    for language in ("", "/en"):
        assert {200} == {county.get(f"{language}{path}{form}").status_code for form in ("", ".json", ".csv")}

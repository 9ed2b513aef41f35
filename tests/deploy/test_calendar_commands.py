"""`sunledger calendar` and `sunledger explain`, as they are called."""

import re

import pytest
from sunledger.main import app
from typer.testing import CliRunner

RUNNER = CliRunner()


def said(*arguments: str, code: int = 0) -> str:
    answer = RUNNER.invoke(app, arguments, env={"COLUMNS": "80", "NO_COLOR": "1"})
    assert code == answer.exit_code, answer.output
    return answer.output


def test_the_calendar_of_a_year_marks_days_off_and_worked_weekends():
    page = said("calendar", "2026")

    assert all(f"2026-{month:02}" in page for month in range(1, 13))
    assert page.count("休") == 34
    assert ["4班", "9班", "10班", "14班", "20班", "28班"] == sorted(
        re.findall(r"\d+班", page), key=lambda cell: int(cell[:-1])
    )
    assert "国办发明电〔2025〕7号, published 2025-11-04 (sure)" in page
    assert "no notice settles 2026-12-29 to 2026-12-31 yet" in page


def test_the_calendar_is_shown_as_known_on_a_day():
    assert "no notice settles 2019-12-29 to 2019-12-31 yet" in said("calendar", "2019", "--as-known", "2019-11-20")
    assert "Provisional" not in said("calendar", "2019", "--as-known", "2019-11-21")
    assert "28班" not in said("calendar", "2019", "--as-known", "2019-03-21")
    assert "28班" in said("calendar", "2019", "--as-known", "2019-03-22")


def test_a_deadline_is_explained_as_known_then_and_now():
    asked = ("explain", "2020-01-10", "20", "working-days", "--source", "信息公开条例 33")

    assert "Due on 2020-02-12 (Wednesday), late from 2020-02-13 00:00" in said(*asked, "--as-known", "2020-01-20")
    assert "Due on 2020-02-14 (Friday), late from 2020-02-15 00:00" in said(*asked)
    assert "国办发明电〔2020〕1号, known from 2020-01-27 (sure)" in said(*asked)
    assert "Clause: 信息公开条例 33" in said(*asked)


def test_every_way_of_counting_can_be_asked_for():
    assert "Due on 2026-06-01" in said("explain", "2026-06-21", "20", "--before")
    assert "Due on 2025-04-21" in said("explain", "2025-04-20", "0", "--rest-day", "next")
    assert "Due on 2025-04-19" in said("explain", "2025-04-20", "0", "--exclusive")
    assert "Due on 2025-02-28" in said("explain", "2025-01-31", "1", "months")
    assert "Due on 2026-03-18" in said("explain", "2026-03-01", "10", "--stop", "2026-03-04..2026-03-11")
    assert "Due on 2025-07-29" in said("explain", "2025-07-20", "10", "--first-day")


def test_a_deadline_past_the_last_notice_is_called_provisional():
    assert "Provisional" in said("explain", "2026-12-20", "20", "working-days")
    assert "No notice was known then" in said("explain", "2006-12-01", "1", "working-days", "--as-known", "2006-12-01")


@pytest.mark.parametrize(
    "arguments",
    [
        ("calendar", "2026", "--as-known", "yesterday"),
        ("calendar", "20260"),
        ("explain", "2026-02-30", "1"),
        ("explain", "2026-02-03", "-1"),
        ("explain", "2026-02-03", "1", "fortnights"),
        ("explain", "2026-02-03", "1", "--before", "--rest-day", "next"),
        ("explain", "2026-02-03", "1", "--stop", "2026-02-04"),
        ("explain", "2026-02-03", "1", "--before", "--stop", "2026-02-04..2026-02-05"),
        ("explain", "2026-02-03", "1", "--stop", "2026-02-05..2026-02-04"),
        ("explain", "2026-02-03", "9", "--stop", "2026-02-04..2026-02-08", "--stop", "2026-02-05..2026-02-09"),
        ("explain", "9999-12-31", "1"),
        ("calendar", "2026", "--as-known", "2026-99-99"),
    ],
)
def test_what_cannot_be_understood_is_refused_as_usage(arguments: tuple[str, ...]):
    assert "Traceback" not in said(*arguments, code=2)

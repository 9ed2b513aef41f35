"""Each field accepts exactly one spelling of a value, or none."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from contracts.fields import (
    DayField,
    FlagField,
    InstantField,
    ShareField,
    TextField,
    TupleField,
    WholeField,
    complaints,
    instant_text,
)
from contracts.vocabulary import Utf8
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from marshmallow.fields import Field

steady = settings(deadline=None, derandomize=True)
NOT_TEXT: list[Any] = [1, 1.0, True, None, [], {}, b"text"]


def refuses(field: Field[Any], value: Any) -> bool:
    try:
        field.deserialize(value)
    except ValidationError:
        return True
    return False


# Text


@pytest.mark.parametrize("value", [*NOT_TEXT, "\ud800", "a\udfffb", "\ude00\ud83d"])
def test_text_is_text_that_has_a_utf8_form(value: Any):
    assert refuses(TextField(), value)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("e\u0301", "é"),
        ("\u212b", "Å"),
        ("\uf900", "豈"),
        ("가", "가"),
        ("𠀀", "𠀀"),
        ("ＡＢＣ１２３", "ＡＢＣ１２３"),
    ],
)
def test_text_is_composed_and_otherwise_kept(sent: str, kept: str):
    assert TextField().deserialize(sent) == kept


@pytest.mark.parametrize("value", ["", " ", "\t\r\n", "\u3000", "\u00a0", "\u2028\u2029", " \u3000 "])
def test_blanks_alone_are_no_text(value: str):
    assert refuses(TextField(validate=Utf8(10)), value)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("a" * 9, True),
        ("a" * 10, False),
        ("村务公", True),
        ("村务公a", False),
        ("村务公开", False),
        ("𠀀𠀀a", True),
        ("𠀀𠀀ab", False),
        ("éééé", True),
        ("ééééé", False),
    ],
)
def test_text_is_bounded_in_bytes_of_utf8(value: str, fits: bool):
    assert refuses(TextField(validate=Utf8(9)), value) == (not fits)


@pytest.mark.parametrize("value", ["a\u200b", "\u200b村", "a\n", "\ta\x00", "一\u2028"])
def test_one_visible_character_is_text_whatever_stands_beside_it(value: str):
    assert not refuses(TextField(validate=Utf8(10)), value)


@pytest.mark.parametrize("value", ["\u200b", "\x00\x01", " \u200b\n", "\ufeff"])
def test_invisible_characters_alone_are_no_text(value: str):
    assert refuses(TextField(validate=Utf8(10)), value)


def test_text_is_measured_as_it_is_kept():
    assert not refuses(TextField(validate=Utf8(2)), "e\u0301")


# Whole numbers


@pytest.mark.parametrize("value", [0, 1, -1, 2**53 - 1, -(2**53) + 1])
def test_a_whole_number_is_kept(value: int):
    kept = WholeField().deserialize(value)

    assert (kept, type(kept)) == (value, int)


@pytest.mark.parametrize(
    "value",
    [True, False, 1.0, 0.5, float("nan"), float("inf"), "1", "１", None, [1], 2**53, -(2**53), 2**70, Fraction(1)],
)
def test_nothing_else_is_a_whole_number(value: Any):
    assert refuses(WholeField(), value)


# true and false


@pytest.mark.parametrize("value", [True, False])
def test_true_and_false_are_kept(value: bool):
    assert FlagField().deserialize(value) is value


@pytest.mark.parametrize("value", [1, 0, 1.0, 0.0, "true", "yes", "on", "", None, [], [True]])
def test_nothing_else_is_true_or_false(value: Any):
    assert refuses(FlagField(), value)


# Shares


@pytest.mark.parametrize(
    ("text", "share"),
    [("1/2", Fraction(1, 2)), ("0/1", Fraction(0)), ("1/1", Fraction(1)), ("3/2", Fraction(3, 2))],
)
def test_a_share_is_read_exactly_and_written_as_it_was_read(text: str, share: Fraction):
    assert ShareField().deserialize(text) == share
    assert ShareField().serialize("share", {"share": share}) == text


@pytest.mark.parametrize(
    "value",
    [
        "2/4",
        "0/2",
        "2/2",
        "1_0/2",
        "10/0_3",
        "１/2",
        "1/２",
        "٣/4",
        "1/0",
        "0/0",
        "-1/2",
        "1/-2",
        "+1/2",
        "01/2",
        "1/02",
        " 1/2",
        "1/2 ",
        "1/2\n",
        "1 /2",
        "1",
        "1/2/3",
        "0.5",
        "1e3/7",
        "½",
        "",
        "12345678901234567/1",
        *NOT_TEXT,
    ],
)
def test_a_share_has_one_spelling(value: Any):
    assert refuses(ShareField(), value)


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**6))
@steady
def test_every_share_reads_back(share: Fraction):
    field = ShareField()

    assert field.deserialize(field.serialize("share", {"share": share})) == share


# Days


def test_a_day_is_read_and_written():
    assert DayField().deserialize("2024-02-29") == date(2024, 2, 29)
    assert DayField().serialize("day", {"day": date(2024, 2, 29)}) == "2024-02-29"


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-29",
        "2025-02-30",
        "2025-13-01",
        "2025-00-10",
        "2025-04-31",
        "2025-4-1",
        "20250401",
        "2025-W10-1",
        "2025-04-01T00:00:00Z",
        "２０２５-04-01",
        " 2025-04-01",
        "2025-04-01\n",
        "0000-01-01",
        "25-04-01",
        "",
        *NOT_TEXT,
    ],
)
def test_a_day_has_one_spelling_and_is_in_the_calendar(value: Any):
    assert refuses(DayField(), value)


# Instants


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("2025-07-20T16:00:00Z", "2025-07-20T16:00:00.000000Z"),
        ("2025-07-21T00:00:00+08:00", "2025-07-20T16:00:00.000000Z"),
        ("2025-07-20T23:59:59.999999+08:00", "2025-07-20T15:59:59.999999Z"),
        ("2025-07-20T15:59:59.5Z", "2025-07-20T15:59:59.500000Z"),
        ("2025-07-20T10:00:00-06:00", "2025-07-20T16:00:00.000000Z"),
    ],
)
def test_an_instant_is_recorded_in_utc_with_six_decimals(text: str, recorded: str):
    moment = InstantField().deserialize(text)

    assert moment.tzinfo is UTC
    assert InstantField().serialize("at", {"at": moment}) == recorded


@pytest.mark.parametrize(
    "value",
    [
        "2025-07-20T16:00:00",
        "2025-07-20 16:00:00Z",
        "2025-07-20T16:00Z",
        "2025-07-20t16:00:00z",
        "2025-07-20T16:00:00.1234567Z",
        "2025-07-20T16:00:00,5Z",
        "2025-07-20T16:00:00.Z",
        "2025-07-20T24:00:00Z",
        "2025-07-20T23:59:60Z",
        "2025-02-30T00:00:00Z",
        "2025-07-20T16:00:00+0800",
        "2025-07-20T16:00:00+08",
        "2025-07-20T16:00:00+25:00",
        "２０２５-07-20T16:00:00Z",
        "2025-07-20T16:00:00Z\n",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-08:00",
        "2025-07-20",
        "1753027200",
        1753027200,
        "",
        *NOT_TEXT,
    ],
)
def test_an_instant_names_its_offset_and_exists(value: Any):
    assert refuses(InstantField(), value)


@given(st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
@steady
def test_every_instant_reads_back(moment: datetime):
    assert InstantField().deserialize(instant_text(moment)) == moment


def test_instants_sort_as_their_text_sorts_in_every_zone():
    zones = [timezone(timedelta(hours=hours)) for hours in (-11, 0, 8, 14)]
    moments = [datetime(2025, 7, 20, hour, tzinfo=zone) for hour in range(0, 24, 5) for zone in zones]

    assert [instant_text(moment) for moment in sorted(moments)] == sorted(map(instant_text, moments))


@pytest.mark.parametrize("year", [1, 999, 1000, 2025, 9999])
def test_a_recorded_instant_has_a_year_of_four_digits_on_every_platform(year: int):
    assert instant_text(datetime(year, 5, 6, tzinfo=UTC)) == f"{year:04}-05-06T00:00:00.000000Z"


# Lists and complaints


def test_a_list_becomes_a_tuple():
    kept: Any = TupleField(WholeField()).deserialize([1, 2])

    assert kept == (1, 2)


@pytest.mark.parametrize("value", ["12", {"0": 1}, None, 1, [1, None], [[1]]])
def test_only_a_list_of_its_kind_becomes_a_tuple(value: Any):
    assert refuses(TupleField(WholeField()), value)


@pytest.mark.parametrize(
    ("messages", "flat"),
    [
        (["Bad."], {"document": ["Bad."]}),
        ({"_schema": ["Bad."]}, {"document": ["Bad."]}),
        ({"name": ["Bad.", "Worse."]}, {"name": ["Bad.", "Worse."]}),
        ({"entries": {0: {"item": ["Bad."]}}}, {"entries.0.item": ["Bad."]}),
        ({"entries": {3: ["Bad."]}}, {"entries.3": ["Bad."]}),
        ({"name": {"_schema": ["Bad."]}}, {"name": ["Bad."]}),
        ({"votes": {"li": {"value": ["Bad."]}}}, {"votes.li.value": ["Bad."]}),
    ],
)
def test_a_complaint_names_the_path_of_its_field(messages: Any, flat: dict[str, list[str]]):
    assert complaints(messages) == flat

"""Packs: every defect is refused with its key and the rule it breaks; the digest moves with any value."""

from datetime import date
from typing import Any

import pytest
from contracts.errors import Malformed
from contracts.policies import pack_named, read_pack, resolve, shipped_packs

HEAD = """
[pack]
id = "county-2011"
area = "360730"
in_force_from = 2011-10-21
in_force_to = 2025-12-31
known_from = 2011-10-21
source = "1"
title = { zh = "意见", en = "Opinion" }
"""
PARAMETER = """
[disclosure.due.half1]
value = { month_day = "07-20", year = 0 }
unit = "month-day"
source = "1 §四4"
row = "D-006"
confidence = "sure"
reading = "AMB-07"
note = "day included"
"""
SILENT = """
[disclosure.other.immediate.hours]
silent = true
unit = "hour"
source = "1 §四4"
row = "D-015"
"""
WHOLE = HEAD + PARAMETER + SILENT


def without(text: str, key: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(f"{key} ="))


def problems(text: str) -> dict[str, list[str]]:
    with pytest.raises(Malformed) as refusal:
        read_pack(text)
    return refusal.value.problems


# Reading


def test_a_pack_is_read_with_its_head_and_its_parameters():
    pack = read_pack(WHOLE)
    due, hours = pack.parameters.values()

    assert (pack.id, pack.area) == ("county-2011", "360730")
    assert (pack.in_force_from, pack.in_force_to) == (date(2011, 10, 21), date(2025, 12, 31))
    assert pack.known_from == date(2011, 10, 21)
    assert (due.name, due.value, due.silent) == ("disclosure.due.half1", {"month_day": "07-20", "year": 0}, False)
    assert (due.unit, due.source, due.row) == ("month-day", "1 §四4", "D-006")
    assert (hours.name, hours.value, hours.silent) == ("disclosure.other.immediate.hours", None, True)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2011, 10, 20), False),
        (date(2011, 10, 21), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_a_pack_is_in_force_from_its_first_day_to_its_last(day: date, holds: bool):
    assert read_pack(WHOLE).is_in_force(day) == holds


def test_a_pack_without_a_last_day_stays_in_force():
    pack = read_pack(without(WHOLE, "in_force_to"))

    assert pack.in_force_to is None
    assert pack.is_in_force(date(2999, 12, 31))


# Defects


@pytest.mark.parametrize("text", ["[pack", "pack = ", 'id = "a" id = "b"', "\ufeffx"])
def test_what_is_not_toml_is_no_pack(text: str):
    assert set(problems(text)) == {"pack"}


@pytest.mark.parametrize("text", ["", PARAMETER, "pack = 1", "pack = []"])
def test_a_pack_has_a_head(text: str):
    assert problems(text) == {"pack": ["Not a table."]}


@pytest.mark.parametrize("key", ["id", "area", "in_force_from", "known_from", "source", "title"])
def test_a_head_has_all_its_keys(key: str):
    assert problems(without(HEAD, key) + PARAMETER) == {"pack": [f"Missing: {key}."]}


def test_a_head_has_no_other_keys():
    assert problems(HEAD + 'issuer = "county"\n' + PARAMETER) == {"pack": ["Unknown: issuer."]}


@pytest.mark.parametrize("key", ["in_force_from", "in_force_to", "known_from"])
@pytest.mark.parametrize("value", ['"2011-10-21"', "20111021", "2011-10-21T00:00:00", "2011-10-21T00:00:00Z", "true"])
def test_the_days_of_a_head_are_days(key: str, value: str):
    head = without(HEAD, key) + f"\n{key} = {value}\n"

    assert problems(head + PARAMETER) == {f"pack.{key}": ["Not a date."]}


def test_no_pack_ends_before_it_begins():
    head = HEAD.replace("in_force_to = 2025-12-31", "in_force_to = 2011-10-20")

    assert set(problems(head + PARAMETER)) == {"pack.in_force_to"}


@pytest.mark.parametrize("key", ["id", "area", "source"])
@pytest.mark.parametrize("value", ["5", "[]", "true", '""'])
def test_the_names_of_a_head_are_text(key: str, value: str):
    head = without(HEAD, key) + f"\n{key} = {value}\n"

    assert set(problems(head + PARAMETER)) == {f"pack.{key}"}


@pytest.mark.parametrize("area", ["county", "36073", "3607301", "CN", "360730-audit"])
def test_the_area_of_a_head_is_an_area_code(area: str):
    assert set(problems(HEAD.replace("360730", area) + PARAMETER)) == {"pack.area"}


@pytest.mark.parametrize("key", ["unit", "source", "row"])
@pytest.mark.parametrize("parameter", [PARAMETER, SILENT], ids=["value", "silent"])
def test_a_parameter_says_unit_source_and_row(key: str, parameter: str):
    [[name, complaint]] = problems(HEAD + without(parameter, key)).items()

    assert name in ("disclosure.due.half1", "disclosure.other.immediate.hours")
    assert complaint == [f"Missing: {key}."]


@pytest.mark.parametrize("key", ["unit", "source", "row"])
def test_what_a_parameter_says_is_text(key: str):
    parameter = without(PARAMETER, key) + f"\n{key} = 5\n"

    assert set(problems(HEAD + parameter)) <= {"disclosure.due.half1", f"disclosure.due.half1.{key}"}


def test_a_parameter_has_no_other_keys():
    assert problems(HEAD + PARAMETER + "since = 2011\n") == {"disclosure.due.half1": ["Unknown: since."]}


@pytest.mark.parametrize("confidence", ['"certain"', '""', "1", '["sure"]', "true"])
def test_a_value_says_how_sure_it_is(confidence: str):
    parameter = without(PARAMETER, "confidence") + f"\nconfidence = {confidence}\n"

    assert problems(HEAD + parameter) == {"disclosure.due.half1": ["Confidence is sure, likely or unsure."]}


def test_a_value_without_a_confidence_is_refused():
    complaint = ["Confidence is sure, likely or unsure."]

    assert problems(HEAD + without(PARAMETER, "confidence")) == {"disclosure.due.half1": complaint}


def test_a_silent_parameter_has_no_value():
    complaint = ["Silent, and yet with a value."]

    assert problems(HEAD + SILENT + "value = 24\n") == {"disclosure.other.immediate.hours": complaint}


@pytest.mark.parametrize("silent", ["false", "1", '"yes"'])
def test_a_parameter_has_a_value_or_is_silent(silent: str):
    complaint = ["Neither a value nor silent = true."]

    assert problems(HEAD + SILENT.replace("true", silent)) == {"disclosure.other.immediate.hours": complaint}


@pytest.mark.parametrize("value", ["0.5", "nan", "-inf", "9007199254740992", "07:30:00", "[1, 0.5]", "{ a = 0.5 }"])
def test_a_value_without_a_recorded_form_is_refused_by_name(value: str):
    parameter = without(PARAMETER, "value") + f"\nvalue = {value}\n"

    assert set(problems(HEAD + parameter)) == {"disclosure.due.half1"}


@pytest.mark.parametrize("extra", ["loose = 1\n", "[disclosure]\nloose = 1\n", "[[disclosure.list]]\nvalue = 1\n"])
def test_what_is_neither_table_nor_parameter_is_refused(extra: str):
    [[name, complaint]] = problems(extra + HEAD).items()

    assert name in ("loose", "disclosure.loose", "disclosure.list")
    assert complaint == ["Not a table."]


# Digests


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"07-20"', '"07-21"'),
        ("year = 0", "year = 1"),
        ('"month-day"', '"day"'),
        ('source = "1 §四4"', 'source = "1 §四5"'),
        ('"D-006"', '"D-007"'),
        ('"sure"', '"likely"'),
        ('"AMB-07"', '"AMB-08"'),
        ('"day included"', '"day left out"'),
        ("half1", "half2"),
        ('"360730"', '"360731"'),
        ('"county-2011"', '"county-2012"'),
        ("in_force_from = 2011-10-21", "in_force_from = 2011-10-22"),
        ("in_force_to = 2025-12-31", "in_force_to = 2025-12-30"),
        ("known_from = 2011-10-21", "known_from = 2011-10-22"),
        ("意见", "通知"),
        ("silent = true", 'value = 24\nconfidence = "sure"'),
    ],
)
def test_the_digest_moves_with_any_value(old: str, new: str):
    assert old in WHOLE
    assert read_pack(WHOLE.replace(old, new, 1)).digest != read_pack(WHOLE).digest


def test_the_digest_does_not_move_with_order_comments_or_blanks():
    other = HEAD + SILENT + "\n# 前\n" + PARAMETER.replace(" = ", "   =   ")

    assert read_pack(other).digest == read_pack(WHOLE).digest


def test_the_packs_of_a_release_are_found_by_their_digest_and_by_their_name():
    packs = shipped_packs()

    assert [pack.digest for pack in packs.values()] == list(packs)
    assert all(pack_named(pack.id) is pack for pack in packs.values())
    assert len({pack.id for pack in packs.values()}) == len(packs)


def test_no_pack_of_that_name_is_a_lookup_error():
    with pytest.raises((LookupError, StopIteration)) as missing:
        pack_named("county-1911")

    assert isinstance(missing.value, LookupError)


# Resolving


def pack(area: str, **values: Any) -> Any:
    parameters = "".join(PARAMETER.replace("disclosure.due.half1", f"rule.{name}") for name in values)
    for value in values.values():
        parameters = parameters.replace('{ month_day = "07-20", year = 0 }', str(value), 1)
    return read_pack(HEAD.replace("360730", area) + parameters)


def test_a_narrower_pack_adds_parameters_and_replaces_those_of_the_same_name():
    nation, county = pack("cn", days=20, boards=1), pack("360730", days=10, displays=3)
    resolved = resolve("360730101", [nation, county])

    assert {name: resolved.value(f"rule.{name}") for name in ("days", "boards", "displays")} == {
        "days": 10,
        "boards": 1,
        "displays": 3,
    }


def test_the_digest_of_a_resolved_policy_is_that_of_its_area_and_its_packs_in_order():
    nation, county = pack("cn", days=20), pack("360730", boards=1)
    digests = {
        resolve("360730101", [nation, county]).digest,
        resolve("360730101", [county, nation]).digest,
        resolve("360730102", [nation, county]).digest,
        resolve("360730101", [nation]).digest,
    }

    assert len(digests) == 4
    assert resolve("360730101", [nation, county]).digest in digests


def test_parameters_below_a_prefix_come_in_name_order_without_it():
    resolved = resolve("360730", [read_pack(WHOLE)])

    assert [name for name, _ in resolved.below("disclosure")] == ["due.half1", "other.immediate.hours"]
    assert list(resolved.below("disclosure.due.half")) == []


def test_a_silent_parameter_is_none_and_an_unknown_one_is_a_lookup_error():
    resolved = resolve("360730", [read_pack(WHOLE)])

    assert resolved.value("disclosure.other.immediate.hours") is None
    with pytest.raises(LookupError):
        resolved.value("disclosure.due.half2")

"""The policy packs say what the requirement tables say, word for word."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "contracts" / "src" / "contracts" / "policies"
DISCLOSURE = ROOT / "docs" / "requirements" / "disclosure.md"

# The packs that this file holds against the tables; a later correction is another pack.
TRANSCRIBED = (
    "county-2011",
    "community-draft",
    "cn-open-government-2019",
    "cn-villagers-2018",
)
CATALOGUE_SIZES = {"TP": 17, "TG": 41, "VP": 13, "VA": 37, "CA": 6}
POSTED_SIZES = {"HALL": 3, "RECEPTION": 5, "MEETING": 9, "SERVICE": 8, "STAFF": 13, "STATION": 6}
POSTED = ("county-2011-posted", "community-draft-posted")
ITEM_CODE = re.compile(r"[1-9]\d*[a-z]?")
CROSS_REFERENCE = re.compile(r" \(also D-\d+\)$")
PARAMETER_ROWS = (*range(1, 26), *range(199, 204))

# One parameter of the table, one key for each member in the packs: two documents share the list.
BY_MEMBER = {
    "disclosure.catalogs": "document 1 gives four of the catalogues, document 5 the fifth",
    "disclosure.calendar_channels": "the rule of document 1 binds its own catalogues only (AMB-11)",
    "disclosure.due.CA": "each quarter has a date of its own",
}
NOT_IN_A_PACK: dict[str, str] = {}


@dataclass(frozen=True)
class Item:
    catalogue: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Given:
    """A parameter as a requirement row gives it."""

    row: str
    name: str
    value: str


def cells_by_row() -> Iterator[tuple[str, list[str]]]:
    for line in DISCLOSURE.read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| (D-\d{3}) \| (.*) \|$", line)
        if row:
            yield row[1], row[2].split(" | ")


def items_of_the_tables() -> dict[str, Item]:
    """Row id to item, for the periodic catalogues; posted catalogues have another kind."""
    return {
        row: Item(cells[1].split()[0], cells[2], cells[3], CROSS_REFERENCE.sub("", cells[4]))
        for row, cells in cells_by_row()
        if cells[-1] == "catalog item" and cells[1].split()[0] in CATALOGUE_SIZES
    }


def parameters_of_the_tables() -> Iterator[Given]:
    rows = {f"D-{number:03}" for number in PARAMETER_ROWS}
    for row, cells in cells_by_row():
        if row not in rows:
            continue
        stem = ""
        for written in re.sub(r"[`—]", "", cells[-1]).split("; "):
            name, _, value = written.partition("=")
            full = stem + name if name.startswith(".") else name
            stem = full.rpartition(".")[0]
            if full.startswith("disclosure."):
                yield Given(row, full, value)


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, inner in table.items():
        name = f"{path}.{key}" if path else key
        if "value" in inner or "silent" in inner:
            yield name, dict(inner)
        else:
            yield from leaves(inner, name)


def pack_files() -> list[Path]:
    return sorted(PACKS.glob("*.toml"))


def parameters_of(pack: Path) -> dict[str, dict[str, Any]]:
    document = tomllib.loads(pack.read_text(encoding="utf-8"))
    del document["pack"]
    return dict(leaves(document))


def transcribed() -> list[tuple[str, dict[str, Any]]]:
    packs = (PACKS / f"{name}.toml" for name in TRANSCRIBED)
    return [leaf for pack in packs for leaf in parameters_of(pack).items()]


def as_in_a_pack(written: str) -> Any:
    """What a pack holds for a value of the parameter column; None for silent."""
    plain = re.sub(r" \(own default\)$", "", written)
    if plain == "null":
        return None
    if plain == "true":
        return True
    if plain.isdecimal():
        return int(plain)
    if date := re.fullmatch(r"(\d\d-\d\d)( \(\+1 year\))?", plain):
        return {"month_day": date[1], "year": 1 if date[2] else 0}
    return plain[1:-1].split(",") if plain.startswith("[") else plain


def test_the_tables_have_as_many_items_as_the_catalogues_are_known_to_have():
    counted = dict.fromkeys(CATALOGUE_SIZES, 0)
    for item in items_of_the_tables().values():
        counted[item.catalogue] += 1

    assert counted == CATALOGUE_SIZES


@pytest.mark.req("D-048..D-152", "D-214..D-222")
def test_every_item_of_the_tables_stands_in_exactly_one_pack_with_equal_text():
    in_packs = sorted(
        (leaf["row"], name, leaf["value"]["zh"], leaf["value"]["en"])
        for name, leaf in transcribed()
        if name.startswith("disclosure.item.")
    )
    in_tables = sorted(
        (row, f"disclosure.item.{item.catalogue}.{item.code}", item.zh, item.en)
        for row, item in items_of_the_tables().items()
    )

    assert in_packs == in_tables


def posted_items_of_the_tables() -> list[tuple[str, str, str, str]]:
    rows = [(row, cells) for row, cells in cells_by_row() if cells[-1] == "catalog item (posted)"]
    return sorted(
        (row, f"disclosure.item.{cells[1].split()[0]}.{cells[2]}", cells[3], cells[4].replace('"', "'"))
        for row, cells in rows
    )


@pytest.mark.req("D-153..D-196")
def test_every_posted_item_of_the_tables_stands_in_exactly_one_pack_with_equal_text():
    leaves_of_packs = [leaf for pack in POSTED for leaf in parameters_of(PACKS / f"{pack}.toml").items()]
    in_packs = sorted(
        (leaf["row"], name, leaf["value"]["zh"], leaf["value"]["en"])
        for name, leaf in leaves_of_packs
        if name.startswith("disclosure.item.")
    )
    counted = dict.fromkeys(POSTED_SIZES, 0)
    for _, name, _, _ in in_packs:
        counted[name.split(".")[2]] += 1

    assert in_packs == posted_items_of_the_tables()
    assert counted == POSTED_SIZES


def test_item_codes_are_a_number_and_at_most_one_letter():
    odd = [item for item in items_of_the_tables().values() if not ITEM_CODE.fullmatch(item.code)]

    assert odd == []


@pytest.mark.parametrize("given", list(parameters_of_the_tables()), ids=lambda given: given.name)
def test_every_disclosure_parameter_of_the_tables_is_in_a_pack(given: Given):
    held = {name: leaf for name, leaf in transcribed() if leaf["row"] == given.row}
    if given.name in NOT_IN_A_PACK:
        assert given.name not in held
    elif given.name in BY_MEMBER:
        assert any(name.startswith(f"{given.name}.") for name in held)
    else:
        assert held[given.name].get("value") == as_in_a_pack(given.value)


def test_the_catalogues_of_the_tables_are_the_catalogues_of_the_packs():
    names = [name for name, _ in transcribed()]
    catalogues = {name.rpartition(".")[2] for name in names if name.startswith("disclosure.catalogs.")}

    assert catalogues == set(CATALOGUE_SIZES)


def test_only_the_catalogues_with_a_calendar_of_the_county_are_bound_to_its_channels():
    bound = {
        name.rpartition(".")[2]: leaf["value"]
        for name, leaf in transcribed()
        if name.startswith("disclosure.calendar_channels.")
    }

    assert bound == {catalogue: ["one_call", "online"] for catalogue in ("TP", "TG", "VP", "VA")}


def test_residents_affairs_are_due_on_the_last_day_of_each_quarter():
    due = {
        name.rpartition(".")[2]: leaf["value"] for name, leaf in transcribed() if name.startswith("disclosure.due.CA.")
    }
    last_days = {"q1": "03-31", "q2": "06-30", "q3": "09-30", "q4": "12-31"}

    assert due == {quarter: {"month_day": day, "year": 0} for quarter, day in last_days.items()}


def test_yearly_items_name_items_of_the_catalogues():
    items = {f"{item.catalogue}-{item.code}" for item in items_of_the_tables().values()}
    [yearly] = [leaf["value"] for name, leaf in transcribed() if name == "disclosure.annual_items"]

    assert set(yearly) <= items


@pytest.mark.parametrize("pack", pack_files(), ids=lambda pack: pack.stem)
def test_every_parameter_says_unit_source_row_and_how_sure_it_is(pack: Path):
    for name, leaf in parameters_of(pack).items():
        certain = {"confidence"} if "value" in leaf else set()
        required = {"unit", "source", "row"} | certain
        allowed = required | {"value", "silent", "reading", "note", "bound", "binds"}
        assert required <= set(leaf) <= allowed, name
        assert ("value" in leaf) != (leaf.get("silent") is True), name
        assert leaf.get("confidence", "sure") in {"sure", "likely", "unsure"}, name


@pytest.mark.parametrize("pack", pack_files(), ids=lambda pack: pack.stem)
def test_a_pack_is_named_like_its_file(pack: Path):
    head = tomllib.loads(pack.read_text(encoding="utf-8"))["pack"]

    assert head["id"] == pack.stem


def test_no_parameter_stands_in_two_of_the_transcribed_packs():
    names = [name for name, _ in transcribed()]

    assert sorted(names) == sorted(set(names))

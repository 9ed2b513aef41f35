"""Every `name=value` of the requirements' parameter column is in a pack, or listed here with its reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from contracts.packs import Pack, Parameter
from contracts.policies import pack_named, shipped_packs

INDEX = Path(__file__).resolve().parents[2] / "docs" / "requirements" / "parameters.md"

NOT_IN_A_PACK = {
    "policy.versions=true": "holds by construction: every pack is a version, found by its digest",
    "events.idempotent=true": "holds by construction: what a reaction commands has a derived id",
    "audit.log_rejections=true": "holds by construction: no pack may switch the record of refusals off",
    "audit.read=true": "holds by construction: no pack may switch the record of reads off",
    "privacy.minimum=true": "holds by construction: the messages have no field for more",
    "clock.simulated=true": "is a fact of each history, not a rule of an authority",
    "time.zone=Asia/Shanghai": "one zone for every document: fixed in the calendar",
    "policy.T.issued=2011-10-21": "is the head of a pack: county-2011",
    "policy.D.issued=2020-07-24": "is the head of a pack: district-congress-2020",
    "policy.Z.issued=2012-03-24": "is the head of a pack: township-centre-2012",
    "policy.G.valid_to=2022-12-31": "is the head of a pack: city-green-mines-2018",
    "village.proxy.*=provincial pack": "is a family: its members are in the provincial packs",
}

# Names that only their row makes clear.
POSTED = {
    "D-032": "village_resolution",
    "D-033": "ballot_result",
    "D-034": "session_announcement",
    "D-035": "election_result",
    "D-036": "deputy_list",
    "D-037": "credentials_ended",
    "D-039": "mine_directory",
    "D-040": "mine_standards",
    "D-041": "mine_progress",
    "D-045": "complaint_telephones",
    "D-046": "commendation",
    "D-047": "service_workflow",
    "D-207": "session_date",
    "D-208": "suggestion_report",
    "D-209": "deputy_profile",
    "D-210": "election_lists",
    "D-211": "office_ended",
    "D-212": "village_audit",
    "D-213": "mine_restoration",
}
FULL_NAMES = {
    ("M-016", "fields"): "centre.fields",
    ("M-041", "due"): "centre.assessment.due",
    ("M-080", "opinion.channels"): "opinion.channels.count",
    ("E-091", "opinion.channels+"): "opinion.channels.deputies",
    ("E-200", "opinion.channels+"): "opinion.channels.community",
    ("G-004", "threshold"): "stat.dominant_threshold",
    ("G-005", "share"): "stat.output_2015_share",
    ("G-011", "measures"): "mining.measures",
    ("A-004", "assessment.weights"): "assessment.weights.each",
    ("A-013", "count"): "T.office.target_year.count",
    ("A-013", "T.office.target_year[unit]"): "T.office.target_year.2011",
    ("A-208", "C.yearly_share"): "C.yearly_share.target",
    ("A-275", "support.kinds"): "C10.14.kinds",
}
STEMS = {"A-018": "T.owner", "D-005": "disclosure.period"}
LISTS = {"mine.dimensions": "mine.dimensions.named", "methods": "C.methods.kinds"}
BY_MEMBER = {
    "disclosure.catalogs": ("TP", "TG", "VP", "VA", "CA"),
    "disclosure.calendar_channels": ("TP", "TG", "VP", "VA"),
    "disclosure.due.CA": ("q1", "q2", "q3", "q4"),
}
AS_WRITTEN: dict[str, Any] = {
    "[<2000:40000, 2000..3000:50000, >3000:60000] CNY/yr": [
        {"below": 2000, "yuan": 40000},
        {"from": 2000, "to": 3000, "yuan": 50000},
        {"above": 3000, "yuan": 60000},
    ],
    ">1/2 adults or >=2/3 households": [
        {"more_than": "1/2", "of": "adults"},
        {"at_least": "2/3", "of": "households"},
    ],
    "[1/5 adults,1/5 households,1/3 groups]": [
        {"at_least": "1/5", "of": "adults"},
        {"at_least": "1/5", "of": "households"},
        {"at_least": "1/3", "of": "groups"},
    ],
    "[1/5 voters,1/3 reps]": [{"at_least": "1/5", "of": "voters"}, {"at_least": "1/3", "of": "representatives"}],
    "675.94e8 CNY": 67_594_000_000,
    "separate OR ground_floor_hall": ["separate", "ground_floor_hall"],
    "[justification,design,budget,…cut]": ["justification", "design", "budget"],
    "[] (silent)": None,
    "07-20": {"month_day": "07-20", "year": 0},
    "04-20": {"month_day": "04-20", "year": 0},
    "10-20": {"month_day": "10-20", "year": 0},
    "01-20 (+1 year)": {"month_day": "01-20", "year": 1},
}
SET_ELSEWHERE = ("null", "config", "per county", "per village", "per-community decision")


@dataclass(frozen=True)
class Given:
    """One `name=value` of one row."""

    written: str
    row: str

    @property
    def name(self) -> str:
        name = self.written.partition("=")[0]
        if (self.row, name) in FULL_NAMES:
            return FULL_NAMES[self.row, name]
        if name in ("period", "due"):
            return f"disclosure.posted.{POSTED[self.row]}.{name}"
        if name.startswith("."):
            return STEMS[self.row] + name
        return {">": f"{name[:-1]}.min", "<": f"{name[:-1]}.max"}.get(name[-1], name)

    @property
    def value(self) -> str:
        return self.written.partition("=")[2]


def all_given() -> Iterator[Given]:
    for line in INDEX.read_text("utf-8").splitlines():
        if entry := re.match(r"\| `(.*)` \| (.*) \|$", line):
            yield from (Given(entry[1], row) for row in entry[2].split(", "))


def held(name: str, row: str) -> list[Parameter]:
    """The parameter in every pack that has it for this row: a law that is carried over has it twice."""
    found = [pack.parameters[name] for pack in shipped_packs().values() if name in pack.parameters]
    return [item for item in found if item.row == row or row in item.note]


def as_in_a_pack(written: str) -> Any:
    """What a pack holds for a value of the column; None where it is silent."""
    if written in AS_WRITTEN:
        return AS_WRITTEN[written]
    plain = re.sub(r" \([^)]*\)?$", "", written)
    if plain in SET_ELSEWHERE:
        return None
    if plain.startswith("["):
        items = plain[1:-1].split(",")
        return [int(item) for item in items] if items[0].isdecimal() else items
    return _scalar(plain.strip('"'))


def _scalar(plain: str) -> Any:
    if plain in ("true", "false"):
        return plain == "true"
    if plain.isdecimal():
        return int(plain)
    if match := re.fullmatch(r"(\d+(?:[./]\d+)?)%?", plain):
        return str(Fraction(match[1]) / (100 if plain.endswith("%") else 1))
    if match := re.fullmatch(r">\s*(\d/\d)(?: of)? ?(.*)", plain):
        return {"more_than": match[1], "of": match[2] or "those entitled"}
    if match := re.fullmatch(r"(\d/\d) of (.*)", plain):
        return {"at_least": match[1], "of": match[2]}
    return _dates_or_word(plain)


def _dates_or_word(plain: str) -> Any:
    low, _, high = plain.partition("..")
    if high and "-" in low:
        return {"from": low, "to": high}
    if high:
        shares = "/" in low
        return {"min": low if shares else int(low), "max": high if shares else int(high)}
    return plain.split(",") if re.fullmatch(r"\d\d-\d\d(,\d\d-\d\d)+", plain) else plain


def same(held_value: Any, wanted: Any) -> bool:
    """A day of the year stands alone in newer packs, and with its year in those of disclosure."""
    if isinstance(wanted, dict) and set(wanted) == {"month_day", "year"} and isinstance(held_value, str):
        return bool(held_value == wanted["month_day"])
    if isinstance(held_value, list) and isinstance(wanted, list):
        return [str(item) for item in held_value] == [str(item) for item in wanted]
    return bool(held_value == wanted)


@pytest.mark.parametrize(
    "given",
    [given for given in all_given() if given.written not in NOT_IN_A_PACK],
    ids=lambda given: f"{given.row}-{given.written}",
)
def test_a_parameter_of_the_column_is_in_a_pack_with_its_value(given: Given):
    if given.name in BY_MEMBER:
        assert all(held(f"{given.name}.{member}", given.row) for member in BY_MEMBER[given.name])
        return
    place = re.fullmatch(r"(.*)\[(\d+)(?:\.\.\d+)?\]", given.name)
    name = LISTS.get(place[1], place[1]) if place else given.name
    items = held(name, given.row)

    assert items
    if place and given.value == "config":
        assert all(len(item.value) == int(place[2]) for item in items)
    elif place:
        assert all(item.value[int(place[2])] == given.value for item in items)
    elif given.value == "scheme data":
        assert any(item.silent or item.confidence == "likely" for item in items)
    elif given.written.startswith("T.office.target_year["):
        assert [len(item.value) for item in items] == [8]
    else:
        assert any(same(item.value, as_in_a_pack(given.value)) for item in items)


def test_what_is_not_in_a_pack_is_listed_once_with_a_reason():
    written = [given.written for given in all_given()]

    assert set(NOT_IN_A_PACK) <= set(written)
    assert all(NOT_IN_A_PACK.values())


@pytest.mark.parametrize("written", [entry for entry, reason in NOT_IN_A_PACK.items() if "head" in reason])
def test_a_day_of_a_document_is_in_the_head_of_its_pack(written: str):
    name, _, day = written.partition("=")
    head = pack_named(NOT_IN_A_PACK[written].rpartition(" ")[2])

    assert day == str(head.in_force_to if name.endswith("valid_to") else head.in_force_from)


def test_the_rules_on_proxies_are_in_the_provincial_packs():
    provincial = [pack for pack in shipped_packs().values() if pack.id.partition("-")[0] in ("bj", "zj", "sh")]

    assert [pack.area for pack in provincial] == ["11", "31", "33"]
    assert all({"village.proxy.max", "village.proxy.days_before"} <= set(pack.parameters) for pack in provincial)


def carried() -> list[tuple[Pack, Pack]]:
    names = {
        "cn-villagers-2026": ("cn-villagers-2018", "cn-villagers-2018-elections"),
        "cn-residents-2026": ("cn-residents-2018",),
    }
    return [(pack_named(new), pack_named(old)) for new, olds in names.items() for old in olds]


@pytest.mark.parametrize(("new", "old"), carried(), ids=lambda pack: pack.id)
def test_a_law_that_was_changed_is_carried_over_unsure_from_the_day_after_its_last(new: Pack, old: Pack):
    assert old.in_force_to is not None
    assert (new.in_force_from - old.in_force_to).days == 1
    for name, before in old.parameters.items():
        after = new.parameters[name]
        changed = name == "residents_committee.households"
        assert after.value == before.value or changed
        assert after.confidence == ("likely" if changed else "unsure") or after.silent
        assert after.reading == "AMB-62" or changed

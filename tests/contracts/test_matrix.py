"""Every method, every role, every relation of units: the permissions against a table written from the requirements."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from contracts.errors import Forbidden
from contracts.permissions import Permissions, permissions_of

ROOT = Path(__file__).parents[2]
TABLE: Mapping[str, Mapping[str, Any]] = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "data" / "roles").glob("*.toml"))
}
REQUIRED = (ROOT / "docs" / "requirements" / "roles.md").read_text("utf-8")
ROW = re.compile(r"(?m)^\| [^|]+ \| (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
ROLES = {match[1]: (match[3].strip(), match[4].strip()) for match in ROW.finditer(REQUIRED)}
"""Role to its may and may-not columns."""

OF_EVERY_SERVICE = {"activate_policy", "enter_pack", "enrol_unit", "succeed_unit", "units_of_area"}

ACTOR = "360730101"
PLACES = {
    "own": "360730101",
    "below": "360730101203",
    "a department of it": "360730101-school",
    "above": "360730",
    "beside": "360730102",
    "below another": "360730102203",
    "the nation": "cn",
}
"""The record's unit as it stands to the actor's, a township."""


def services() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("contracts/src/contracts/*/service.toml"))


def listed(service: str, role: str, reach: str) -> set[str]:
    """The methods that the table grants a role in one reach."""
    acts, names = TABLE[service]["acts"], TABLE[service].get(role, {}).get(reach, [])
    return {method for name in names for method in acts.get(name, [name])}


def expected(service: str, role: str, place: str) -> set[str]:
    here = {"own": "own", "below": "below", "a department of it": "below"}.get(place)
    return listed(service, role, "any") | (listed(service, role, here) if here else set())


def allowed(permissions: Permissions, method: str, role: str, unit: str) -> bool:
    try:
        permissions.refuse_role(method, role)
        permissions.refuse_unit(method, role, actor_unit=ACTOR, record_unit=unit)
    except Forbidden:
        return False
    return True


def cells() -> Iterator[tuple[str, str]]:
    for service in services():
        roles = {*ROLES, "Service", "Nobody", *(role for role in TABLE[service] if role != "acts")}
        yield from ((service, role) for role in sorted(roles))


@pytest.mark.parametrize(("service", "role"), list(cells()))
@pytest.mark.req("X-024")
def test_a_role_may_what_its_row_says_and_nothing_else(service: str, role: str) -> None:
    permissions = permissions_of(service)
    for place, unit in PLACES.items():
        may = {method for method in permissions.methods if allowed(permissions, method, role, unit)}

        assert expected(service, role, place) == may, f"{role} of {ACTOR} for {place} ({unit})"


@pytest.mark.parametrize("service", services())
def test_the_table_names_every_method_and_every_role_of_the_service(service: str) -> None:
    permissions = permissions_of(service)
    acts = {method for methods in TABLE[service]["acts"].values() for method in methods}
    roles = {role for granted in permissions.methods.values() for role in granted}

    assert set(permissions.methods) == acts
    assert roles == set(TABLE[service]) - {"acts"}


@pytest.mark.parametrize(
    ("service", "role"), [(service, role) for service in TABLE for role in TABLE[service] if role != "acts"]
)
def test_the_table_quotes_the_row_and_keeps_what_the_row_forbids(service: str, role: str) -> None:
    row = TABLE[service][role]
    permissions = permissions_of(service)

    assert ROLES[role] == (row["may"], row["may_not"])
    assert row["never"] or set(permissions.methods) <= OF_EVERY_SERVICE
    assert [] == [method for method in row["never"] if role in permissions.methods[method]]


RESULTS = {"record_result", "annotate_result", "close_sheet", "decide_acceptance", "confer_demonstration"}


@pytest.mark.req("X-025")
def test_no_method_lets_a_unit_that_is_assessed_record_a_result() -> None:
    methods = permissions_of("assessment").methods
    assessed = {"TownshipLeadingGroup", "DisclosureOfficerTownship", "DisclosureOfficerVillage"}

    assert set(methods) >= RESULTS
    assert {"record_evidence", "count_entry", "take_measure"}.isdisjoint(methods)
    assert set() == assessed & {role for method in RESULTS for role in methods[method]}


def test_who_approves_a_restoration_has_no_method_to_enter_the_hearing_that_it_needs() -> None:
    """A hearing is told by the village that held it, to elections; mining learns of it by that fact alone."""
    mining, hearing = permissions_of("mining").methods, permissions_of("elections").methods["hold_restoration_hearing"]

    assert set(mining["approve_restoration"]) == {"MiningRightAuthority"}
    assert [] == [method for method in mining if "hearing" in method]
    assert set(hearing) == {"VillageTwoCommittees", "VillagersMeeting"}


# Written from the rows: disclosure's officers and the commission that inspects them (D-022, "inspect"), who runs an
# election (E-192, E-348, E-365; document 2 §三(一)4), M-044, and the authorities that handle a mine's tips (G-071).
OPENS = {
    "disclosure": {
        *("DisclosureOfficerTownship", "DisclosureOfficerVillage", "DisclosureOfficerCommunity"),
        "DisciplineCommission",
    },
    "elections": {
        *("PresidiumClerk", "TownshipElectionCommittee", "ResidentsElectionCommittee", "VillagersElectionCommittee"),
    },
    "mediation": {"CentreDirector", "CentreDeputyDirector"},
    "mining": {"CountyMineAuthority", "CityMineAuthority"},
}


@pytest.mark.req("X-003")
def test_what_is_sealed_is_opened_by_who_handles_it_and_never_by_an_auditor() -> None:
    methods = {service: permissions_of(service).methods for service in services()}
    opens = {service: set(each["open_sealed"]) for service, each in methods.items() if "open_sealed" in each}

    assert opens == OPENS
    assert "Auditor" not in set().union(*opens.values())
    assert not any("Auditor" in each.get("erase_subject", ()) for each in methods.values())

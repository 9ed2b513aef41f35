"""What is not listed is refused: every method has its line, and nobody has a method that writes evidence."""

import pytest
from assessment.service import SERVICE
from contracts.consumers import producers_of, reads
from contracts.errors import Forbidden
from contracts.message import contract_of
from contracts.permissions import PUBLIC, permissions_of
from ledger.clock import MachineClock
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.projector import refuse_unnamed
from ledger.reactions import Reactions

PERMISSIONS = permissions_of("assessment")
TOWNSHIP, VILLAGE, COUNTY = "360730101", "360730101201", "360730"


def methods() -> set[str]:
    return set(SERVICE.methods)


def allowed(method: str, role: str, actor_unit: str, record_unit: str) -> str | None:
    """The code of the refusal; None if the call is allowed."""
    try:
        PERMISSIONS.refuse_role(method, role)
        PERMISSIONS.refuse_unit(method, role, actor_unit=actor_unit, record_unit=record_unit)
    except Forbidden as refusal:
        return refusal.code
    return None


def test_every_method_has_an_entry_and_every_entry_a_method():
    assert methods() == set(PERMISSIONS.methods)


def test_every_question_has_a_method_and_what_the_service_gives_itself_has_none():
    questions = {contract_of(kind).name.rpartition(".")[2].replace("-", "_") for kind in SERVICE.answers}
    taken = {contract_of(kind).name.rpartition(".")[2].replace("-", "_") for d in SERVICE.deciders for kind in d.takes}

    assert questions <= methods() <= questions | taken
    assert methods().isdisjoint({"record_evidence", "count_entry", "ask_measure", "take_measure", "take_sheet"})
    assert methods().isdisjoint({"open_sheet", "enter_programme", "count_title", "record_performance"})
    assert methods().isdisjoint({"take_centre_sheet", "carry_over_centre_year", "mark_centre_overdue"})


@pytest.mark.parametrize("role", ["CountyAssessmentGroup", "CountyLeadingGroup", "FieldOwner", "Auditor"])
def test_the_countys_assessors_read_the_county_and_no_other(role: str):
    assert allowed("evidence_of_unit", role, COUNTY, VILLAGE) is None
    assert allowed("evidence_of_unit", role, COUNTY, "360731101") == "forbidden-unit"


def test_a_township_reads_its_own_evidence_and_its_villages():
    assert allowed("evidence_of_unit", "TownshipLeadingGroup", TOWNSHIP, TOWNSHIP) is None
    assert allowed("evidence_of_unit", "TownshipLeadingGroup", TOWNSHIP, VILLAGE) is None
    assert allowed("evidence_of_unit", "TownshipLeadingGroup", TOWNSHIP, "360730102") == "forbidden-unit"
    assert allowed("evidence_summary", "TownshipLeadingGroup", TOWNSHIP, COUNTY) == "forbidden-unit"


def test_the_public_reads_the_summary_only():
    assert allowed("evidence_summary", PUBLIC, "cn", TOWNSHIP) is None
    assert allowed("evidence_of_unit", PUBLIC, "cn", TOWNSHIP) == "forbidden-role"


def test_only_the_policy_administrator_of_the_area_activates_a_policy():
    assert allowed("activate_policy", "PolicyAdministrator", COUNTY, COUNTY) is None
    assert allowed("activate_policy", "PolicyAdministrator", TOWNSHIP, COUNTY) == "forbidden-unit"
    assert allowed("activate_policy", "CountyLeadingGroup", COUNTY, COUNTY) == "forbidden-role"


def test_every_fact_that_is_read_has_a_reaction_and_every_own_fact_a_place_in_the_views():
    functions = SERVICE.reactions(Handlers(SERVICE, MemoryStore(), MachineClock()))
    Reactions("assessment", functions)
    refuse_unnamed(SERVICE.schema, SERVICE.facts)

    producers = ("auditor", "disclosure", "elections", "mediation", "mining")
    assert sorted(producers_of("assessment")) == list(producers)
    assert set(functions) == set().union(*(reads("assessment", producer) for producer in producers))


@pytest.mark.req("A-287")
def test_the_city_coordinates_districts_carry_out_and_neither_does_the_others_work():
    """Document 5 part 4: the city office accepts and confers, a district lists, checks, answers and solves."""
    city, district, community = "3607", COUNTY, "360730105301"
    of_city = ("record_method", "decide_acceptance", "confer_demonstration", "complete_city_task", "record_result")
    of_district = ("fix_yearly_list", "set_responsibility")
    for method in of_city:
        assert allowed(method, "CityCommunityOffice", city, city if method == "record_result" else community) is None
        assert allowed(method, "DistrictCommunityOffice", district, community) == "forbidden-role"
    for method in of_district:
        assert allowed(method, "DistrictCommunityOffice", district, district) is None
        assert allowed(method, "CityCommunityOffice", city, district) == "forbidden-role"
    for method in ("titles_of_area", "sheet_of_unit", "responsibilities_of_area", "issues_of_area", "solve_issue"):
        assert allowed(method, "CityCommunityOffice", city, district) is None
        assert allowed(method, "DistrictCommunityOffice", district, district) is None
        assert allowed(method, "DistrictCommunityOffice", district, "360731") == "forbidden-unit"
    assert allowed("set_responsibility", "DistrictCommunityOffice", district, "360730105") is None

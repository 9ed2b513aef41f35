"""`sunledger policy` as it is called, and what it reads from the record."""

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.packs import Pack, read_pack
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from sunledger.main import app
from sunledger.policy_record import (
    Activation,
    activations,
    decisions_under,
    looser_than_active,
    only_in_some,
    without_effect,
)
from typer.testing import CliRunner

RUNNER = CliRunner()
COUNTY, TOWNSHIP = "360730", "360730101"
NOON = datetime(2025, 7, 1, 12, tzinfo=CHINA)
FAULTY = """
[pack]
id = "faulty"
area = "360730"
in_force_from = 2020-01-01
known_from = 2020-01-01
source = "6"
title = "Opinion"
[T.check.due]
value = "11-31"
unit = "month-day"
source = "1 §五4"
row = "A-025"
confidence = "sure"
"""
LAXER = (
    FAULTY.replace("T.check.due", "congress.motion.min_deputies").replace('"11-31"', "6").replace("month-day", "person")
)


def said(*arguments: object, code: int = 0) -> str:
    answer = RUNNER.invoke(app, ["policy", *map(str, arguments)], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert code == answer.exit_code, answer.output
    return answer.output


# Packs


def test_the_shipped_packs_are_linted_without_a_defect():
    page = said("lint")

    assert " 0 defects, " in page
    assert "of them no service uses yet" in page


def test_the_parameters_that_no_service_uses_are_listed_on_demand():
    assert "\n  zone.goals\n" in said("lint", "--unused")
    assert "\n  disclosure.due.half1\n" not in said("lint", "--unused")


def test_a_faulty_file_is_refused_with_file_key_and_rule(tmp_path: Path):
    faulty, broken = tmp_path / "faulty.toml", tmp_path / "broken.toml"
    faulty.write_text(FAULTY, "utf-8")
    broken.write_text(FAULTY.replace('row = "A-025"\n', ""), "utf-8")
    page = said("lint", faulty, broken, code=1)

    assert f"defect  {faulty}  T.check.due  impossible-date: 11-31 does not exist" in page
    assert f"defect  {broken}  T.check.due  malformed: Missing: row." in page
    assert "2 packs, 2 defects, 0 to see" in page


def test_a_file_is_held_against_the_shipped_packs_above_it(tmp_path: Path):
    laxer = tmp_path / "laxer.toml"
    laxer.write_text(LAXER, "utf-8")

    assert "looser-than-above: congress.motion.min_deputies = 6 (faulty)" in said("lint", laxer, code=1)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    assert "does not exist" in said("lint", tmp_path / "nowhere.toml", code=2)


def test_a_pack_is_shown_with_its_readings_and_uniform_minimums():
    page = said("show", "cn-congress-2022", "congress.sessions")

    assert "cn-congress-2022  area cn  in force from 2022-03-12 to further notice" in page
    assert "congress.sessions_per_year.min = 1 (time; 组织法14; E-313; sure; uniform: min)" in page
    assert "congress.quorum" not in page


def test_two_packs_are_compared():
    page = said("diff", "cn-residents-2018", "cn-residents-2026")

    assert 'residents_committee.households: {"min": 100, "max": 700} (household;' in page
    assert "residents_reps.share.min: not there -> " in page
    assert "residents_committee.modes" not in page


def test_a_pack_that_is_not_there_is_told_with_those_that_are():
    assert "No pack is called county-1911. There are: " in said("show", "county-1911", code=2)


@pytest.mark.parametrize(
    "command", [["status"], ["decisions", "county-2011"], ["activate", "county-2011", "--for", "36"]]
)
def test_without_a_platform_there_is_nothing_to_ask(command: list[str], tmp_path: Path):
    assert "No platform has been started" in said(*command, "--home", tmp_path, code=1)


def test_a_file_is_activated_as_the_pack_of_the_release_that_it_is(tmp_path: Path):
    shipped = tmp_path / "any-name.toml"
    shipped.write_text((files("contracts") / "policies" / "county-2011.toml").read_text("utf-8"), "utf-8")

    assert "No platform has been started" in said("activate", shipped, "--for", "36", "--home", tmp_path, code=1)


def test_a_file_with_a_defect_is_refused_whole_and_nothing_is_sent(tmp_path: Path):
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(FAULTY, "utf-8")
    page = said("activate", faulty, "--for", COUNTY, "--home", tmp_path, code=1)

    assert f"{faulty}  T.check.due  impossible-date: 11-31 does not exist" in page
    assert "Nothing was sent." in page


def test_a_file_that_no_release_carries_is_looked_at_like_a_shipped_one(tmp_path: Path):
    own, later = tmp_path / "own.toml", tmp_path / "later.toml"
    own.write_text(FAULTY.replace("11-31", "11-30"), "utf-8")
    later.write_text(FAULTY.replace("11-31", "11-29"), "utf-8")

    assert 'T.check.due = "11-30"' in said("show", own)
    assert 'T.check.due: "11-30"' in said("diff", own, later)
    assert "No platform has been started" in said("activate", own, "--for", COUNTY, "--home", tmp_path, code=1)


def test_an_acknowledgement_has_a_reason(tmp_path: Path):
    asked = ("activate", "county-2011", "--for", COUNTY, "--home", tmp_path)

    assert "PARAMETER=REASON" in said(*asked, "--ack", "disclosure.reminder_days", code=2)
    assert "PARAMETER=REASON" in said(*asked, "--ack", "disclosure.reminder_days= ", code=2)


# The record


@pytest.fixture
def store() -> MemoryStore:
    """A county that follows its opinion, and one township that was enrolled under it."""
    store = MemoryStore()
    handlers = Handlers(SERVICE, store, ManualClock(NOON))
    unsure = acknowledged(pack_named("county-2011"), "as the county always did")
    name = Bilingual(zh="梅江镇", en="Meijiang Town")
    for command in (
        ActivatePolicy(actor="desk", area="cn", pack=pack_named("cn-open-government-2019").digest),
        ActivatePolicy(actor="desk", area=COUNTY, pack=pack_named("county-2011").digest, acknowledged=unsure),
        EnrolUnit(actor="desk", unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, name=name, valid_from=date(2025, 1, 1)),
    ):
        command_id = uuid5(NAMESPACE, repr(command))
        request = Request(
            command_id=command_id, actor="desk", role="PolicyAdministrator", actor_unit="cn", correlation_id=command_id
        )
        handlers.handle(command, request)
    return store


def test_what_is_active_is_read_with_its_reasons(store: MemoryStore):
    county, nation = activations(store, ["assessment", "disclosure"])

    assert (county.area, county.pack_id, county.reasons) == (
        COUNTY,
        "county-2011",
        (("disclosure.reminder_days", "as the county always did"),),
    )
    assert (nation.area, nation.pack_id, nation.reasons) == ("cn", "cn-open-government-2019", ())


def test_services_that_do_not_follow_a_pack_are_named(store: MemoryStore):
    active = activations(store, ["assessment", "disclosure"])

    assert only_in_some(active, ["disclosure"]) == []
    assert only_in_some(active, ["assessment", "disclosure"]) == [
        (COUNTY, "county-2011", ("assessment",)),
        ("cn", "cn-open-government-2019", ("assessment",)),
    ]


def test_the_decisions_under_a_pack_are_those_whose_record_names_it(store: MemoryStore):
    [decision] = decisions_under(store, ["disclosure"], pack_named("county-2011"))

    assert (decision.stream, decision.revision, decision.command) == (
        f"disclosure_unit-{TOWNSHIP}",
        0,
        "disclosure.enrol-unit.v1",
    )
    assert list(decisions_under(store, ["disclosure"], pack_named("community-draft"))) == []
    assert list(decisions_under(store, ["assessment"], pack_named("county-2011"))) == []


def test_the_decisions_under_a_value_are_those_for_which_it_stood(store: MemoryStore):
    under = [
        list(decisions_under(store, ["disclosure"], pack_named("county-2011"), name))
        for name in ("disclosure.due.q1", "T.fields")
    ]

    assert [len(decisions) for decisions in under] == [1, 0]


def active_in(*packs: tuple[str, str]) -> list[Activation]:
    return [
        Activation("disclosure", area, name, pack_named(name).digest, "2025-01-01T00:00:00.000000Z", ())
        for area, name in packs
    ]


def laxer() -> Pack:
    return read_pack(LAXER)


@pytest.mark.parametrize("area", ["cn", "36", COUNTY])
@pytest.mark.req("X-014")
def test_a_pack_is_held_against_what_is_active_for_its_area_and_above(area: str):
    active = active_in((area, "cn-congress-2022"))
    [looser] = looser_than_active(laxer(), active, "disclosure", COUNTY)

    assert (looser.pack, looser.limiting) == ("faulty", "cn-congress-2022")


def test_a_pack_is_not_held_against_what_is_active_elsewhere():
    active = active_in(("33", "cn-congress-2022"), (TOWNSHIP, "cn-congress-2022"))

    assert looser_than_active(laxer(), active, "disclosure", COUNTY) == []
    assert looser_than_active(laxer(), active_in(("cn", "cn-congress-2022")), "assessment", COUNTY) == []


@pytest.mark.parametrize(
    ("day", "named"), [(date(2025, 12, 31), "cn-residents-2018"), (date(2026, 1, 1), "cn-residents-2026")]
)
def test_what_has_no_effect_is_named_with_the_law_of_the_day(day: date, named: str):
    active = active_in(("cn", "cn-residents-2018"), ("cn", "cn-residents-2026"), (COUNTY, "community-draft-standards"))
    [idle] = without_effect(active, "disclosure", COUNTY, day)

    assert (idle.parameter.name, idle.limiting) == ("candidate.residence.min_months", named)

"""What the Party committee approves it records itself, and a duty roster holds references, never persons.

Law: county opinion on township standardisation, part 5 item 1 (document 1 §五1); district opinion on township
congresses, part 4 item 1 (document 2 §四1); township opinion on the centre, part 3 item 3 (document 4 §三(三)).
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from contracts.mediation.roster.messages import DutyEntered, DutyLeaderMissing, EnterDuty, RosterOpened
from contracts.permissions import permissions_of
from contracts.units import Relation
from contracts.vocabulary import Name, Text
from ledger.testing.golden import decision_files

ROOT = Path(__file__).parents[2]
PARTY = {
    "approve_session": "TownshipPartyCommittee",
    "return_request": "TownshipPartyCommittee",
    "approve_work_points": "TownshipPartyCommittee",
    "return_work_points": "TownshipPartyCommittee",
    "propose_resolution": "VillagePartyBranch",
    "withdraw_proposal": "VillagePartyBranch",
    "review_resolution": "PartyMembersAssembly",
}
"""What the Party's bodies decide, and which of them."""

COMMANDS = {"".join(part.title() for part in method.split("_")) for method in PARTY}


def made_in(path: Path) -> Iterator[str]:
    """The commands that a module makes by itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COMMANDS:
            yield f"{path.name}: {node.func.id}"


@pytest.mark.req("X-026")
def test_what_the_party_decides_is_recorded_by_the_body_with_that_role_and_nobody_else():
    methods = permissions_of("elections").methods

    assert {method: {role: Relation.OWN} for method, role in PARTY.items()} == {
        method: dict(methods[method]) for method in PARTY
    }


@pytest.mark.req("X-026")
def test_no_service_makes_such_a_decision_by_itself():
    modules = [path for path in ROOT.glob("services/*/src/**/*.py") if path.name != "service.py"]

    assert len(modules) > 100
    assert [made for path in modules for made in made_in(path)] == []


@pytest.mark.req("X-026")
@pytest.mark.parametrize(
    ("decision", "by"),
    [
        ("elections.session/preparation-starts-after-the-party-committee-has-approved", "approved_by"),
        ("elections.presidium/a-work-point-is-started-after-the-party-committee-has-approved", "approved_by"),
        ("elections.session/a-refused-request-goes-back-with-its-reason-and-is-sent-anew", "returned_by"),
    ],
)
def test_the_fact_names_the_person_who_decided(decision, by):
    golden = json.loads(decision_files()[decision].read_text("utf-8"))

    assert golden["facts"][0]["data"][by] == golden["command"]["document"]["actor"]


@pytest.mark.req("X-027")
@pytest.mark.parametrize("message", [EnterDuty, RosterOpened, DutyEntered, DutyLeaderMissing])
def test_a_roster_has_no_field_that_could_hold_a_persons_name(message):
    """Who leads is a pseudonymous reference, who is on duty with them a unit; the persons are the operator's data."""
    texts = {repr(Name), repr(Text)}

    named = {name for name, hint in get_type_hints(message, include_extras=True).items() if repr(hint) in texts}

    assert named == set()

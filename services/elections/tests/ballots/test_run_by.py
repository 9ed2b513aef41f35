"""Who runs an election: one office for each kind of it, in every command that there is."""

from dataclasses import replace
from typing import Any

import pytest
from contracts.catalogue import commands_of
from contracts.elections.election.messages import FormElectionCommittee, NoteOath, PlanElection
from contracts.elections.office.messages import RecordOfficial
from contracts.elections.office.rules import office_policy
from contracts.elections.turnout.messages import RecordTurnout
from contracts.elections.words import ElectionKind
from contracts.errors import Rejected
from contracts.message import contract_of, load
from contracts.policies import pack_named, resolve
from elections.election import STREAM as ELECTION
from elections.office import STREAM as OFFICE
from elections.turnout import STREAM as TURNOUT
from ledger.testing.given import given
from ledger.testing.golden import document_of

from services.elections.tests.ballots.conftest import NOON, Polling

BY_OFFICES = [kind for kind in ELECTION.takes if kind is not NoteOath]
ROLES = (
    *("PresidiumClerk", "TownshipElectionCommittee", "VillagersElectionCommittee", "ResidentsElectionCommittee"),
    *("CountyStandingCommittee", "CongressChair", "Public"),
)
# Written from the rows: the presidium's office for a congress (2 §三(一)4), and among voters their committee.
MAY_RUN = {
    ("congress", "PresidiumClerk"),
    ("deputies", "TownshipElectionCommittee"),
    ("villagers", "VillagersElectionCommittee"),
    ("residents", "ResidentsElectionCommittee"),
}
MAY_FORM = {
    ("deputies", "CountyStandingCommittee"),
    ("villagers", "VillagersElectionCommittee"),
    ("residents", "ResidentsElectionCommittee"),
}


POLICY = Polling().policy
PLAN = Polling().plan()
PLANNED: Any = given(ELECTION, POLICY).when(PLAN, at=NOON).after().facts[0]


def example_of(command: type, kind: ElectionKind, role: str) -> Any:
    document = document_of(commands_of("elections").type_named(command))
    of_kind = {"kind": kind.value} if command is PlanElection else {}
    return load(command, {**document, **of_kind, "acting_role": role})


def refusal(command: type, kind: ElectionKind, role: str) -> str | None:
    """Its code; None where the command succeeds. Whatever else an example may lack comes after the office."""
    history = [] if command is PlanElection else [replace(PLANNED, kind=kind)]
    try:
        given(ELECTION, POLICY, *history).when(example_of(command, kind, role), at=NOON).after()
    except Rejected as refused:
        return refused.code
    return None


@pytest.mark.req("E-192", "E-348")
@pytest.mark.parametrize("kind", list(ElectionKind))
@pytest.mark.parametrize("command", BY_OFFICES, ids=lambda command: command.__name__)
def test_every_command_is_for_the_office_that_runs_elections_of_the_kind(command: type, kind: ElectionKind):
    may = MAY_FORM if command is FormElectionCommittee else MAY_RUN
    refused = {role for role in ROLES if refusal(command, kind, role) == "forbidden-role"}

    assert set(ROLES) - refused == {role for of, role in may if of == kind.value}


def test_what_was_said_before_roles_were_is_read_as_said_in_no_role():
    for command in (each for each in BY_OFFICES if contract_of(each).version > 1):
        name = commands_of("elections").type_named(command).rpartition(".v")[0]
        document = document_of(f"{name}.v1")

        assert commands_of("elections").read(f"{name}.v1", document).acting_role is None


TURNOUT_OF = RecordTurnout(
    actor="clerk", unit="360730101", election="head-2025", round=1, box="hall", voters=("ref-d1",)
)


@pytest.mark.req("E-192", "E-348")
@pytest.mark.parametrize("kind", list(ElectionKind))
def test_who_took_part_is_entered_by_the_office_that_runs_the_election(kind: ElectionKind):
    (may,) = [role for of, role in MAY_RUN if of == kind.value]
    for role in ROLES:
        case = given(TURNOUT, None).when(replace(TURNOUT_OF, kind=kind, acting_role=role), at=NOON)
        if role == may:
            assert case.after().facts
        else:
            case.then_rejected("forbidden-role")


def test_nobody_takes_part_in_an_election_that_is_not_planned():
    strange = replace(TURNOUT_OF, acting_role="PresidiumClerk")

    given(TURNOUT, None).when(strange, at=NOON).then_rejected("elections.no-such-election")


@pytest.mark.req("E-192", "E-348")
@pytest.mark.parametrize(
    ("post", "may"),
    [
        ("congress_chair", ["PresidiumClerk"]),
        ("congress_vice_chair", ["PresidiumClerk"]),
        ("township_head", ["PresidiumClerk"]),
        ("deputy_township_head", ["PresidiumClerk"]),
        ("deputy", ["TownshipElectionCommittee"]),
        ("committee_chair", ["VillagersElectionCommittee", "ResidentsElectionCommittee"]),
        ("committee_vice_chair", ["VillagersElectionCommittee", "ResidentsElectionCommittee"]),
        ("committee_member", ["VillagersElectionCommittee", "ResidentsElectionCommittee"]),
        ("committee_woman", ["VillagersElectionCommittee", "ResidentsElectionCommittee"]),
    ],
)
def test_who_was_elected_before_is_entered_by_the_office_that_runs_such_elections(post: str, may: list[str]):
    policy = office_policy(resolve("360730101", [pack_named("cn-congress-2022")]))
    document = document_of("elections.record-official.v2")

    def refusal_of(role: str) -> str | None:
        command = load(RecordOfficial, {**document, "basis": "election", "post": post, "acting_role": role})
        try:
            given(OFFICE, policy).when(command, at=NOON).after()
        except Rejected as refused:
            return refused.code
        return None

    assert [role for role in ROLES if refusal_of(role) != "forbidden-role"] == may

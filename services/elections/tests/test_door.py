"""What the door of elections adds to what is sent: who asks, and who sits in the presidium."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.elections.election.messages import PlanElection
from contracts.elections.matters.messages import MattersOfUnit
from contracts.elections.presidium.messages import HoldPresidiumMeeting, OpenCongressYear
from contracts.elections.resolution.messages import Disclosure
from contracts.elections.term.messages import ElectedDeputy, TakeOverTerm
from contracts.elections.turnout.messages import RecordTurnout
from contracts.elections.words import PresidiumSeat, SeatKind
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.permissions import permissions_of
from elections.seated import PREPARES
from elections.service import SERVICE
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.door import Call, Door
from ledger.recorded import metadata_of
from ledger.refusals import Spool
from ledger.testing.playing import Played

from services.elections.tests import test_resolution as run
from services.elections.tests.meetings import COUNTY, NOON, PACKS, VILLAGE

TOWN = "360730101"
SEATS = (
    PresidiumSeat(person="chair-1", seat=SeatKind.CHAIR),
    PresidiumSeat(person="vice-1", seat=SeatKind.VICE_CHAIR),
    PresidiumSeat(person="member-2", seat=SeatKind.MEMBER),
)
ELECTED = tuple(
    ElectedDeputy(deputy=seat.person, district="district-01", elected_on=date(2021, 10, 20), by_election=False)
    for seat in SEATS
)
MEETING: dict[str, Any] = {
    "unit": TOWN,
    "year": 2025,
    "held_on": "2025-06-10",
    "convened_by": "chair-1",
    "convened_as": "chair",
    "present": ["chair-1", "member-2"],
    "subjects": ["听取专项工作报告"],
    "rules_of_procedure": "主席团议事规则",
}

PLAN: dict[str, Any] = {
    "unit": VILLAGE,
    "election": "committee-2025",
    "kind": "villagers",
    "basis": "general",
    "contests": [{"post": "committee_chair", "seats": 1}],
    "held_on": "2025-08-20",
    "term_ends_on": "2030-08-19",
}


class Office:
    """The door of elections before a history that is played."""

    def __init__(self, folder: Path) -> None:
        self.played = Played(SERVICE, SERVICE.answers, begins=NOON, unit=COUNTY, folder=folder)
        self.played.activate(*PACKS, "cn-congress-2022", "district-congress-2020")
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        self.sent = 0
        self.door = Door(
            self.played.handlers,
            SERVICE.answers,
            views=self.played.views,
            authority=Authority(folder / "keys"),
            permissions=permissions_of("elections"),
            read=self.played.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1_000_000),
            run=lambda function, /, *arguments: function(*arguments),
            prepares=PREPARES,
        )

    def congress(self, term: int, seats: tuple[PresidiumSeat, ...] = SEATS) -> None:
        self.played.send(
            TakeOverTerm(
                actor="clerk",
                unit=TOWN,
                term=term,
                township="青塘镇",
                seats=40,
                elected_on=date(2021, 10, 20),
                begun_on=date(2021, 11, 25),
                presidium=seats,
                reviewers=(),
                deputies=ELECTED,
            )
        )
        self.played.send(OpenCongressYear(actor="service:elections", unit=TOWN, year=2025))
        self.played.projector.catch_up()

    def call(self, method: str, role: str, unit: str) -> Call:
        return Call(method, {"token": self.issuer.issue(Caller("ref-clerk-1", role, unit))})

    def command(self, method: str, kind: type, document: Any, *, role: str, unit: str) -> Any:
        self.sent += 1
        identity = str(uuid5(NAMESPACE_OID, f"sent {self.sent}"))
        return self.door.command(self.call(method, role, unit), kind, document, identity, None)

    def meet(self, **changes: Any) -> Any:
        document = {**MEETING, **changes}
        return self.command("hold_presidium_meeting", HoldPresidiumMeeting, document, role="CongressChair", unit=TOWN)

    def turnout(self, document: Any, role: str) -> Any:
        return self.command("record_turnout", RecordTurnout, document, role=role, unit=VILLAGE)

    def matters(self, role: str, unit: str, **sent: str) -> list[str]:
        document = {"unit": VILLAGE, "kind": "resolution", **sent}
        self.played.projector.catch_up()
        answer: Any = self.door.query(self.call("matters_of_unit", role, unit), MattersOfUnit, document, None, None)
        return [line["status"] for line in answer["matters"]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.req("E-006")
def test_who_sits_in_the_presidium_is_read_from_the_congress_and_recorded_with_the_meeting(office: Office):
    office.congress(18)
    (fact,) = office.meet()["facts"]

    [recorded] = [each for each in office.played.recorded() if each.type == "elections.presidium-meeting-held.v1"]
    document = metadata_of(recorded)["command"]["document"]
    assert fact["data"]["convened_by"] == "chair-1"
    assert [(seat["person"], seat["seat"]) for seat in document["presidium"]] == [
        ("chair-1", "chair"),
        ("vice-1", "vice-chair"),
        ("member-2", "member"),
    ]


@pytest.mark.req("E-006")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"convened_by": "member-2"}, "forbidden-role"),
        ({"convened_by": "vice-1", "present": ["vice-1"]}, "forbidden-role"),
        ({"convened_by": "stranger", "present": ["stranger"]}, "elections.not-presidium-member"),
        ({"present": ["chair-1", "stranger"]}, "elections.not-presidium-member"),
    ],
)
def test_nobody_calls_themselves_the_chair(office: Office, changes: dict[str, Any], code: str):
    office.congress(18)
    with pytest.raises(Rejected) as refused:
        office.meet(**changes)

    assert refused.value.code == code


def test_a_presidium_of_no_congress_does_not_meet_and_nobody_sends_who_sits_in_it(office: Office):
    office.played.send(OpenCongressYear(actor="service:elections", unit=TOWN, year=2025))
    with pytest.raises(Rejected, match=r"elections\.not-presidium-member"):
        office.meet()
    with pytest.raises(Malformed) as refused:
        office.meet(presidium=[{"person": "chair-1", "seat": "chair"}])

    assert ["presidium"] == list(refused.value.problems)


@pytest.mark.req("E-192")
def test_the_role_that_runs_an_election_is_that_of_the_token(office: Office):
    with pytest.raises(Rejected, match="forbidden-role"):
        office.command("plan_election", PlanElection, PLAN, role="ResidentsElectionCommittee", unit=VILLAGE)
    said = {**PLAN, "acting_role": "VillagersElectionCommittee"}
    with pytest.raises(Malformed):
        office.command("plan_election", PlanElection, said, role="ResidentsElectionCommittee", unit=VILLAGE)

    (fact,) = office.command("plan_election", PlanElection, PLAN, role="VillagersElectionCommittee", unit=VILLAGE)[
        "facts"
    ]
    assert ("elections.election-planned.v1", "ref-clerk-1") == (fact["type"], fact["data"]["planned_by"])


@pytest.mark.req("E-192")
def test_what_was_elected_is_read_from_the_plan_where_it_is_entered_who_took_part(office: Office):
    document = {"unit": VILLAGE, "election": "committee-2025", "round": 1, "box": "hall", "voters": ["ref-d1"]}
    with pytest.raises(Rejected, match=r"elections\.no-such-election"):
        office.turnout(document, "VillagersElectionCommittee")

    office.command("plan_election", PlanElection, PLAN, role="VillagersElectionCommittee", unit=VILLAGE)
    with pytest.raises(Rejected, match="forbidden-role"):
        office.turnout(document, "ResidentsElectionCommittee")
    with pytest.raises(Malformed):
        office.turnout({**document, "kind": "residents"}, "ResidentsElectionCommittee")
    (fact,) = office.turnout(document, "VillagersElectionCommittee")["facts"]
    assert ("elections.turnout-recorded.v1", ["ref-d1"]) == (fact["type"], fact["data"]["voters"])


@pytest.mark.req("E-120")
def test_who_asks_is_what_the_token_says_and_the_public_is_shown_what_is_disclosed(office: Office):
    for command in (run.propose(), run.consult(), run.review(), run.adopt()):
        office.played.send(command)

    assert [] == office.matters("Public", "cn")
    assert ["resolved"] == office.matters("VillagersMeeting", VILLAGE)
    with pytest.raises(Malformed) as refused:
        office.matters("Public", "cn", acting_role="VillagersMeeting")
    assert ["acting_role"] == list(refused.value.problems)
    with pytest.raises(Forbidden, match="forbidden-role"):
        office.matters("PolicyAdministrator", COUNTY)

    office.played.send(run.disclosed(Disclosure.RESOLUTION))
    assert ["resolution_disclosed"] == office.matters("Public", "cn")

"""What is asked about resolutions and decisions, and their way through disclosure and back (event flows 1 to 5)."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import CheckItems, DraftItems, DutyOpened, PublishItems, SubmitDuty
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.elections.decision.messages import RecordDecisionPublished
from contracts.elections.matters.messages import MatterKind, MattersOfUnit, StepsOfMatter
from contracts.elections.resolution.messages import Disclosure
from contracts.errors import Rejected
from contracts.policies import pack_named
from disclosure.service import SERVICE as DISCLOSURE
from elections.service import SERVICE
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE
from ledger.testing.playing import Played
from sunledger.in_process import InProcess

from services.elections.tests import test_decision as team
from services.elections.tests import test_resolution as run
from services.elections.tests.meetings import COUNTY, NOON, PACKS, TITLE, TOWNSHIP, VILLAGE

BY_OFFICE: Any = {"acting_role": "VillagersMeeting"}
RUN = (run.propose(), run.consult(), run.review(), run.adopt())
TOPIC = (team.announce(), team.issue(), team.vote())
OF_DISCLOSURE = ("county-2011", "county-2011-posting", "county-2011-results", "community-draft")


@pytest.fixture
def elections(tmp_path: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit=COUNTY, folder=tmp_path)
    played.activate(*PACKS)
    for command in (*RUN, *TOPIC):
        played.send(command)
    return played


def test_a_unit_is_asked_for_its_resolutions_and_for_its_decisions(elections: Played):
    [resolution] = elections.ask(MattersOfUnit(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.RESOLUTION)).matters
    [decision] = elections.ask(MattersOfUnit(**BY_OFFICE, unit=TOWNSHIP, kind=MatterKind.DECISION)).matters

    assert ("road-2025", TITLE, "public_undertakings", "resolved") == (
        resolution.name,
        resolution.title,
        resolution.subject,
        resolution.status,
    )
    assert ("major_project", "adopted") == (decision.subject, decision.status)
    assert () == elections.ask(MattersOfUnit(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.DECISION)).matters


def test_a_page_goes_on_after_its_last_matter(elections: Played):
    elections.send(run.propose(resolution="water-2025"))
    first = elections.ask(MattersOfUnit(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.RESOLUTION), limit=1)
    second = elections.ask(
        MattersOfUnit(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.RESOLUTION), limit=1, after=first.next
    )

    assert ["road-2025", "water-2025"] == [line.name for line in (*first.matters, *second.matters)]
    assert second.next is None


def test_every_step_is_told_with_its_votes(elections: Played):
    answer = elections.ask(StepsOfMatter(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.RESOLUTION, name="road-2025"))

    assert [
        ("proposed", date(2025, 6, 2), "party_branch", 20, 5),
        ("consulted", date(2025, 6, 4), "two_committees", 20, 5),
        ("reviewed", date(2025, 6, 6), "party_members", 20, 5),
        ("resolved", date(2025, 6, 9), "representatives_meeting", 20, 5),
    ] == [(step.status, step.on, step.body, step.agreed, step.against) for step in answer.steps]


def test_what_does_not_exist_is_said_so(elections: Played):
    with pytest.raises(Rejected) as refusal:
        elections.ask(StepsOfMatter(**BY_OFFICE, unit=VILLAGE, kind=MatterKind.DECISION, name="road-2025"))

    assert "elections.no-such-matter" == refusal.value.code


def seen(elections: Played, unit: str, kind: MatterKind, **by: Any) -> list[tuple[str, list[str]]]:
    """Name and status of each matter of the list, beside the steps that are told of it."""
    lines = elections.ask(MattersOfUnit(unit=unit, kind=kind, **by)).matters
    told = [elections.ask(StepsOfMatter(unit=unit, kind=kind, name=line.name, **by)) for line in lines]
    assert list(lines) == [each.matter for each in told]
    return [(each.matter.status, [step.status for step in each.steps]) for each in told]


@pytest.mark.parametrize("by", [{"acting_role": "Public"}, {}])
@pytest.mark.req("E-111", "E-120", "E-121")
def test_the_public_is_shown_a_matter_from_its_disclosure_on_and_as_far_as_it_was_disclosed(elections: Played, by: Any):
    resolution, decision = (VILLAGE, MatterKind.RESOLUTION), (TOWNSHIP, MatterKind.DECISION)
    led_to = ["proposed", "consulted", "reviewed", "resolved", "resolution_disclosed"]
    elections.send(run.propose(resolution="water-2025"))
    for unit, kind in (resolution, decision):
        assert [] == seen(elections, unit, kind, **by)
    for (unit, kind), name in ((resolution, "road-2025"), (resolution, "water-2025"), (decision, team.KEY["decision"])):
        with pytest.raises(Rejected, match=r"elections\.no-such-matter"):
            elections.ask(StepsOfMatter(unit=unit, kind=kind, name=name, **by))

    elections.send(run.disclosed(Disclosure.RESOLUTION))
    assert [("resolution_disclosed", led_to)] == seen(elections, *resolution, **by)
    elections.send(run.start())
    elections.send(run.finish())
    assert [("resolution_disclosed", led_to)] == seen(elections, *resolution, **by)
    elections.send(run.disclosed(Disclosure.RESULT))
    whole = [*led_to, "implementing", "implemented", "result_disclosed"]
    assert [("result_disclosed", whole)] == seen(elections, *resolution, **by)
    assert 2 == len(seen(elections, *resolution, **BY_OFFICE))

    elections.send(RecordDecisionPublished(actor="service:elections", **team.KEY, published_at=NOON, cause=team.CAUSE))
    assert [("published", ["announced", "issued", "adopted", "published"])] == seen(elections, *decision, **by)


@pytest.mark.req("E-120")
def test_the_public_is_shown_that_what_is_public_goes_no_further(elections: Played):
    asked: Any = (VILLAGE, MatterKind.RESOLUTION)
    elections.send(run.disclosed(Disclosure.RESOLUTION))
    elections.send(run.start())
    elections.send(run.revoke())

    [(status, steps)] = seen(elections, *asked, acting_role="Public")
    assert ("stopped", ["resolution_disclosed", "stopped"]) == (status, steps[-2:])


def test_the_views_made_anew_have_equal_rows(elections: Played):
    before = elections.rows()
    elections.projector.rebuild()

    assert before == elections.rows()
    assert len(before["matter_step"]) == 7


# Through disclosure and back


class County:
    """Elections, and disclosure which may come later."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore()
        self.clock = ManualClock(NOON)
        self.folder = folder
        self.sent = 0
        self.running = InProcess((SERVICE,), self.store, self.clock, folder)
        self.activate(SERVICE.name, *PACKS)

    def disclosure_comes(self) -> None:
        self.running.close()
        self.running = InProcess((SERVICE, DISCLOSURE), self.store, self.clock, self.folder)
        self.activate(DISCLOSURE.name, *OF_DISCLOSURE)
        self.running.settle()

    def activate(self, service: str, *packs: str) -> None:
        for pack in map(pack_named, packs):
            unsure = acknowledged(pack, "as the county always did")
            self.handle(service, ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=unsure))

    def send(self, service: str, *commands: Any) -> None:
        self.handle(service, *commands)
        self.running.settle()

    def handle(self, service: str, *commands: Any) -> None:
        for command in commands:
            self.sent += 1
            command_id = uuid5(NAMESPACE, f"county/{self.sent}")
            request = Request(
                command_id=command_id, actor=command.actor, role="Test", actor_unit=COUNTY, correlation_id=command_id
            )
            self.running.handlers[service].handle(command, request)

    def publish(self, duty: DutyOpened) -> None:
        """As the clerk and the reviewer of the unit do."""
        key: Any = {"unit": duty.unit, "catalogue": duty.catalogue, "period": duty.period}
        [item] = duty.items
        entry = Entry(item=item, kind=EntryKind.CONTENT, text="会议表决通过。")
        self.send(
            DISCLOSURE.name,
            DraftItems(**key, actor="clerk", entries=(entry,)),
            SubmitDuty(**key, actor="clerk"),
            CheckItems(**key, actor="reviewer", verdicts=(Verdict(item=item, passed=True),)),
            PublishItems(**key, actor="clerk", items=(), channels=("board",), claimed_on=NOON.date()),
        )

    def duties(self) -> list[DutyOpened]:
        facts = self.store.read_all(("disclosure_",), limit=1000)
        opened = DISCLOSURE.facts.type_named(DutyOpened)
        return [DISCLOSURE.facts.read(fact.type, json.loads(fact.data)) for fact in facts if fact.type == opened]

    def types(self, prefix: str) -> list[str]:
        return [fact.type.split(".")[1] for fact in self.store.read_all((prefix,), limit=1000)]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    county = County(tmp_path)
    yield county
    county.running.close()


def named(county: County, zh: str) -> DutyOpened:
    [duty] = [duty for duty in county.duties() if duty.matter is not None and duty.matter.name.zh == zh]
    return duty


@pytest.mark.req("E-111", "E-120", "E-121")
def test_el_37_a_resolution_goes_on_by_itself_when_disclosure_says_that_it_is_public(county: County):
    county.send(SERVICE.name, *RUN)
    county.disclosure_comes()
    county.publish(named(county, "村民决议：修建通组公路"))
    assert county.types("elections_resolution-")[-1] == "resolution-disclosed"

    county.send(SERVICE.name, run.start(), run.finish())
    county.publish(named(county, "决议实施结果：修建通组公路"))

    assert county.types("elections_resolution-") == [
        "resolution-proposed",
        *("deliberation-held", "deliberation-held"),
        *("village-resolution-adopted", "ballot-decided"),
        *("resolution-disclosed", "implementation-started", "village-matter-implemented"),
        *("result-disclosed", "resolution-closed"),
    ]


@pytest.mark.req("E-111")
def test_the_result_of_a_ballot_is_owed_on_the_board_and_comes_back_as_published(county: County):
    county.disclosure_comes()
    county.send(SERVICE.name, *TOPIC)
    duty = named(county, "民主票决结果：修建通组公路")
    assert TOWNSHIP == duty.unit

    county.publish(duty)

    assert county.types("elections_decision-")[-1] == "team-decision-published"


@pytest.mark.req("E-340")
def test_the_end_of_what_was_resolved_is_owed_where_the_resolution_was(county: County):
    county.disclosure_comes()
    county.send(SERVICE.name, *RUN)
    before = len(county.duties())
    county.send(SERVICE.name, run.revoke())
    told = [kind for kind in county.types("disclosure_duty-") if kind == "occasion-recorded"]

    assert before == len(county.duties())
    assert 3 == len(told)

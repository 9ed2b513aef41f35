"""Township people's congresses: the date at once, the results when they are announced, and nobody's name."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.common import ActivatePolicy, acknowledged
from contracts.elections.session.messages import (
    AgendaItem,
    AnnounceResults,
    ApproveSession,
    BeginPreparation,
    CancelSession,
    CloseSession,
    Dates,
    DecideSession,
    Disposal,
    DisposeItem,
    EnterRoll,
    HoldMeeting,
    IssueNotice,
    MeetingKind,
    MoveSession,
    OpenSession,
    PrepTask,
    ProposedResolution,
    RecordDeliberation,
    RecordDelivery,
    RequestSession,
    TakeVote,
    VotedItem,
    VotedPaper,
)
from contracts.elections.words import (
    ConvenedAs,
    Matter,
    PresidiumMeeting,
    PresidiumSeat,
    RollEntry,
    SeatKind,
    SessionKind,
    Standing,
    Votes,
)
from contracts.policies import pack_named
from elections.service import SERVICE as ELECTIONS
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.parts import NAMESPACE, Handlers

TOWN = "360730101"
PAGE = f"/units/{TOWN}/congress"
PACKS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")
DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 73))
PRESIDIUM = DEPUTIES[:9]
KEY: dict[str, Any] = {"unit": TOWN, "term": 18, "session": 2}
AGENDA = (
    AgendaItem(item="work", matter=Matter.GOVERNMENT_WORK_REPORT, title="听取和审议镇政府工作报告"),
    AgendaItem(item="presidium", matter=Matter.PRESIDIUM_REPORT, title="听取和审议主席团工作报告"),
    AgendaItem(item="budget", matter=Matter.BUDGET, title="审查和批准预算"),
)
ALL_AGREE = Votes(agree=9, against=0, abstain=0)
MET = PresidiumMeeting(
    held_on=date(2025, 2, 24), convened_by=PRESIDIUM[0], convened_as=ConvenedAs.CHAIR, present=PRESIDIUM
)


def dates(day: int) -> Dates:
    return Dates(begins_on=date(2025, 3, day), ends_on=date(2025, 3, day), days=Fraction(1))


class Congress:
    """A township's congress, recorded by elections' own deciders in the county's store."""

    def __init__(self, county: Any) -> None:
        self.clock = ManualClock(datetime(2025, 2, 17, 9, tzinfo=CHINA))
        self.handlers = Handlers(ELECTIONS, county.store, self.clock)
        self._sent = 0
        for name in PACKS:
            pack = pack_named(name)
            unsure = acknowledged(pack, "照办")
            self.send(ActivatePolicy(actor="desk", area="360730", pack=pack.digest, acknowledged=unsure))

    def send(self, *commands: Any) -> None:
        for command in commands:
            self._sent += 1
            command_id = uuid5(NAMESPACE, f"congress/{self._sent}")
            request = Request(
                command_id=command_id, actor=command.actor, role="Clerk", actor_unit=TOWN, correlation_id=command_id
            )
            self.handlers.handle(command, request)

    def at(self, month: int, day: int) -> None:
        self.clock.advance_to(datetime(2025, month, day, 10, tzinfo=CHINA))

    def request(self) -> None:
        seats = {PRESIDIUM[0]: SeatKind.CHAIR, PRESIDIUM[1]: SeatKind.VICE_CHAIR}
        self.send(
            RequestSession(
                **KEY,
                actor="clerk",
                kind=SessionKind.REGULAR,
                guiding_ideas="围绕镇党委中心工作",
                tentative=dates(12),
                agenda=AGENDA,
                prep_body="设秘书组、会务组",
            ),
            EnterRoll(
                **KEY,
                actor="service:elections",
                version=0,
                township="青塘镇",
                presidium=tuple(
                    PresidiumSeat(person=each, seat=seats.get(each, SeatKind.MEMBER)) for each in PRESIDIUM
                ),
                deputies=tuple(RollEntry(deputy=each, standing=Standing.ACTIVE) for each in DEPUTIES),
            ),
        )

    def decide(self) -> None:
        self.request()
        self.at(2, 18)
        self.send(
            ApproveSession(**KEY, actor="party", approved_on=date(2025, 2, 18)),
            BeginPreparation(**KEY, actor="clerk", tasks=(PrepTask(task="会务", members=("clerk-1",)),)),
        )
        self.at(2, 24)
        titles = {"镇政府工作报告": Matter.GOVERNMENT_WORK_REPORT, "主席团工作报告": Matter.PRESIDIUM_REPORT}
        self.send(
            DecideSession(
                **KEY,
                actor="chair",
                meeting=MET,
                dates=dates(12),
                date_votes=ALL_AGREE,
                agenda=tuple(VotedItem(item=item, votes=ALL_AGREE) for item in AGENDA),
                papers=tuple(VotedPaper(matter=each, title=title, votes=ALL_AGREE) for title, each in titles.items()),
            )
        )

    def hold(self) -> None:
        self.decide()
        self.at(2, 27)
        published: dict[str, Any] = {"issued_on": date(2025, 2, 26), "date_published_on": date(2025, 2, 25)}
        self.send(
            IssueNotice(**KEY, **published, actor="clerk", papers=("镇政府工作报告", "主席团工作报告")),
            RecordDelivery(**KEY, actor="clerk", deputies=DEPUTIES, delivered_on=date(2025, 2, 27)),
        )
        self.at(3, 12)
        present, day = DEPUTIES[:60], date(2025, 3, 12)
        self.send(
            OpenSession(
                **KEY, actor="clerk", opened_on=day, attending=present, rules_of_procedure="青塘镇人民代表大会议事规则"
            ),
            HoldMeeting(**KEY, actor="clerk", kind=MeetingKind.PREPARATORY, held_on=day, attending=present),
            HoldMeeting(**KEY, actor="clerk", kind=MeetingKind.PLENARY, held_on=day, attending=present),
        )
        speakers = DEPUTIES[20:23]
        for item in ("work", "presidium", "budget"):
            said: dict[str, Any] = {"minutes": 40, "speakers": speakers, "opinions": "建议加大农田水利投入。"}
            self.send(RecordDeliberation(**KEY, **said, actor="clerk", item=item, held_on=day))
        resolution = ProposedResolution(title="关于批准预算的决议", deliberations=(3,), responsible=TOWN)
        votes = Votes(agree=55, against=3, abstain=2)
        self.send(
            DisposeItem(**KEY, actor="clerk", item="work", disposal=Disposal.HEARD, text=None),
            DisposeItem(**KEY, actor="clerk", item="presidium", disposal=Disposal.HEARD, text=None),
            TakeVote(**KEY, actor="clerk", item="budget", meeting=2, votes=votes, resolution=resolution),
            CloseSession(**KEY, actor="clerk", closed_on=day, days=Fraction(1)),
        )

    def announce(self) -> None:
        self.hold()
        self.at(3, 13)
        seal = "青塘镇人民代表大会主席团"
        self.send(AnnounceResults(**KEY, actor="clerk", announced_on=date(2025, 3, 13), seal=seal))


@pytest.fixture
def congress(county):
    return Congress(county)


def test_a_session_that_is_only_asked_for_has_no_page(county, congress):
    congress.request()
    county.look()

    assert 404 == county.get(PAGE).status_code
    assert [] == county.json("/congress")["lines"]


def test_its_date_and_agenda_are_public_when_they_are_decided(county, congress):
    congress.decide()
    county.look()

    [session] = county.json(PAGE)["sessions"]
    page = county.html(PAGE)

    assert ("decided", "2025-03-12") == (session["session_stage"], session["begins_on"])
    assert [item.title for item in AGENDA] == [item["title"] for item in session["agenda"]]
    assert all(text in page for text in ("青塘镇", "第18届第2次会议", "2025年3月12日", "审查和批准预算"))
    assert [TOWN] == [line["unit"] for line in county.json("/congress")["lines"]]
    assert f'href="{PAGE}"' in county.html(f"/units/{TOWN}")


def test_votes_and_resolutions_are_public_with_the_announcement(county, congress):
    congress.hold()
    county.look()
    [held] = county.json(PAGE)["sessions"]
    congress.at(3, 13)
    announcement: dict[str, Any] = {"announced_on": date(2025, 3, 13), "seal": "青塘镇人民代表大会主席团"}
    congress.send(AnnounceResults(**KEY, **announcement, actor="clerk"))
    county.look()

    [announced] = county.json(PAGE)["sessions"]
    page = county.html(PAGE)

    assert ("closed", [None] * 3, []) == (
        held["session_stage"],
        [item["outcome"] for item in held["agenda"]],
        held["resolutions"],
    )
    assert ["heard", "heard", "adopted"] == [item["outcome"] for item in announced["agenda"]]
    assert {"agree": 55, "against": 3, "abstain": 2} == announced["agenda"][2]["votes"]
    assert "关于批准预算的决议" in page
    assert "赞成55，反对3，弃权2" in page
    assert "全体代表72名，出席60名" in page
    [resolution] = announced["resolutions"]
    assert "关于批准预算的决议" in county.html(f"/facts/{resolution['fact']}")


@pytest.mark.req("P-025")
def test_no_page_of_a_congress_names_a_deputy_or_says_what_was_spoken(county, congress):
    congress.announce()
    county.look()
    ids = [fact.id for fact in county.store.read_all(("elections_",), limit=1_000)]
    paths = ["/congress", PAGE, *(f"/facts/{each}" for each in ids)]

    shown = [county.get(f"{path}{form}") for path in paths for form in ("", ".json", ".csv")]

    assert not any("deputy-" in page.text or "农田水利" in page.text for page in shown)
    assert {200, 404} == {page.status_code for page in shown}


def test_a_session_that_was_moved_says_from_when_and_why_and_one_that_was_called_off_says_so(county, congress):
    congress.decide()
    moved = MoveSession(**KEY, actor="chair", meeting=MET, dates=dates(19), date_votes=ALL_AGREE, reason="防汛")
    congress.send(moved)
    county.look()
    after = county.html(PAGE)
    congress.send(CancelSession(**KEY, actor="chair", meeting=MET, votes=ALL_AGREE, reason="疫情"))
    county.look()

    [cancelled] = county.json(PAGE)["sessions"]

    assert all(text in after for text in ("原定2025年3月12日举行", "2025年3月19日", "防汛"))
    assert ("cancelled", "疫情") == (cancelled["session_stage"], cancelled["reason"])

"""What the tests of a congress share: the real rules, and one session's commands without repeating whose it is."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.decision.rules import DecisionRules, decision_policy
from contracts.elections.resolution.rules import ResolutionRules, resolution_policy
from contracts.elections.session.messages import (
    AgendaItem,
    AnnounceResults,
    ApproveSession,
    ArchiveSession,
    BeginPreparation,
    CloseSession,
    Dates,
    DecideSession,
    Disposal,
    DisposeItem,
    EnterRoll,
    HoldMeeting,
    IssueNotice,
    MeetingKind,
    OpenSession,
    PrepTask,
    ProposedResolution,
    RecordDeliberation,
    RecordDelivery,
    ReportResults,
    RequestSession,
    TakeVote,
    VotedItem,
    VotedPaper,
)
from contracts.elections.session.rules import SessionPolicy, session_policy
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
from contracts.policies import pack_named, resolve
from elections.session import STREAM
from ledger.testing.given import Case, given

from services.elections.tests.meetings import LAWS, resolved

PACKS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")
TOWN = "360730100"
SeventyTwo = tuple(f"deputy-{number:02}" for number in range(1, 73))
PRESIDIUM = SeventyTwo[:9]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class OneSession:
    """Commands of one session; the second of its term, in the first quarter, two reports and a budget."""

    policy: SessionPolicy
    session: int = 2
    kind: SessionKind = SessionKind.REGULAR

    @property
    def key(self) -> dict[str, Any]:
        return {"unit": TOWN, "term": 18, "session": self.session}

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        return (
            AgendaItem(item="work", matter=Matter.GOVERNMENT_WORK_REPORT, title="听取和审议镇政府工作报告"),
            AgendaItem(item="presidium", matter=Matter.PRESIDIUM_REPORT, title="听取和审议主席团工作报告"),
            AgendaItem(item="budget", matter=Matter.BUDGET, title="审查和批准预算"),
        )

    def dates(self, begins: int = 12, ends: int = 12, days: str = "1", month: int = 3) -> Dates:
        return Dates(begins_on=date(2025, month, begins), ends_on=date(2025, month, ends), days=Fraction(days))

    def request(self, **other: Any) -> RequestSession:
        said: dict[str, Any] = {
            "actor": "clerk",
            "kind": self.kind,
            "guiding_ideas": "围绕镇党委中心工作",
            "tentative": self.dates(),
            "agenda": self.agenda,
            "prep_body": "设秘书组、会务组",
        }
        return RequestSession(**{**self.key, **said, **other})

    def approve(self) -> ApproveSession:
        return ApproveSession(**self.key, actor="party", approved_on=date(2025, 2, 18))

    def prepare(self) -> BeginPreparation:
        tasks = (PrepTask(task="会务", members=("clerk-1", "clerk-2")),)
        return BeginPreparation(**self.key, actor="clerk", tasks=tasks)

    def roll(self, version: int = 0, standings: dict[str, Standing] | None = None, **other: Any) -> EnterRoll:
        known = dict.fromkeys(SeventyTwo, Standing.ACTIVE) | (standings or {})
        seats = {PRESIDIUM[0]: SeatKind.CHAIR, PRESIDIUM[1]: SeatKind.VICE_CHAIR}
        said: dict[str, Any] = {
            "township": "梅江镇",
            "presidium": tuple(
                PresidiumSeat(person=person, seat=seats.get(person, SeatKind.MEMBER)) for person in PRESIDIUM
            ),
            "deputies": tuple(RollEntry(deputy=name, standing=standing) for name, standing in known.items()),
        }
        return EnterRoll(**{**self.key, "actor": "service:elections", "version": version, **said, **other})

    def meeting(self, **other: Any) -> PresidiumMeeting:
        said: dict[str, Any] = {
            "held_on": date(2025, 2, 24),
            "convened_by": PRESIDIUM[0],
            "convened_as": ConvenedAs.CHAIR,
            "present": PRESIDIUM,
        }
        return PresidiumMeeting(**{**said, **other})

    def votes(self, agree: int = 9, against: int = 0, abstain: int = 0) -> Votes:
        return Votes(agree=agree, against=against, abstain=abstain)

    def voted(self, item: AgendaItem, agree: int = 9) -> VotedItem:
        return VotedItem(item=item, votes=self.votes(agree))

    @property
    def papers(self) -> tuple[VotedPaper, ...]:
        named = {"镇政府工作报告": Matter.GOVERNMENT_WORK_REPORT, "主席团工作报告": Matter.PRESIDIUM_REPORT}
        return tuple(VotedPaper(matter=matter, title=title, votes=self.votes()) for title, matter in named.items())

    def decide(self, **other: Any) -> DecideSession:
        said: dict[str, Any] = {
            "actor": "chair",
            "meeting": self.meeting(),
            "dates": self.dates(),
            "date_votes": self.votes(),
            "agenda": tuple(map(self.voted, self.agenda)),
            "papers": self.papers,
        }
        return DecideSession(**{**self.key, **said, **other})

    def notice(self, **other: Any) -> IssueNotice:
        said: dict[str, Any] = {
            "actor": "clerk",
            "issued_on": date(2025, 2, 26),
            "date_published_on": date(2025, 2, 25),
            "papers": tuple(paper.title for paper in self.papers),
        }
        return IssueNotice(**{**self.key, **said, **other})

    def deliver(self, *deputies: str) -> RecordDelivery:
        reached = deputies or SeventyTwo
        return RecordDelivery(**self.key, actor="clerk", deputies=reached, delivered_on=date(2025, 2, 27))

    def open(self, attending: tuple[str, ...] = SeventyTwo[:60], **other: Any) -> OpenSession:
        said: dict[str, Any] = {
            "actor": "clerk",
            "opened_on": date(2025, 3, 12),
            "rules_of_procedure": "梅江镇人民代表大会议事规则",
        }
        return OpenSession(**{**self.key, "attending": attending, **said, **other})

    def meet(self, kind: MeetingKind, attending: tuple[str, ...] = SeventyTwo[:60]) -> HoldMeeting:
        held_on = date(2025, 3, 12)
        return HoldMeeting(**self.key, actor="clerk", kind=kind, held_on=held_on, attending=attending)

    def deliberate(self, item: str, minutes: int = 40, **other: Any) -> RecordDeliberation:
        said: dict[str, Any] = {
            "actor": "clerk",
            "held_on": date(2025, 3, 12),
            "speakers": SeventyTwo[20:23],
            "opinions": "建议加大农田水利投入。",
        }
        return RecordDeliberation(**{**self.key, "item": item, "minutes": minutes, **said, **other})

    def vote(self, item: str, agree: int, resolution: ProposedResolution | None = None, **other: Any) -> TakeVote:
        votes = Votes(agree=agree, against=0, abstain=0)
        said: dict[str, Any] = {"actor": "clerk", "meeting": 2, "votes": votes, "resolution": resolution}
        return TakeVote(**{**self.key, "item": item, **said, **other})

    def dispose(self, item: str, disposal: Disposal = Disposal.HEARD, text: str | None = None) -> DisposeItem:
        return DisposeItem(**self.key, actor="clerk", item=item, disposal=disposal, text=text)

    def close(self, days: str = "1", day: int = 12, **other: Any) -> CloseSession:
        said: dict[str, Any] = {"actor": "clerk", "closed_on": date(2025, 3, day), "days": Fraction(days)}
        return CloseSession(**{**self.key, **said, **other})

    def announce(self, seal: str | None = "梅江镇人民代表大会主席团") -> AnnounceResults:
        return AnnounceResults(**self.key, actor="clerk", announced_on=date(2025, 3, 13), seal=seal)

    def report(self, to: str = "360730-standing-committee") -> ReportResults:
        seal = "梅江镇人民代表大会主席团"
        return ReportResults(**self.key, actor="clerk", reported_on=date(2025, 3, 14), to=to, seal=seal)

    def archive(self) -> ArchiveSession:
        documents = ("会议纪要", "表决记录")
        return ArchiveSession(**self.key, actor="clerk", archived_on=date(2025, 3, 20), documents=documents)

    def told(self, *commands: tuple[Any, datetime]) -> Case[Any, Any, Any, Any]:
        case = given(STREAM, self.policy)
        for command, at in commands:
            case = case.when(command, at=at).after()
        return case

    def requested(self, **other: Any) -> Case[Any, Any, Any, Any]:
        return self.told((self.request(**other), moment(2, 17)), (self.roll(), moment(2, 17, 11)))

    def preparing(self, **other: Any) -> Case[Any, Any, Any, Any]:
        case = self.requested(**other).when(self.approve(), at=moment(2, 18)).after()
        return case.when(self.prepare(), at=moment(2, 19)).after()

    def decided(self, **other: Any) -> Case[Any, Any, Any, Any]:
        return self.preparing().when(self.decide(**other), at=moment(2, 24)).after()

    def notified(self, **other: Any) -> Case[Any, Any, Any, Any]:
        case = self.decided(**other).when(self.notice(), at=moment(2, 26)).after()
        return case.when(self.deliver(), at=moment(2, 27)).after()

    def opened(self, **other: Any) -> Case[Any, Any, Any, Any]:
        return self.notified(**other).when(self.open(), at=moment(3, 12, 9)).after()

    def sitting(self, **other: Any) -> Case[Any, Any, Any, Any]:
        """After the preparatory meeting and one plenary of sixty deputies."""
        case = self.opened(**other).when(self.meet(MeetingKind.PREPARATORY), at=moment(3, 12)).after()
        return case.when(self.meet(MeetingKind.PLENARY), at=moment(3, 12)).after()

    def settled(self, **other: Any) -> Case[Any, Any, Any, Any]:
        """Every item has come to its end."""
        steps = (
            self.deliberate("work"),
            self.deliberate("budget"),
            self.dispose("presidium"),
            self.vote("budget", 60),
            self.vote("work", 60, ProposedResolution(title="关于工作报告的决议", deliberations=(1,), responsible=TOWN)),
        )
        case = self.sitting(**other)
        for step in steps:
            case = case.when(step, at=moment(3, 12, 15)).after()
        return case

    def closed(self) -> Case[Any, Any, Any, Any]:
        return self.settled().when(self.close(), at=moment(3, 12, 18)).after()


@pytest.fixture(scope="session")
def congress_policy() -> SessionPolicy:
    return session_policy(resolve(TOWN, [pack_named(name) for name in PACKS]))


@pytest.fixture(scope="session")
def regular(congress_policy: SessionPolicy) -> OneSession:
    """The second session of a term, in the first quarter."""
    return OneSession(congress_policy)


@pytest.fixture(scope="session", params=sorted(LAWS))
def resolutions(request: pytest.FixtureRequest) -> ResolutionRules:
    return resolution_policy(resolved(request.param))


@pytest.fixture(scope="session")
def decisions() -> DecisionRules:
    return decision_policy(resolved())

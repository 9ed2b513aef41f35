"""A township elects in a session of its congress, a community elects its committee: the steps, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from contracts.calendar import CHINA
from contracts.elections.election.messages import (
    Approval,
    BallotForm,
    Box,
    BoxCount,
    BoxKind,
    CheckCandidate,
    CloseRoll,
    Contest,
    ContestVotes,
    CountBox,
    DeclareResult,
    Difference,
    DifferenceAt,
    Eligibility,
    Figure,
    FormElectionCommittee,
    LineVotes,
    ListedCandidate,
    Measures,
    NominateCandidate,
    NominatorKind,
    OpenNomination,
    OpenVoting,
    OtherVotes,
    Papers,
    PlanElection,
    PublishFinalList,
    PublishRoll,
    RecordMeasuresVote,
    RecordWomen,
    ReserveWomensSeats,
    Standing,
    SubmitMeasures,
    TieRule,
    Voided,
    VoidReason,
    VotersMode,
)
from contracts.elections.election.rules import ElectionPolicy, election_policy
from contracts.elections.words import Basis, ElectionKind, Post, Vote
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from contracts.thresholds import Threshold
from elections.election import STREAM
from ledger.testing.given import Case, given

M = TypeVar("M")
NOON = datetime(2025, 3, 28, 12, tzinfo=CHINA)
HELD = date(2025, 3, 20)
LISTED = date(2025, 3, 13)
KEY_ID = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
PACKS: Mapping[ElectionKind, tuple[str, ...]] = {
    ElectionKind.CONGRESS: ("cn-congress-2022", "cn-voting-2018", "district-congress-2020"),
    ElectionKind.DEPUTIES: ("cn-congress-2022", "cn-elections-2020", "cn-voting-2018"),
    ElectionKind.VILLAGERS: ("cn-villagers-2018-elections", "cn-voting-2018"),
    ElectionKind.RESIDENTS: ("cn-residents-2018", "cn-voting-2018", "community-draft-standards"),
}
UNITS = {
    ElectionKind.CONGRESS: "360730101",
    ElectionKind.DEPUTIES: "360730101",
    ElectionKind.VILLAGERS: "360730101201",
    ElectionKind.RESIDENTS: "360730101001",
}
LAW = {
    ElectionKind.CONGRESS: (("2/3", False, "all deputies"), ("1/2", True, "all deputies")),
    ElectionKind.DEPUTIES: (("1/2", True, "those entitled"), ("1/2", True, "participants")),
    ElectionKind.VILLAGERS: (("1/2", True, "registered"), ("1/2", True, "voting")),
    ElectionKind.RESIDENTS: (("1/2", True, "those entitled"), ("1/2", True, "participants")),
}
FLOOR = Threshold(share=Fraction(1, 3), is_strict=False, of="ballots")


def threshold(share: str, is_strict: bool, of: str) -> Threshold:
    return Threshold(share=Fraction(share), is_strict=is_strict, of=of)


def sealed_name(number: int = 1) -> Sealed:
    letter = "abcdefghij"[number % 10]
    return Sealed(key_id=KEY_ID, kind="person-name", algorithm="A256GCM", nonce="n" * 16, ciphertext=letter * 64)


def march(day: int) -> date:
    return date(2025, 3, day)


@dataclass(frozen=True)
class Polling:
    """One election and the commands of its steps. `entitled`: all deputies, or all on the roll.

    `size` is that of the election committee; `women` are attested, `reserved` are seats for women.
    """

    kind: ElectionKind = ElectionKind.CONGRESS
    basis: Basis = Basis.GENERAL
    contests: tuple[Contest, ...] = (Contest(post=Post.TOWNSHIP_HEAD, seats=1),)
    extras: Mapping[Post, int] = field(default_factory=lambda: {Post.TOWNSHIP_HEAD: 1})
    names: tuple[tuple[Post, str], ...] = ((Post.TOWNSHIP_HEAD, "ref-wen"), (Post.TOWNSHIP_HEAD, "ref-lu"))
    entitled: int = 72
    packs: tuple[str, ...] = ()
    election: str = "head-2025"
    size: int = 5
    women: tuple[str, ...] = ()
    reserved: tuple[Contest, ...] = ()

    @property
    def unit(self) -> str:
        return UNITS[self.kind]

    @property
    def policy(self) -> ElectionPolicy:
        packs = (*PACKS[self.kind], *self.packs)
        return election_policy(resolve(self.unit, [pack_named(name) for name in packs]))

    def like(self, **changes: Any) -> "Polling":
        return replace(self, **changes)

    def say(self, command: type[M], **fields: Any) -> M:
        return command(**{"actor": "clerk", "unit": self.unit, "election": self.election, **fields})

    # The steps

    def plan(self, **fields: Any) -> PlanElection:
        is_congress = self.kind is ElectionKind.CONGRESS
        is_new = self.basis is Basis.GENERAL
        given_: dict[str, Any] = {
            "kind": self.kind,
            "basis": self.basis,
            "contests": self.contests,
            "mode": VotersMode.ALL_VOTERS if self.kind is ElectionKind.RESIDENTS else None,
            "held_on": HELD,
            "term_ends_on": date(2026, 9, 30),
            "session": "elections_session-360730101-19-7" if is_congress else None,
            "approval": Approval(reference="party-2025-11", approved_on=march(3)) if is_congress else None,
            "arrangement": "npc-2025-2" if is_new else None,
            "vacancies": () if is_new else ("elections_office-360730101-township-head",),
        }
        return self.say(PlanElection, **{**given_, **fields})

    def measures(self, **fields: Any) -> Measures:
        quorum, majority = LAW[self.kind]
        is_open = self.kind is ElectionKind.RESIDENTS
        given_: dict[str, Any] = {
            "version": "measures-1",
            "quorum": threshold(*quorum),
            "majority": threshold(*majority),
            "ballot_form": BallotForm.UNSIGNED,
            "candidate_count": tuple(Figure(post=post, extra=extra) for post, extra in self.extras.items()),
            "tie_rule": TieRule.NEW_BALLOT,
            "rerun_floor": FLOOR if is_open else None,
            "rerun_days": 15 if is_open else None,
        }
        return Measures(**{**given_, **fields})

    def submit(self, **fields: Any) -> SubmitMeasures:
        return self.say(SubmitMeasures, measures=self.measures(**fields), submitted_on=march(4))

    def adopt(self, agree: int = 60, present: int = 66) -> RecordMeasuresVote:
        vote = Vote(agree=agree, against=2, abstained=1, present=present, entitled=self.entitled)
        return self.say(RecordMeasuresVote, version="measures-1", body="全体会议", vote=vote, voted_on=march(5))

    def form(self, **fields: Any) -> FormElectionCommittee:
        chosen = tuple(Standing(person=f"ref-c{number}", votes=90 - number) for number in range(1, 8))
        given_: dict[str, Any] = {"chosen": chosen, "size": self.size, "chair": "ref-c1", "chosen_by": "居民会议"}
        return self.say(FormElectionCommittee, **{**given_, "chosen_on": march(1), **fields})

    def roll(self) -> Sequence[Any]:
        voters = {"voters": self.entitled}
        published = self.say(PublishRoll, **voters, published_on=date(2025, 2, 20))
        return (published, self.say(CloseRoll, **voters, objections=0, closed_on=march(6)))

    def open(self) -> OpenNomination:
        return self.say(OpenNomination, from_on=march(5), until_on=march(12))

    def nominate(self, post: Post, person: str, **fields: Any) -> NominateCandidate:
        is_congress = self.kind is ElectionKind.CONGRESS
        number = [name for _, name in self.names].index(person) if (post, person) in self.names else 9
        signers = tuple(f"ref-d{number * 12 + each}" for each in range(10))
        given_: dict[str, Any] = {
            "post": post,
            "person": person,
            "name": sealed_name(number),
            "by": NominatorKind.DEPUTIES if is_congress else NominatorKind.VOTERS,
            "nominators": signers,
            "nominated_on": march(10),
        }
        return self.say(NominateCandidate, **{**given_, **fields})

    def check(self, post: Post, person: str, **fields: Any) -> CheckCandidate:
        given_: dict[str, Any] = {
            "age_on_election_day": 44,
            "has_political_rights": True,
            "is_deputy": True,
            "resident_since": date(2010, 1, 1),
        }
        return self.say(CheckCandidate, post=post, person=person, eligibility=Eligibility(**{**given_, **fields}))

    def publish(self, *names: tuple[Post, str], on: date = LISTED) -> PublishFinalList:
        listed = tuple(ListedCandidate(post=post, person=person) for post, person in names or self.names)
        return self.say(PublishFinalList, candidates=listed, published_on=on)

    def box(self, name: str = "hall", received: int = 72) -> Box:
        return Box(
            box=name,
            kind=BoxKind.FIXED,
            place="会议厅",
            received=received,
            counters=("ref-t1", "ref-t2"),
            watchers=("ref-w1", "ref-w2", "ref-w3"),
        )

    def vote(self, *boxes: Box, **fields: Any) -> OpenVoting:
        chosen = boxes or (self.box(received=self.entitled),)
        present = 66 if self.kind is ElectionKind.CONGRESS else None
        given_: dict[str, Any] = {"entitled": self.entitled, "present": present, "boxes": chosen, "voted_on": HELD}
        return self.say(OpenVoting, **{**given_, "printed": sum(box.received for box in chosen), **fields})

    def tally(
        self,
        *agrees: Mapping[str, int],
        valid: int,
        void: int = 0,
        took_part: int | None = None,
        issued: int | None = None,
        received: int | None = None,
        others: Sequence[OtherVotes] = (),
        contests: tuple[Contest, ...] | None = None,
        **fields: Any,
    ) -> BoxCount:
        """One box: `agrees` by contest, person to votes for; whoever did not vote for somebody voted against."""
        collected = valid + void
        out = collected if issued is None else issued
        all_papers = self.entitled if received is None else received
        missing = out - collected
        given_: dict[str, Any] = {
            "papers": Papers(issued=out, unused=all_papers - out, collected=collected),
            "took_part": out if took_part is None else took_part,
            "differences": (self.difference(missing),) if missing else (),
            "contests": tuple(
                ContestVotes(
                    post=contest.post,
                    valid=valid,
                    voided=(Voided(reason=VoidReason.OVER_VOTE, ballots=void),) if void else (),
                    lines=tuple(
                        LineVotes(person=person, agree=agree, against=valid - agree, abstained=0)
                        for person, agree in votes.items()
                    ),
                    others=tuple(others),
                )
                for contest, votes in zip(contests or self.contests, agrees, strict=True)
            ),
            "counted_on": HELD,
            "is_public": True,
            "signed_by": ("ref-t1", "ref-w1"),
            "protocol": "a" * 64,
        }
        return BoxCount(**{**given_, **fields})

    def difference(self, ballots: int, at: DifferenceAt = DifferenceAt.ISSUED_COLLECTED) -> Difference:
        return Difference(at=at, ballots=ballots, explanation="带出会场未投", signed_by=("ref-t1", "ref-w1"))

    def count(self, count: BoxCount, box: str = "hall", round: int = 1) -> CountBox:  # noqa: A002 - the word
        return self.say(CountBox, round=round, box=box, count=count)

    def declare(self, round: int = 1, on: date = HELD) -> DeclareResult:  # noqa: A002 - the word
        return self.say(DeclareResult, round=round, declared_on=on)

    # What went before

    def given(self, *commands: Any) -> Case[Any, Any, Any, Any]:
        told = given(STREAM, self.policy)
        for command in commands:
            told = told.when(command, at=NOON).after()
        return told

    def adopted(self) -> list[Any]:
        if self.kind is ElectionKind.DEPUTIES:
            return [self.plan(), self.form(), self.submit(), *self.roll()]
        if self.kind is ElectionKind.CONGRESS:
            return [self.plan(), self.submit(), self.adopt()]
        present = self.entitled * 3 // 5
        return [
            self.plan(),
            *self.for_women(),
            self.form(),
            self.submit(),
            self.adopt(present, present + 3),
            *self.roll(),
        ]

    def for_women(self) -> list[Any]:
        """Seats that are fixed for women, and who is one, where there are any."""
        fixed = self.say(ReserveWomensSeats, seats=self.reserved, body="村民会议", decided_on=march(3))
        attested = self.say(RecordWomen, women=self.women, attested_on=march(11))
        return [each for each, there in ((fixed, self.reserved), (attested, self.women)) if there]

    def confirmed(self) -> list[Any]:
        named = [self.nominate(*name) for name in self.names]
        checked = [self.check(*name) for name in self.names]
        return [*self.adopted(), self.open(), *named, *checked, self.publish()]

    def voting(self, *boxes: Box) -> list[Any]:
        return [*self.confirmed(), self.vote(*boxes)]

    def counted(self, *counts: BoxCount) -> list[Any]:
        """One box for each count, in the order of their numbers."""
        if len(counts) == 1:
            return [*self.voting(), self.count(counts[0])]
        boxes = [
            self.box(f"box-{number}", received=each.papers.issued + each.papers.unused)
            for number, each in enumerate(counts, start=1)
        ]
        counting = [self.count(each, box.box) for each, box in zip(counts, boxes, strict=True)]
        return [*self.voting(*boxes), *counting]


@pytest.fixture
def head() -> Polling:
    """A general election of the township head by 72 deputies, two candidates."""
    return Polling()


@pytest.fixture
def deputy_heads() -> Polling:
    """A general election of three deputy heads, one candidate more than seats."""
    post = Post.DEPUTY_TOWNSHIP_HEAD
    return Polling(
        contests=(Contest(post=post, seats=3),),
        extras={post: 1},
        names=tuple((post, f"ref-p{number}") for number in range(1, 5)),
        election="deputy-heads-2025",
    )


@pytest.fixture
def community() -> Polling:
    """A community elects the chair of its residents' committee, and two members."""
    chair, member = Post.COMMITTEE_CHAIR, Post.COMMITTEE_MEMBER
    return Polling(
        kind=ElectionKind.RESIDENTS,
        contests=(Contest(post=chair, seats=1), Contest(post=member, seats=2)),
        extras={chair: 1, member: 1},
        names=((chair, "ref-a"), (chair, "ref-b"), (member, "ref-m1"), (member, "ref-m2"), (member, "ref-m3")),
        entitled=1000,
        election="committee-2025",
    )


@pytest.fixture
def village() -> Polling:
    """A village elects the chair of its committee: 1000 registered, two candidates."""
    chair = Post.COMMITTEE_CHAIR
    return Polling(
        kind=ElectionKind.VILLAGERS,
        contests=(Contest(post=chair, seats=1),),
        extras={chair: 1},
        names=((chair, "ref-a"), (chair, "ref-b")),
        entitled=1000,
        election="village-2025",
    )


@pytest.fixture
def district() -> Polling:
    """A district elects two deputies directly: 2000 voters, three candidates."""
    return Polling(
        kind=ElectionKind.DEPUTIES,
        contests=(Contest(post=Post.DEPUTY, seats=2),),
        extras={Post.DEPUTY: 1},
        names=tuple((Post.DEPUTY, f"ref-v{number}") for number in range(1, 4)),
        entitled=2000,
        election="district-3-2025",
    )


@pytest.fixture(name="sealed_name")
def written_name() -> Sealed:
    """A name that a voter wrote, sealed."""
    return sealed_name(8)

"""Sessions, deputies, resolutions and team decisions move as the state machines of the requirements list it (S1-S7).

Every command is tried in every state. Where more happens than is listed, or less, the reason stands beside it.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from contracts.elections.decision.messages import (
    ConsultationRecorded,
    Consulted,
    DecideAlone,
    RecordConsultation,
    RecordDecisionPublished,
    TeamDecisionAdopted,
    TeamDecisionPublished,
    TeamDecisionRejected,
    TopicAnnounced,
    TopicKind,
)
from contracts.elections.resolution.messages import (
    CloseResolution,
    DeliberationHeld,
    Disclosure,
    ImplementationStarted,
    OrderCorrection,
    ResolutionClosed,
    ResolutionDisclosed,
    ResolutionNotAdopted,
    ResolutionProposed,
    ResolutionStopped,
    ResultDisclosed,
    Step,
    VillageMatterImplemented,
    VillageResolutionAdopted,
    WithdrawProposal,
)
from contracts.elections.session.messages import (
    CancelSession,
    CongressSessionClosed,
    MoveSession,
    NoticeIssued,
    PreparationBegun,
    RequestReturned,
    ResultsAnnounced,
    ResultsReported,
    ReturnRequest,
    SessionApproved,
    SessionArchived,
    SessionCancelled,
    SessionCompleted,
    SessionDateDecided,
    SessionMoved,
    SessionOpened,
    SessionRequested,
)
from contracts.elections.term.messages import (
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListPublished,
    DeputyRestored,
    DeputySuspended,
    DeputyTerminated,
    EndTerm,
    Invalid,
    InvalidateElection,
    InvalidGround,
    RestoreDeputy,
    SessionStep,
    TermBegun,
    TermEnded,
)
from contracts.elections.words import Standing
from elections.decision import STREAM as DECISION
from elections.resolution import STREAM as RESOLUTION
from elections.term import STREAM as TERM
from ledger.testing.given import given
from ledger.testing.machine import by_fact, departures, happening, read_machine

from services.elections.tests import test_decision as decision
from services.elections.tests import test_resolution as resolution
from services.elections.tests import test_term as term
from services.elections.tests.conftest import OneSession, moment
from services.elections.tests.meetings import NOON

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"


# S1: a session


def of_session(fact: Any, session: Any) -> tuple[str, ...]:
    """The three after-duties are marks in any order: the first, second and third have the names of the text."""
    marks = ("announced", "reported", "archived")
    if isinstance(fact, ResultsAnnounced | ResultsReported | SessionArchived):
        return (marks[len(session.marks) - 1],)
    return by_fact(
        {
            SessionRequested: "requested",
            RequestReturned: "returned",
            SessionApproved: "approved",
            PreparationBegun: "preparing",
            SessionDateDecided: "presidium_decided",
            SessionMoved: "presidium_decided",
            NoticeIssued: "notified",
            SessionOpened: "open",
            CongressSessionClosed: "closed",
            SessionCompleted: "completed",
            SessionCancelled: "cancelled",
        }
    )(fact, session)


def test_a_session_moves_as_listed(regular: OneSession):
    meeting = regular.meeting(held_on=date(2025, 3, 3))
    cancel = CancelSession(**regular.key, actor="chair", meeting=meeting, votes=regular.votes(), reason="防汛")
    move = MoveSession(
        **regular.key, actor="chair", meeting=meeting, dates=regular.dates(), date_votes=regular.votes(), reason="防汛"
    )
    later = moment(4, 1)
    before = [
        regular.request(),
        regular.roll(),
        ReturnRequest(**regular.key, actor="party", reason="议程不全"),
        regular.approve(),
        regular.prepare(),
        regular.decide(),
        regular.notice(),
        regular.deliver(),
        move,
        cancel,
        regular.open(),
    ]
    after = [regular.close(), regular.announce(), regular.report(), regular.archive()]
    new = regular.told()
    settled = regular.settled()
    found = {
        move
        for start in (new, settled)
        for move in happening(start, [(command, later) for command in (*before, *after)], of_session, begins="draft")
    }

    assert "" == departures(
        read_machine(PAGE, "S1"),
        frozenset(found),
        never={("draft", "cancelled"): "a draft is not recorded: the record begins with the request"},
        beyond={},
    )


# S4: a deputy


def of_deputy(fact: Any, congress: Any) -> tuple[str, ...]:
    if isinstance(fact, DeputyListPublished | DeputyRestored | TermBegun):
        mandate = congress.deputies.get("d-01")
        acts = mandate is not None and mandate.standing is Standing.ACTIVE
        return ("active",) if acts else ("elected_unreviewed",) if mandate is not None else ()
    if isinstance(fact, TermEnded):
        return ("term_ended",) if "d-01" in fact.deputies else ()
    return by_fact(
        {
            DeputiesEntered: "elected_unreviewed",
            DeputyElectionInvalidated: "invalid",
            DeputySuspended: "suspended",
            DeputyTerminated: "terminated",
        }
    )(fact, congress)


def test_a_deputy_moves_as_listed():
    invalid = Invalid(deputy="d-01", ground=InvalidGround.BRIBERY, text="贿选")
    at_meeting: dict[str, Any] = {"meeting": term.meeting(), "votes": term.yes()}
    pool = [
        term.review("d-01"),
        term.confirm("d-01"),
        term.publish("d-01"),
        term.note(SessionStep.OPENED),
        InvalidateElection(**term.KEY, actor="chair", invalid=invalid, **at_meeting),
        term.suspend("d-01"),
        RestoreDeputy(**term.KEY, actor="reviewer", deputy="d-01", since=date(2026, 9, 1)),
        term.terminate("d-01"),
        EndTerm(**term.KEY, actor="service:elections", ended_on=date(2026, 9, 30)),
    ]
    start = given(TERM, term.POLICY)
    for command in (term.open_term(), term.enter("d-01")):
        start = start.when(command, at=term.AUGUST).after()
    found = happening(start, [(command, term.OCTOBER) for command in pool], of_deputy)

    assert "" == departures(
        read_machine(PAGE, "S4"),
        found,
        never={},
        beyond={
            **{(before, "invalid"): "what is found out later unseats (EL-33)" for before in ("active", "suspended")},
            **dict.fromkeys(
                (
                    ("elected_unreviewed", "suspended"),
                    ("suspended", "elected_unreviewed"),
                    ("elected_unreviewed", "terminated"),
                    ("elected_unreviewed", "term_ended"),
                ),
                "who waits for the first session has a mandate already, which the same grounds reach (E-064)",
            ),
        },
    )


# S6: a village's resolution


def test_a_resolution_moves_as_listed(resolutions):
    def named(fact: Any, state: Any) -> tuple[str, ...]:
        if isinstance(fact, DeliberationHeld):
            return ("consulted" if fact.step is Step.CONSULTATION else "reviewed",)
        return by_fact(
            {
                ResolutionProposed: "proposed",
                ResolutionNotAdopted: "not_adopted",
                VillageResolutionAdopted: "resolved",
                ResolutionDisclosed: "resolution_disclosed",
                ImplementationStarted: "implementing",
                VillageMatterImplemented: "implemented",
                ResultDisclosed: "result_disclosed",
                ResolutionClosed: "closed",
                ResolutionStopped: "stopped",
            }
        )(fact, state)

    def against(meeting: Any) -> Any:
        return replace(meeting, agreed=0, against=meeting.attended, abstained=0)

    day = date(2025, 6, 19)
    pool = [
        resolution.propose(),
        resolution.propose(meeting=against(resolution.BRANCH)),
        resolution.consult(),
        resolution.consult(against(resolution.COMMITTEES), "不同意"),
        resolution.review(),
        resolution.review(against(resolution.PARTY)),
        resolution.adopt(),
        resolution.adopt(against(resolution.VILLAGERS), reason="未过半数"),
        resolution.disclosed(Disclosure.RESOLUTION),
        resolution.start(),
        resolution.finish(),
        resolution.disclosed(Disclosure.RESULT),
        CloseResolution(actor="service:elections", **resolution.KEY),
        WithdrawProposal(actor="secretary", **resolution.KEY, withdrawn_on=day, reason="另行规划。"),
        OrderCorrection(actor="mayor", **resolution.KEY, ordered_on=day, clause="村组法27", reason="另行规划。"),
        resolution.revoke(replace(resolution.RECALLED, held_on=day)),
    ]
    found = happening(given(RESOLUTION, resolutions), [(command, NOON) for command in pool], named, begins="started")

    assert "" == departures(
        read_machine(PAGE, "S6"),
        found,
        never={
            ("started", "not_adopted"): "a run begins with an agreed proposal; one that is not agreed is refused",
            ("started", "stopped"): "before the proposal there is nothing to withdraw",
        },
        beyond={},
    )


# S7: a team's decision


def test_a_team_decision_moves_as_listed(decisions):
    def named(fact: Any, state: Any) -> tuple[str, ...]:
        if isinstance(fact, TeamDecisionAdopted | TeamDecisionRejected):
            outcome = "adopted" if isinstance(fact, TeamDecisionAdopted) else "rejected"
            return (outcome,) if fact.meeting is None else ("voted", outcome)
        return by_fact(
            {TopicAnnounced: "topic_announced", ConsultationRecorded: "consulted", TeamDecisionPublished: "published"}
        )(fact, state)

    against = replace(decision.VOTE, agreed=0, against=decision.VOTE.attended, abstained=0)
    said: dict[str, Any] = {
        "consulted": Consulted.BOTH,
        "consulted_on": date(2025, 6, 5),
        "opinions": "赞成。",
        "plan": "分两期。",
    }
    alone: dict[str, Any] = {"decided_on": date(2025, 6, 9), "reason": "日常事务"}
    published: dict[str, Any] = {"cause": resolution.CAUSE, "published_at": NOON}
    pool = [
        decision.announce(),
        decision.announce(kind=TopicKind.ORDINARY),
        decision.issue(),
        RecordConsultation(actor="office", **decision.KEY, **said),
        decision.vote(),
        decision.vote(against),
        DecideAlone(actor="head", **decision.KEY, is_adopted=True, **alone),
        DecideAlone(actor="head", **decision.KEY, is_adopted=False, **alone),
        RecordDecisionPublished(actor="service:elections", **decision.KEY, **published),
    ]
    found = happening(
        given(DECISION, decisions),
        [(command, NOON) for command in pool],
        named,
        apart=lambda topic: (topic.is_major, len(topic.issued)),
    )
    one_person = "what is no major matter one person may decide (E-112)"

    assert "" == departures(
        read_machine(PAGE, "S7"),
        found,
        never={},
        beyond={
            (before, outcome): one_person
            for before in ("topic_announced", "consulted")
            for outcome in ("adopted", "rejected")
        },
    )

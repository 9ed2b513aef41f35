"""Elections, candidates and offices move as the state machines of the requirements list it (S2, S3, S5).

Every command is tried in every state. Where more happens than is listed, or less, the reason stands beside it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.elections.election.messages import (
    CandidateEligible,
    CandidateNominated,
    CandidateRejected,
    CandidateWithdrawn,
    CloseElection,
    Decided,
    ElectionClosed,
    ElectionPlanned,
    FinalListPublished,
    ListedCandidate,
    MeasuresAdopted,
    MeasuresRefused,
    MeasuresSubmitted,
    NominationOpened,
    NoteOath,
    OathNoted,
    OrderRerun,
    PollVoided,
    RerunOrdered,
    ResultDeclared,
    TurnoutMissed,
    VotingOpened,
    WithdrawCandidate,
)
from contracts.elections.office.messages import (
    DecideResignation,
    EndOffice,
    FileResignation,
    OathTaken,
    OfficeTermEnded,
    OfficeVacated,
    OfficialElected,
    RecordOath,
    RecordTransferOut,
    ResignationAccepted,
    ResignationFiled,
    ResignationRefused,
    SeatOfficial,
    VacancyGround,
)
from contracts.elections.words import Basis, Post
from ledger.testing.machine import Named, Transition, by_fact, departures, happening, read_machine

from services.elections.tests.ballots.conftest import HELD, NOON, Polling, march
from services.elections.tests.ballots.test_office import (
    CHAIR,
    DEFENDS,
    SESSION,
    decides,
    moves,
    say,
    told,
    vote,
)
from services.elections.tests.ballots.test_office import HEAD as TOWNSHIP_HEAD

PAGE = Path(__file__).parents[4] / "docs" / "requirements" / "state-machines.md"
HEAD, COMMITTEE_CHAIR = Post.TOWNSHIP_HEAD, Post.COMMITTEE_CHAIR


# S2 and S3: an election and its candidates


def of_election(fact: Any, election: Any) -> tuple[str, ...]:
    match fact:
        case MeasuresSubmitted():
            return ("measures_adopted" if election.are_adopted else "measures_drafted",)
        case ResultDeclared():
            return ("counted", election.stage.value)
        case RerunOrdered():
            return ("nominating", "candidates_confirmed") if fact.how is Decided.BY_ORDER else ()
        case OathNoted():
            return ("sworn",) if fact.unsworn == 0 else ()
        case _:
            return _of_election(fact, election)


_of_election = by_fact(
    {
        ElectionPlanned: "planned",
        MeasuresRefused: "planned",
        MeasuresAdopted: "measures_adopted",
        NominationOpened: "nominating",
        FinalListPublished: "candidates_confirmed",
        VotingOpened: "voting",
        PollVoided: ("counted", "candidates_confirmed"),
        TurnoutMissed: ("counted", "candidates_confirmed"),
        ElectionClosed: "closed",
    }
)


def of_candidate(person: str) -> Named:
    def named(fact: Any, _: Any) -> tuple[str, ...]:
        match fact:
            case CandidateNominated() | CandidateEligible() | CandidateRejected() | CandidateWithdrawn():
                outcome = {
                    CandidateNominated: "nominated",
                    CandidateEligible: "eligible",
                    CandidateRejected: "rejected",
                    CandidateWithdrawn: "withdrawn",
                }
                return (outcome[type(fact)],) if fact.person == person else ()
            case FinalListPublished():
                return ("confirmed",) if person in {each.person for each in fact.candidates} else ()
            case RerunOrdered():
                on_ballot = any(person in contest.candidates for contest in fact.ballot)
                return ("confirmed",) if on_ballot else ()
            case ResultDeclared():
                if any(person in result.tied for result in fact.results):
                    return ()
                return ("elected" if person in {each.person for each in fact.winners} else "not_elected",)
            case _:
                return ()

    return named


def round_of(polling: Polling, tallies: list[Any], most: int) -> list[Any]:
    """Every tally in every round, and what follows from it."""
    rounds = range(1, most + 1)
    counts = [polling.count(each, round=number) for number in rounds for each in tallies]
    return [polling.vote(), *counts, *(polling.declare(number) for number in rounds)]


def rerun(polling: Polling, *persons: str, how: Decided = Decided.BY_ORDER) -> OrderRerun:
    listed = tuple(ListedCandidate(post=polling.contests[0].post, person=person) for person in persons)
    said = {"decision": "另行选举", "held_on": HELD, "session": polling.plan().session}
    ordered: OrderRerun = polling.say(OrderRerun, how=how, candidates=listed, **said)
    return ordered


def closing(polling: Polling, person: str) -> list[Any]:
    return [
        polling.say(NoteOath, person=person),
        polling.say(CloseElection, announced_on=HELD, announcement="公告第3号"),
    ]


def early(polling: Polling) -> list[Any]:
    """What comes before somebody is named, and what is too early then."""
    first = [polling.submit(), polling.adopt(), polling.adopt(1), polling.open()]
    return [*first, polling.publish(), polling.vote(), polling.declare(), *closing(polling, "ref-wen")]


def of_head(head: Polling) -> list[Any]:
    """From the list on: elected, no majority, a tie of the two, and a vote that is void."""
    ways = ((50, 12), (20, 15), (30, 30))
    tallies = [head.tally({"ref-wen": one, "ref-lu": two}, valid=one + two) for one, two in ways]
    void = head.tally({"ref-wen": 40, "ref-lu": 20}, valid=60, took_part=59)
    orders = [rerun(head, "ref-wen", "ref-lu"), rerun(head, how=Decided.BY_NOMINATION)]
    declines = head.say(WithdrawCandidate, post=HEAD, person="ref-wen", declined_on=date(2025, 3, 11))
    named = [head.open(), *(head.nominate(*name) for name in head.names), *(head.check(*name) for name in head.names)]
    return [*named, head.publish(), *round_of(head, [*tallies, void], 2), *orders, *closing(head, "ref-wen"), declines]


def of_village(village: Polling) -> list[Any]:
    ways = ((600, 100, 0), (480, 470, 25), (400, 400, 0))
    tallies = [village.tally({"ref-a": one, "ref-b": two}, valid=one + two, void=void) for one, two, void in ways]
    too_few = village.tally({"ref-a": 400, "ref-b": 100}, valid=500)
    return [*round_of(village, [*tallies, too_few], 2), rerun(village, "ref-a", "ref-b"), closing(village, "")[1]]


def moved(polling: Polling, named: Named, *walks: tuple[list[Any], list[Any]]) -> frozenset[Transition]:
    """By the commands of each pool after the commands before it."""
    found: set[Transition] = set()
    for before, pool in walks:
        timed = [(command, NOON) for command in pool]
        found |= happening(polling.given(*before), timed, named, apart=_apart)
    return frozenset(found)


def _apart(election: Any) -> Any:
    standings = tuple(sorted(each.standing for each in election.candidates.values()))
    counted = None if election.poll is None else repr(election.poll.counts)
    return election.stage, election.why, election.rounds, standings, counted, election.sworn, election.is_repeat


def test_an_election_moves_as_listed(head: Polling, village: Polling, district: Polling):
    listed = head.confirmed()
    found = (
        moved(head, of_election, ([head.plan()], early(head)), (listed, of_head(head)))
        | moved(village, of_election, (village.confirmed(), of_village(village)))
        | moved(district, of_election, (district.confirmed(), [district.vote()]))
    )

    assert "" == departures(
        read_machine(PAGE, "S2"),
        found,
        never={
            ("planned", "nominating"): "voters without a congress have measures as well: they are drafted and adopted",
        },
        beyond={
            ("measures_drafted", "planned"): "measures that found no majority are drafted anew (E-045)",
            ("planned", "measures_adopted"): "a district's measures are law and need no vote of a plenary (E-348)",
            ("counted", "candidates_confirmed"): "a void vote, or one that too few took part in, is held again (E-358)",
            ("closed", "sworn"): "the oath is no condition of the office and may come later (E-050)",
        },
    )


def test_a_candidate_moves_as_listed(head: Polling):
    under_age = head.check(HEAD, "ref-wen", age_on_election_day=17)
    before = [*head.adopted(), head.open()]
    found = moved(
        head, of_candidate("ref-wen"), (before, [*of_head(head), under_age]), (head.confirmed(), of_head(head))
    )

    assert "" == departures(read_machine(PAGE, "S3"), found, never={}, beyond=AS_SAID_OF_CANDIDATES)


AS_SAID_OF_CANDIDATES: Mapping[Transition, str] = {
    ("withdrawn", "nominated"): "who declined may be named again while the window is open",
    ("not_elected", "confirmed"): "open seats: candidates by the order of the first votes (E-325)",
    ("not_elected", "nominated"): "open seats: candidates newly nominated, whoever they are (E-325)",
    ("not_elected", "withdrawn"): "who was not elected declines to stand for an open seat",
}


# S5: an office


def of_office(fact: Any, office: Any) -> tuple[str, ...]:
    holder = office.holders.get("ref-wen")
    match fact:
        case OfficialElected() | OathTaken() | ResignationRefused() if fact.person == "ref-wen":
            if holder is not None and holder.is_resigning:
                return ("resigning",)
            return ("in_office" if holder is not None and holder.is_sworn else "elected_not_sworn",)
        case ResignationFiled():
            return ("resigning",)
        case ResignationAccepted():
            return ("resigned",)
        case OfficeVacated():
            return () if fact.ground is VacancyGround.RESIGNED else ("ended",)
        case OfficeTermEnded():
            return ("term_ended",)
        case _:
            return ()


@pytest.fixture
def seat(sealed_name: Any) -> Any:
    def seated(post: Post, person: str = "ref-wen", election: str = "head-2025") -> SeatOfficial:
        said: dict[str, Any] = {"name": sealed_name, "basis": Basis.GENERAL, "election": election, "session": SESSION}
        days: dict[str, Any] = {"elected_on": march(20), "term_ends_on": date(2026, 9, 30)}
        elected: SeatOfficial = say(SeatOfficial, post, person, **said, **days, clauses=("组织法25",))
        return elected

    return seated


def of_an_office(seat: Any, post: Post) -> list[Any]:
    oath: dict[str, Any] = {"taken_on": march(20), "place": "会议厅", "witness": "ref-chair"}
    return [
        seat(post, "ref-next", election="next"),
        say(RecordOath, post, **oath),
        say(FileResignation, post, filed_on=march(21), reason="个人原因"),
        *(say(DecideResignation, post, session=SESSION, vote=vote(agree), decided_on=march(22)) for agree in (36, 37)),
        say(RecordTransferOut, post, transferred_on=march(25)),
        say(EndOffice, post, ground=VacancyGround.DIED, ended_on=march(25), evidence="讣告"),
        replace(moves(), post=post),
        replace(DEFENDS, post=post),
        *(replace(decides(agree), post=post) for agree in (36, 37)),
    ]


def test_an_office_moves_as_listed(seat: Any):
    found: set[Transition] = set()
    for post in (TOWNSHIP_HEAD, CHAIR):
        pool = [(command, NOON) for command in of_an_office(seat, post)]
        found |= happening(told(seat(post)), pool, of_office, begins="vacant", apart=_held)

    by_itself = "death, a recall and the end of a mandate wait for no resignation"
    assert "" == departures(
        read_machine(PAGE, "S5"),
        frozenset(found),
        never={
            (state, "term_ended"): "nobody is left whose term could end" for state in ("vacant", "ended", "resigned")
        },
        beyond={
            ("resigning", "ended"): by_itself,
            ("resigning", "elected_not_sworn"): "who was not sworn when the congress refused owes the oath still",
        },
    )


def _held(office: Any) -> Any:
    return tuple(
        (person, each.is_sworn, each.is_resigning, each.is_gone, each.recall is None, each.is_defence_offered)
        for person, each in office.holders.items()
    )

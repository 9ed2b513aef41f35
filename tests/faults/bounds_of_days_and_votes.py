"""Elections and congresses at the bounds of days and votes that no golden decision comes to."""

from typing import Any

from bounds_of_congresses import of as of_congress
from bounds_of_elections import HELD_ON, VILLAGE, WINDOW, declined, named, planned
from made_records import Json, Made

Found = set[tuple[str, str]]
DISTRICT = ("cn-elections-2020",)
CONGRESS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")


def published(name: str, on: str, candidates: int = 0, **other: Any) -> Made:
    listed = [{"post": "deputy", "person": f"ref-{number}"} for number in range(candidates)]
    return Made(f"elections.{name}", {"published_on": on, "candidates": listed, **other})


def district(seats: int = 1, **other: Any) -> Made:
    return planned("deputies", contests=[{"post": "deputy", "seats": seats}], **other)


def by_election(candidates: int) -> list[Made]:
    seats = [{"post": "township_head", "seats": 1}]
    listed = [{"post": "township_head", "person": f"ref-{number}"} for number in range(candidates)]
    final = Made("elections.final-list-published", {"published_on": HELD_ON, "candidates": listed})
    return [planned("congress", contests=seats, basis="by-election"), final]


def rerun(kind: str, took_part: int, votes: int, needed: int) -> list[Made]:
    """One seat that is filled by the most votes, if these are a third of the ballots."""
    contest = {"post": "deputy", "seats": 1, "candidates": ["ref-a"], "by_plurality": True}
    paper = {"printed": took_part, "kept_back": 0, "entitled": took_part, "present": None}
    watchers = ["ref-w1", "ref-w2", "ref-w3"]
    box = {"box": "a", "received": took_part, "counters": ["ref-c"], "watchers": watchers}
    opened = {**paper, "ballot": [contest], "boxes": [box], "round": 2, "why": "rerun"}
    line = {"person": "ref-a", "agree": votes, "against": took_part - votes, "abstained": 0}
    count: Json = {
        "papers": {"issued": took_part, "unused": 0, "collected": took_part},
        "took_part": took_part,
        "differences": [],
        "is_public": True,
        "signed_by": ["ref-c", "ref-w1"],
        "contests": [{"post": "deputy", "valid": took_part, "voided": [], "lines": [line], "others": []}],
    }
    elected = ["ref-a"] if votes >= needed else []
    result = {
        "post": "deputy",
        "threshold": {"share": "1/3", "is_strict": False, "of": "ballots"},
        "base": took_part,
        "needed": needed,
        "standings": [{"person": "ref-a", "votes": votes}],
        "elected": elected,
        "tied": [],
        "tied_seats": 0,
        "open_seats": 1 - len(elected),
    }
    totals = {**{name: paper[name] for name in ("entitled", "printed", "kept_back")}, "took_part": took_part}
    declared = {
        "declared_on": HELD_ON,
        "totals": {**totals, "issued": took_part, "unused": 0, "collected": took_part},
        "counts": [{"box": "a", "count": 1}],
        "results": [result],
        "winners": [{"post": "deputy", "person": person} for person in elected],
    }
    return [
        planned(kind, contests=[{"post": "deputy", "seats": 1}]),
        Made("elections.voting-opened", opened),
        Made("elections.box-counted", {"box": "a", "round": 2, "count": count}),
        Made("elections.result-declared", declared),
    ]


def missed_turnout() -> list[Made]:
    """Nobody of ten came, six are needed."""
    paper = {"entitled": 10, "printed": 0, "kept_back": 0}
    totals = {**paper, "issued": 0, "unused": 0, "collected": 0, "took_part": 0}
    opened: Json = {**paper, "present": None, "ballot": [], "boxes": [], "round": 1, "why": "first"}
    return [
        planned(),
        Made("elections.voting-opened", opened),
        Made("elections.turnout-missed", {"declared_on": HELD_ON, "totals": totals, "needed": 6}),
    ]


def preliminary(*votes: int) -> Made:
    """Of ten ballots; the first two go on."""
    standings = [{"person": f"ref-{number}", "votes": each} for number, each in enumerate(votes)]
    return Made("elections.preliminary-held", {"standings": standings, "kept": ["ref-0", "ref-1"], "ballots": 10})


def held_again(on: str) -> Made:
    return Made("elections.rerun-ordered", {"held_on": on, "ballot": []})


def assembly(attended: int, notice_on: str | None) -> Made:
    meeting = {
        "held_on": "2025-06-20",
        "body": "villagers_assembly",
        "by_ballot": True,
        "entitled": 100,
        "attended": attended,
        "agreed": attended,
        "against": 0,
        "abstained": 0,
    }
    data = {"meeting": meeting, "authorisation": None, "matter": "other"}
    command = {"households": None, "notice_on": notice_on}
    return Made("elections.village-resolution-adopted", data, command=command)


def held_session(number: int, on: str) -> Made:
    return of_congress("session-of-year-noted", term=18, session=number, opened_on=on, kind="regular")


def short(name: str, held: int) -> Made:
    return Made(f"elections.{name}", {"year": 2025, "held": held}, "2025-12-31T16:00:00.000000Z")


LATE_ROLL = ("limit", "rerun-ordered")
BOUNDS: dict[str, tuple[tuple[str, ...], list[Made], Found]] = {
    # Districts and by-elections.
    "nominees fifteen days before": (DISTRICT, [district(), published("nominees-published", "2025-03-05")], set()),
    "nominees fourteen days before": (
        *(DISTRICT, [district(), published("nominees-published", "2025-03-06")], {("limit", "nominees-published")}),
    ),
    "as many as seats in a by-election": (CONGRESS, by_election(1), set()),
    "a third of the ballots": (DISTRICT, rerun("deputies", 90, 30, 30), set()),
    "less than a third, and elected": (
        DISTRICT,
        rerun("deputies", 90, 29, 29),
        {("share", "result-declared"), ("outcome", "result-declared")},
    ),
    "a third of the ballots of a village": (VILLAGE, rerun("villagers", 90, 30, 30), set()),
    "held again after thirty days": (VILLAGE, [*missed_turnout(), held_again("2025-04-19")], set()),
    "held again after thirty-one days": (VILLAGE, [*missed_turnout(), held_again("2025-04-20")], {LATE_ROLL}),
    "declined on the last day": (VILLAGE, [planned(), WINDOW, named(), declined("2025-03-17")], set()),
    # A preliminary ballot.
    "the first two of three": (VILLAGE, [planned(), preliminary(9, 8, 7)], set()),
    "one with as many votes left out": (
        *(VILLAGE, [planned(), preliminary(9, 7, 7)], {("outcome", "preliminary-held")}),
    ),
    "more votes than ballots": (VILLAGE, [planned(), preliminary(11, 8, 7)], {("count", "preliminary-held")}),
    # Chairs.
    "two chairs": (
        *(CONGRESS, [planned("congress", contests=[{"post": "congress_chair", "seats": 2}])]),
        {("limit", "election-planned")},
    ),
    # An assembly.
    "fifty-one of a hundred, called ten days before": (
        VILLAGE,
        [assembly(51, "2025-06-10")],
        {("order", "village-resolution-adopted")},
    ),
    "fifty of a hundred": (
        *(VILLAGE, [assembly(50, "2025-06-10")]),
        {("order", "village-resolution-adopted"), ("share", "village-resolution-adopted")},
    ),
    "called nine days before": (
        *(VILLAGE, [assembly(51, "2025-06-11")]),
        {("order", "village-resolution-adopted"), ("limit", "village-resolution-adopted")},
    ),
    # A congress's year.
    "one session of two": (CONGRESS, [held_session(2, "2025-03-10"), short("session-count-short", 1)], set()),
    "two sessions of two": (
        CONGRESS,
        [held_session(2, "2025-03-10"), held_session(3, "2025-07-10"), short("session-count-short", 2)],
        {("overdue-early", "session-count-short")},
    ),
    "no session at all": (CONGRESS, [short("session-missing", 0)], set()),
    "one session, and said to be none": (
        *(CONGRESS, [held_session(2, "2025-03-10"), short("session-missing", 0)]),
        {("overdue-early", "session-missing")},
    ),
    "a first session of two days": (
        CONGRESS,
        [
            of_congress(
                "congress-session-closed",
                session=1,
                is_first=True,
                opened_on="2025-03-10",
                closed_on="2025-03-11",
                days="2/1",
                dealt_with=[],
            )
        ],
        set(),
    ),
    "a first session of a day and a half": (
        *(
            CONGRESS,
            [
                of_congress(
                    "congress-session-closed",
                    session=1,
                    is_first=True,
                    opened_on="2025-03-10",
                    closed_on="2025-03-11",
                    days="3/2",
                    dealt_with=[],
                )
            ],
        ),
        {("limit", "congress-session-closed")},
    ),
}
"""The order of the steps of an assembly stands elsewhere: here nothing went before."""

"""Deputies' suggestions at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Json, Made

PACKS = ("cn-deputies-2025", "district-congress-2020")
Facts = list[Made]
HANDED_OVER, DUE = "2025-03-31T02:00:00.000000Z", "2025-06-30T16:00:00.000000Z"
LATE_NOT = "2025-06-30T15:59:59.999999Z"


def submitted(kind: str = "suggestion") -> Made:
    return Made("elections.suggestion-submitted", {"kind": kind, "signatories": ["d-1", "d-2"]})


def assigned(due_on: str = "2025-06-30", *, at: str = HANDED_OVER, is_complex: bool = False, **other: Any) -> Made:
    said: Json = {"to": "water", "is_complex": is_complex, "due_on": due_on, "due_at": f"{due_on}T16:00:00.000000Z"}
    return Made("elections.suggestion-assigned", {**said, "remind_at": None, **other}, at=at)


def overdue(at: str = DUE, due_at: str = DUE) -> Made:
    return Made("elections.suggestion-overdue", {"to": "water", "due_at": due_at}, at=at)


def taken(by: str = "water") -> Made:
    return Made("elections.suggestion-taken", {"by": by}, at=HANDED_OVER)


def replied(at: str = LATE_NOT, by: str = "water", heard_on: str = "2025-06-30") -> Made:
    return Made("elections.suggestion-replied", {"by": by, "heard": {"on": heard_on}}, at=at)


def judged(is_accepted: bool = True, deputy: str = "d-1") -> Made:
    return Made("elections.reply-judged", {"deputy": deputy, "is_accepted": is_accepted}, at=DUE)


def reminded() -> Made:
    return Made("elections.suggestion-reminded", {"to": "water", "due_at": DUE}, at=HANDED_OVER)


def reported() -> Made:
    return Made("elections.suggestion-reported", {"session": 4}, at=DUE)


def decided(matter: str = "budget") -> Made:
    """The day and the agenda of a session, with one item."""
    none: Json = {"agree": 5, "against": 0, "abstain": 0}
    agenda = [{"item": {"item": "one", "matter": matter, "title": "议程"}, "votes": none}]
    meeting = {"held_on": "2025-02-01", "present": [f"p{number}" for number in range(9)]}
    days = {"begins_on": "2025-07-10", "ends_on": "2025-07-10", "days": "2/1"}
    data = {"session": 4, "meeting": meeting, "dates": days, "agenda": agenda, "papers": []}
    return Made("elections.session-date-decided", data, at=DUE, command={"date_votes": none}, stream="session")


LEFT_OUT = {("outcome", "session-date-decided")}
TOO_LONG = {("limit", "suggestion-assigned")}
IN_HAND = [submitted(), assigned(), taken()]
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    "a kind of the list": ([submitted("comment")], set()),
    "a kind that is not on the list": ([submitted("wish")], {("outcome", "suggestion-submitted")}),
    # The limit: three months end on the corresponding day, or with their month.
    "three months": ([submitted(), assigned("2025-06-30")], set()),
    "three months and a day": ([submitted(), assigned("2025-07-01")], TOO_LONG),
    "six months of what is wide and difficult": ([submitted(), assigned("2025-09-30", is_complex=True)], set()),
    "six months and a day": ([submitted(), assigned("2025-10-01", is_complex=True)], TOO_LONG),
    "the same day": ([submitted(), assigned("2025-03-31")], set()),
    "the day before": ([submitted(), assigned("2025-03-30")], TOO_LONG),
    "due at another moment": ([submitted(), assigned(due_at=DUE[:-1] + "1Z")], {("due-date", "suggestion-assigned")}),
    "reminded by no rule": ([submitted(), assigned(remind_at=HANDED_OVER)], {("due-date", "suggestion-assigned")}),
    "reminded where nobody is to be": ([submitted(), assigned(), reminded()], {("too-early", "suggestion-reminded")}),
    # Late.
    "overdue when its day has passed": ([*IN_HAND, overdue()], set()),
    "overdue before": ([*IN_HAND, overdue(LATE_NOT)], {("overdue-early", "suggestion-overdue")}),
    "overdue twice": ([*IN_HAND, overdue(), overdue()], {("overdue-early", "suggestion-overdue")}),
    "overdue and not handed over": ([submitted(), overdue()], {("overdue-early", "suggestion-overdue")}),
    "answered in time": ([*IN_HAND, replied()], set()),
    "answered late, unsaid": ([*IN_HAND, replied(DUE)], {("overdue-unsaid", "suggestion-replied")}),
    "answered late, said": ([*IN_HAND, overdue(), replied(DUE)], set()),
    # Who answers, whom it has heard, and who judges it.
    "taken by another unit": ([submitted(), assigned(), taken("roads")], {("cause", "suggestion-taken")}),
    "answered by another unit": ([*IN_HAND, replied(by="roads")], {("cause", "suggestion-replied")}),
    "heard afterwards": ([*IN_HAND, replied(heard_on="2025-07-01")], {("too-early", "suggestion-replied")}),
    "accepted by who signed it": ([*IN_HAND, replied(), judged()], set()),
    "accepted by another deputy": ([*IN_HAND, replied(), judged(deputy="d-9")], {("cause", "reply-judged")}),
    "accepted without an answer": ([*IN_HAND, judged()], {("cause", "reply-judged")}),
    "judged twice": ([*IN_HAND, replied(), judged(False), judged()], {("cause", "reply-judged")}),
    "reported when accepted": ([*IN_HAND, replied(), judged(), reported()], set()),
    "reported when late": ([*IN_HAND, overdue(), reported()], set()),
    "reported when answered late": (
        *([*IN_HAND, overdue(), replied(DUE), reported()], {("order", "suggestion-reported")}),
    ),
    # Which session hears of it.
    "an agenda with the handling": ([submitted(), decided("suggestion_handling")], set()),
    "an agenda without it": ([submitted(), decided()], LEFT_OUT),
    "an agenda without it, and nothing was suggested": ([decided(), submitted()], set()),
    "an agenda without it, and all was told": ([*IN_HAND, replied(), judged(), reported(), decided()], set()),
    "an agenda without it, and one was late when it was told": (
        *([*IN_HAND, overdue(), reported(), decided()], LEFT_OUT),
    ),
    "reported when returned": ([*IN_HAND, replied(), judged(False), reported()], {("order", "suggestion-reported")}),
}

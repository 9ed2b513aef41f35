"""Rounds, sizes, boards and reports at the bounds of their rules, by the auditor's own count."""

from typing import Any

from made_records import Json, Made

Found = set[tuple[str, str]]


def of(name: str, at: str = "2025-06-20T04:00:00.000000Z", stream: str = "one", **data: Any) -> Made:
    return Made(name, data, at, stream=stream)


# Rounds and their sheets


RESULT: Json = {"unmet_mandatory": [], "vetoed": [], "mandatory_share": None, "score": None, "digest": "d"}
"""Of a sheet on which nothing applies: without packs there is no indicator."""


def sheet(**other: Any) -> Made:
    counted: Json = {"met": 0, "not_met": 0, "not_applicable": 0, "scheme": "D"}
    return of("assessment.sheet-closed", stream="sheet", unit="360730100", **counted, **{**RESULT, **other})


def begun(*subjects: str, unit: str = "360730-npc") -> Made:
    return of("assessment.round-begun", unit=unit, subjects=list(subjects))


def assessed(subject: str = "360730100", **other: Any) -> Made:
    taken = {"sheet": "assessment_sheet", "subject": subject, **RESULT, **other}
    return of("assessment.subject-assessed", unit="360730-npc", **taken)


def completed(subjects: int) -> Made:
    return of("assessment.round-completed", subjects=subjects)


TAKEN, ENDED = "subject-assessed", "round-completed"
ROUNDS: dict[str, tuple[list[Made], Found]] = {
    "what the sheet came to": ([sheet(), begun("360730100"), assessed(), completed(1)], set()),
    "another score": ([sheet(), begun("360730100"), assessed(score="1/1")], {("count", TAKEN)}),
    "a sheet that was never closed": ([begun("360730100"), assessed()], {("cause", TAKEN)}),
    "the sheet of another": (
        [sheet(), begun("360730101"), assessed("360730101")],
        {("cause", TAKEN)},
    ),
    "no subject of the round": ([sheet(), begun("360730101"), assessed()], {("order", TAKEN)}),
    "twice": ([sheet(), begun("360730100"), assessed(), assessed()], {("order", TAKEN)}),
    "completed with one left": (
        [sheet(), begun("360730100", "360730101"), assessed(), completed(2)],
        {("count", ENDED)},
    ),
    "completed with another number": ([sheet(), begun("360730100"), assessed(), completed(2)], {("count", ENDED)}),
    "a unit that assesses itself": ([begun("360730-npc")], {("same-person", "round-begun")}),
}


# Sizes


def judged(households: int, least: str | None, *, met: bool | None, kind: str = "existing") -> Made:
    figures = {"kind": kind, "households": households, "occupied": households, "members": 0, "full_time": 0}
    lines = [
        {"size": "households", "number": None, "value": f"{households}/1", "least": least, "most": None, "met": met},
        {"size": "members", "number": None, "value": "0/1", "least": "5/1", "most": "7/1", "met": False},
        {"size": "funds", "number": None, "value": "50000/1", "least": "50000/1", "most": "50000/1", "met": True},
    ]
    if kind == "new":
        occupied = {"size": "occupancy", "number": None, "value": "1/1", "least": "1/2", "most": None, "met": True}
        lines.append(occupied)
    rest = {"groups": [], "stewards": [], "funds": 50000}
    return of("assessment.sizes-judged", figures={**figures, **rest}, lines=lines)


SIZES: dict[str, tuple[Made, Found]] = {
    "two thousand households": (judged(2000, "2000/1", met=True), set()),
    "two thousand called too few": (judged(2000, "2000/1", met=False), {("outcome", "sizes-judged")}),
    "three thousand of a new one": (judged(3000, "3000/1", met=True, kind="new"), set()),
    "one less of a new one": (judged(2999, "3000/1", met=False, kind="new"), set()),
    "one less of a new one called enough": (
        judged(2999, "3000/1", met=True, kind="new"),
        {("outcome", "sizes-judged")},
    ),
    "held against another bound": (judged(2500, "2500/1", met=True), {("count", "sizes-judged")}),
    "of one employer, of which nothing is asked": (judged(2100, None, met=None, kind="unit_type"), set()),
}


# Boards


def boards(*days: tuple[str, str | None]) -> list[Made]:
    facts = [of("disclosure.board-register-opened", kind="community")]
    for number, (since, until) in enumerate(days, start=1):
        facts.append(of("disclosure.board-registered", number=number, kind="disclosure", valid_from=since))
        if until is not None:
            facts.append(of("disclosure.board-retired", number=number, valid_to=until))
    return facts


def short(standing: int, least: int = 2) -> Made:
    return of("disclosure.boards-short", boards={"kind": "disclosure", "standing": standing, "least": least})


def suffice(standing: int, least: int = 2) -> Made:
    return of("disclosure.boards-suffice", boards={"kind": "disclosure", "standing": standing, "least": least})


OLD = ("2025-01-01", None)
BOARDS: dict[str, tuple[list[Made], Found]] = {
    "one of two": ([*boards(OLD), short(1)], set()),
    "two of two": ([*boards(OLD, OLD), suffice(2)], set()),
    "two of two called short": ([*boards(OLD, OLD), short(2)], {("outcome", "boards-short")}),
    "one called enough": ([*boards(OLD), suffice(1)], {("outcome", "boards-suffice")}),
    "one that stands until today": ([*boards(OLD, ("2025-01-01", "2025-06-20")), suffice(2)], set()),
    "one that stood until yesterday": ([*boards(OLD, ("2025-01-01", "2025-06-19")), short(1)], set()),
    "one that stands from tomorrow on": ([*boards(OLD, ("2025-06-21", None)), short(1)], set()),
    "three that there have to be": ([*boards(OLD), short(1, 3)], {("count", "boards-short")}),
}


# Reports upward


JUNE: Json = {"due_on": "2025-06-30", "due_at": "2025-06-30T16:00:00.000000Z"}
LAST_MOMENT, FIRST_LATE = "2025-06-30T15:59:59.999999Z", "2025-06-30T16:00:00.000000Z"


def expected_report(due: Json | None, kind: str = "governance_month") -> Made:
    return of("disclosure.report-expected", kind=kind, since="2025-06-30", due=due)


def sent(at: str, version: int = 1) -> Made:
    return of("disclosure.report-sent", at, version=version)


def overdue(at: str) -> Made:
    return of("disclosure.report-overdue", at, due_at=JUNE["due_at"])


def returned(at: str, due_at: str | None) -> Made:
    return of("disclosure.report-returned", at, due_at=due_at)


REPORTS: dict[str, tuple[list[Made], Found]] = {
    "by the last day of its month": ([expected_report(JUNE), sent(LAST_MOMENT)], set()),
    "by the day after": (
        [expected_report({"due_on": "2025-07-01", "due_at": "2025-07-01T16:00:00.000000Z"})],
        {("due-date", "report-expected")},
    ),
    "by no day": ([expected_report(None)], {("due-date", "report-expected")}),
    "a session's, of which no text names a day": ([expected_report(None, "congress_session")], set()),
    "of a kind that no rule knows": ([expected_report(None, "weather")], {("cause", "report-expected")}),
    "late without a word": ([expected_report(JUNE), sent(FIRST_LATE)], {("overdue-unsaid", "report-sent")}),
    "late and said so": ([expected_report(JUNE), overdue(FIRST_LATE), sent(FIRST_LATE)], set()),
    "said a moment early": ([expected_report(JUNE), overdue(LAST_MOMENT)], {("overdue-early", "report-overdue")}),
    "sent twice": (
        [expected_report(JUNE), sent(LAST_MOMENT), sent(LAST_MOMENT)],
        {("order", "report-sent")},
    ),
    "sent back before its day": (
        [expected_report(JUNE), sent(LAST_MOMENT), returned(LAST_MOMENT, JUNE["due_at"]), sent(LAST_MOMENT, 2)],
        set(),
    ),
    "sent back when its day has passed": (
        [expected_report(JUNE), sent(LAST_MOMENT), returned(FIRST_LATE, JUNE["due_at"])],
        {("due-date", "report-returned")},
    ),
}
REPORTED = ("township-centre-2012", "township-centre-2012-rules", "district-congress-2020", "county-2011-services")

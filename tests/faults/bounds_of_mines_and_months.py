"""Mines, months, rounds, sizes, boards and reports at the bounds of their rules, by the auditor's own count."""

from typing import Any

from made_records import Made

Found = set[tuple[str, str]]
MINES = ("city-green-mines-2018", "cn-mine-listing-2020", "cn-mine-scheme-2020", "cn-land-transfer-1990")
CENTRE = ("township-centre-2012", "cn-petitions-2022")


def of(name: str, at: str = "2025-06-20T04:00:00.000000Z", **data: Any) -> Made:
    return Made(name, data, at)


# Targets and stages


def target(mines: int = 27, due_on: str = "2020-12-31", *, is_behind: bool, unit: str = "3608") -> Made:
    steps = [{"due_on": "2019-12-31", "mines": 10}, {"due_on": due_on, "mines": mines}]
    return of("mining.target-set", unit=unit, mines=mines, due_on=due_on, schedule=steps, is_behind=is_behind)


TARGETS: dict[str, tuple[Made, Found]] = {
    "as many as the city strives for": (target(27, is_behind=False), set()),
    "as many, and said to be behind": (target(27, is_behind=True), {("outcome", "target-set")}),
    "one less": (target(26, is_behind=True), set()),
    "one less, and said to be enough": (target(26, is_behind=False), {("outcome", "target-set")}),
    "a day later": (target(27, "2021-01-01", is_behind=True), set()),
    "a day later, and said to be in time": (target(27, "2021-01-01", is_behind=False), {("outcome", "target-set")}),
    "a county's, which is held against nothing": (target(11, is_behind=False, unit="360730"), set()),
    "steps that fall": (target(9, is_behind=True), {("count", "target-set")}),
}


# Evaluators, land


def team(size: int = 5, senior: int = 2, professionals: int = 20, senior_professionals: int = 6) -> Made:
    members = [
        {
            "person": f"p{number}",
            "is_leader": number == 0,
            "is_full_time": True,
            "is_mid_level": True,
            "is_senior": number < senior,
        }
        for number in range(size)
    ]
    return of(
        "mining.evaluator-appointed",
        team=members,
        professionals=professionals,
        senior_professionals=senior_professionals,
    )


def supplied(years: int | None, mode: str = "grant") -> Made:
    return of("mining.land-supplied", mode=mode, years=years, instalments=[], price=1)


TOO_FEW: Found = {("share", "evaluator-appointed")}


# Months and rosters of a centre


def month(**times: int) -> Made:
    """By the rules of the centre each duty once; June of 2025."""
    duties = dict.fromkeys(("meeting", "first_half", "second_half", "factors", "report", "security_meeting"), 1)
    asked = {**duties, "treatment": 1, "situation": 1, **times}
    first, last = "2025-06-15", "2025-06-30"
    days = {name: first if name == "first_half" else last for name in asked}
    owed = [
        {"duty": name, "needed": number, "due_on": days[name], "due_at": f"{days[name]}T16:00:00.000000Z"}
        for name, number in asked.items()
        if number
    ]
    return of("mediation.month-opened", "2025-06-01T04:00:00.000000Z", month="2025-06", duties=owed)


def met(on: str = "2025-06-10") -> Made:
    return of("mediation.meeting-held", month="2025-06", meeting="meeting", held_on=on)


def screened(on: str, *counts_for: str) -> Made:
    return of("mediation.screening-done", month="2025-06", screened_on=on, counts_for=list(counts_for))


def no_meeting() -> Made:
    at = "2025-06-30T16:00:00.000000Z"
    return of("mediation.meeting-overdue", at, month="2025-06", meeting="meeting", due_at=at)


MONTHS: dict[str, tuple[list[Made], Found]] = {
    "each duty once": ([month()], set()),
    "a meeting twice": ([month(meeting=2)], {("count", "month-opened")}),
    "no meeting at all": ([month(meeting=0)], {("count", "month-opened")}),
    "not held, and said so": ([month(), no_meeting()], set()),
    "held, and said to be missing": ([month(), met(), no_meeting()], {("overdue-early", "meeting-overdue")}),
    "held in another month": ([month(), met("2025-07-01")], {("limit", "meeting-held")}),
    "screened on the fifteenth": ([month(), screened("2025-06-15", "first_half", "factors")], set()),
    "screened on the sixteenth for the first half": (
        [month(), screened("2025-06-16", "first_half")],
        {("count", "screening-done")},
    ),
    "screened on the sixteenth": ([month(), screened("2025-06-16", "second_half")], set()),
}


def missing(day: str, found: int = 0, needed: int = 1) -> Made:
    at = "2025-07-01T04:00:00.000000Z"
    return of("mediation.duty-leader-missing", at, day=day, found=found, needed=needed)


def led(day: str, *leaders: str) -> Made:
    return of("mediation.duty-entered", day=day, leaders=list(leaders))


LEADERLESS: dict[str, tuple[list[Made], Found]] = {
    "a working day without a leader": ([missing("2025-06-20")], set()),
    "a Saturday": ([missing("2025-06-21")], {("overdue-early", "duty-leader-missing")}),
    "a day that was led": (
        [led("2025-06-20", "a"), missing("2025-06-20")],
        {("count", "duty-leader-missing")},
    ),
    "two that are asked for": ([missing("2025-06-20", needed=2)], {("count", "duty-leader-missing")}),
    "said twice": (
        [missing("2025-06-20"), missing("2025-06-20")],
        {("order", "duty-leader-missing")},
    ),
}

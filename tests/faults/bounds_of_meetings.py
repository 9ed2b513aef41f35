"""The residents' meetings of a year at the bounds of their windows: below, at and above, by the auditor's count."""

from typing import Any

from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT = "360730100009"
BEGIN, MARCH = "2024-12-31T16:00:00.000000Z", "2025-03-31T04:00:00.000000Z"
BEFORE, SPRING = "2025-03-31T15:59:59.999999Z", "2025-03-31T16:00:00.000000Z"
OCTOBER, YEAR_END = "2025-10-08T02:00:00.000000Z", "2025-12-31T16:00:00.000000Z"
SPANS = {"year_start": ("2025-01-01", "2025-03-31"), "year_end": ("2025-10-01", "2025-12-31")}


def held(on: str = "2025-03-31", meeting: str = "one", *, form: str = "all_adults", at: str = MARCH) -> Made:
    counts = {"entitled": 9, "attended": 9, "needed": 5, "agreed": None, "is_adopted": None}
    data = {"unit": UNIT, "meeting": meeting, "form": form, "held_on": on, **counts}
    return Made("elections.residents-meeting-held", data, stream=f"residents-{meeting}", at=at)


def of_year(name: str, at: str, **data: Any) -> Made:
    return Made(f"elections.{name}", {"unit": UNIT, "year": 2025, **data}, stream="meetings", at=at)


def opened(since: str = "2025-01-01", *, at: str = BEGIN, next_check_at: str = SPRING) -> Made:
    return of_year("meeting-year-opened", at, since=since, next_check_at=next_check_at)


def noted(on: str = "2025-03-31", meeting: str = "one", *, at: str = MARCH) -> Made:
    return of_year("residents-meeting-noted", at, meeting=meeting, held_on=on)


def missed(window: str = "year_start", *, at: str = SPRING, **other: Any) -> Made:
    first, last = SPANS[window]
    days = {"first_day": first, "last_day": last, **other}
    return of_year("residents-meeting-missed", at, window=window, **days)


def checked(*windows: str, at: str = SPRING, next_check_at: str | None = YEAR_END) -> Made:
    return of_year("meeting-year-checked", at, windows=list(windows or ["year_start"]), next_check_at=next_check_at)


LAST: dict[str, Any] = {"at": YEAR_END, "next_check_at": None}
MET = [opened(), held(), noted(), checked()]
CAUSE = {("cause", "residents-meeting-missed")}
DUE, ORDER = {("due-date", "meeting-year-checked")}, {("order", "meeting-year-checked")}
UNSAID = {("overdue-unsaid", "meeting-year-checked")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # What is counted.
    "held and noted": (MET, set()),
    "noted and never held": ([opened(), noted()], {("cause", "residents-meeting-noted")}),
    "noted by another day": ([opened(), held(), noted("2025-03-30")], {("cause", "residents-meeting-noted")}),
    "noted twice": ([opened(), held(), noted(), noted()], {("cause", "residents-meeting-noted")}),
    "a consultation noted": ([opened(), held(form="consultation"), noted()], {("cause", "residents-meeting-noted")}),
    "held and not noted when the window is over": (
        *([opened(), held(), missed(), checked()], {("count", "residents-meeting-missed")}),
    ),
    "held and not noted when nothing is said": (
        [opened(), held(), checked()],
        {("count", "meeting-year-checked"), *UNSAID},
    ),
    "held, not noted, and another one held later": (
        *([opened(), held(), held("2025-10-08", "two", at=OCTOBER)], {("count", "residents-meeting-held")}),
    ),
    # The windows.
    "missing and said": ([opened(), missed(), checked()], set()),
    "missing, unsaid": ([opened(), checked()], UNSAID),
    "said a moment before": ([opened(), missed(at=BEFORE)], CAUSE),
    "said though held": ([opened(), held(), noted(), missed()], CAUSE),
    "said twice": ([opened(), missed(), missed()], {("order", "residents-meeting-missed")}),
    "said after it was looked at": (
        *([opened(), missed(), checked(), missed(at=OCTOBER)], {("order", "residents-meeting-missed")}),
    ),
    "another span": ([opened(), missed(last_day="2025-03-30")], {("due-date", "residents-meeting-missed")}),
    "held the day after": (
        [
            *(opened(), held("2025-04-01", at=SPRING), noted("2025-04-01", at=SPRING)),
            *(missed(), checked()),
        ],
        set(),
    ),
    "held on the first day of the last quarter": (
        [
            *(*MET, held("2025-10-01", "two", at=OCTOBER), noted("2025-10-01", "two", at=OCTOBER)),
            checked("year_end", **LAST),
        ],
        set(),
    ),
    "held the day before it": (
        [
            *(*MET, held("2025-09-30", "two", at=OCTOBER), noted("2025-09-30", "two", at=OCTOBER)),
            checked("year_end", **LAST),
        ],
        UNSAID,
    ),
    "both missing, looked at late": (
        *(
            [opened(), missed(at=YEAR_END), missed("year_end", at=YEAR_END), checked("year_start", "year_end", **LAST)],
            set(),
        ),
    ),
    "counted from the last day of the window": ([opened("2025-03-31", at=MARCH), missed(), checked()], set()),
    "counted from the day after": ([opened("2025-04-01", at=SPRING), checked()], set()),
    "counted from the day after, and said": ([opened("2025-04-01", at=SPRING), missed(at=OCTOBER)], CAUSE),
    "counted from a day to come": ([opened("2025-01-02")], {("order", "meeting-year-opened")}),
    "opened twice": ([opened(), opened()], {("order", "meeting-year-opened")}),
    # When it is looked at.
    "looked at when the window is over": ([opened(next_check_at=BEFORE)], {("due-date", "meeting-year-opened")}),
    "looked at again at another moment": ([*MET[:3], checked(next_check_at=OCTOBER)], DUE),
    "looked at again after the year": ([*MET, missed("year_end", at=YEAR_END), checked("year_end", at=YEAR_END)], DUE),
    "looked at before it is over": ([*MET[:3], checked(at=BEFORE, next_check_at=SPRING)], ORDER),
    "looked at twice": ([*MET, checked()], ORDER),
    "left out": ([opened(), missed(at=YEAR_END), checked("year_start", **LAST)], ORDER),
}

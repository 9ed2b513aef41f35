"""Conduct, rounds, sizes, postings, boards, reports, keys, mines and months at the bounds of their rules."""

from typing import Any

from made_records import Json, Made

Found = set[tuple[str, str]]


def of(name: str, at: str = "2025-06-20T04:00:00.000000Z", command: Json | None = None, **data: Any) -> Made:
    return Made(name, data, at, command)


# Postings


COUNTY = ("county-2011", "county-2011-practice", "county-2011-posting")


def duty(**other: Any) -> Made:
    case = {"unit": "360730101", "opened_at": "2025-06-01T04:00:00.000000Z", "catalogue": "STAGED", "period": "2025-1"}
    return Made("disclosure.duty-opened", {**case, "matter": None, "due_on": None, "due_at": None, **other})


def posted(on: str, at: str = "2025-06-20T04:00:00.000000Z") -> Made:
    return of("disclosure.items-published", at, items=[{"item": "one"}], channels=["board"], claimed_on=on)


def taken_down(on: str, shown: int) -> Made:
    return of(
        "disclosure.items-taken-down",
        "2025-07-20T04:00:00.000000Z",
        items=["one"],
        channel="board",
        taken_down_on=on,
        shown_days=shown,
    )


def too_short(shown: int, least: int) -> Made:
    at = "2025-07-20T04:00:00.000000Z"
    return of("disclosure.posting-too-short", at, items=["one"], channel="board", shown_days=shown, least_days=least)


SEVEN = {"posting_days": 7, "begins_on": "2025-06-01", "due_on": None, "interval": None, "basis": {"petition": None}}
POSTINGS: dict[str, tuple[list[Made], Found]] = {
    "seven days of seven": ([duty(matter=SEVEN), posted("2025-06-20"), taken_down("2025-06-27", 7)], set()),
    "seven days said to be too few": (
        [duty(matter=SEVEN), posted("2025-06-20"), taken_down("2025-06-27", 7), too_short(7, 7)],
        {("limit", "posting-too-short")},
    ),
    "six days of seven": (
        [duty(matter=SEVEN), posted("2025-06-20"), taken_down("2025-06-26", 6), too_short(6, 7)],
        set(),
    ),
    "six days of which nobody said so": (
        [
            duty(matter=SEVEN),
            posted("2025-06-20"),
            taken_down("2025-06-26", 6),
            posted("2025-07-20", "2025-07-20T04:00:00.000000Z"),
        ],
        {("overdue-unsaid", "items-published")},
    ),
    "eight days called seven": (
        [duty(matter=SEVEN), posted("2025-06-20"), taken_down("2025-06-28", 7)],
        {("count", "items-taken-down")},
    ),
    "three days back": ([duty(), posted("2025-06-17"), posted("2025-06-20")], set()),
    "four days back and not said": (
        [duty(), posted("2025-06-16"), posted("2025-06-20")],
        {("overdue-unsaid", "items-published")},
    ),
    "three days back, said to be too far": (
        [
            *(duty(), posted("2025-06-17")),
            of("disclosure.publication-backdated", items=["one"], channels=["board"], claimed_on="2025-06-17", days=3),
        ],
        {("limit", "publication-backdated")},
    ),
    "four days back": (
        [
            *(duty(), posted("2025-06-16")),
            of("disclosure.publication-backdated", items=["one"], channels=["board"], claimed_on="2025-06-16", days=4),
        ],
        set(),
    ),
}


# Keys that are destroyed


def ordered(at: str, until: str | None) -> Made:
    command = {"used_on": "2025-06-01"}
    return of("mining.erasure-ordered", at, command, subject="person:p", key_id="k", retained_until=until)

"""Communities that are set up, at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Json, Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
MARCH, JUNE_30 = "2025-03-31T02:00:00.000000Z", "2025-06-30T16:00:00.000000Z"
NOVEMBER_30, BEFORE = "2025-11-30T16:00:00.000000Z", "2025-06-30T15:59:59.999999Z"
FILING: Json = {
    "name": "梅江新村社区",
    "households": 3200,
    "members": 7,
    "full_time_workers": 5,
    "address": "梅江路1号",
    "telephone": "0797-6830000",
}


def proposed(households: int = 3000, occupied: int = 1500, result: str = "establish_committee", **other: Any) -> Made:
    data = {"households": households, "occupied": occupied, "result": result, "neighbour": "360730100001", **other}
    return Made("elections.community-proposed", data, at=MARCH)


def established() -> Made:
    return Made("elections.community-established", {"approved_on": "2025-03-31"}, at=MARCH)


def begun(due_at: str | None = JUNE_30) -> Made:
    return Made("elections.formation-begun", {"due_at": due_at}, at=MARCH)


def formed(
    on: str = "2025-06-30", *, is_late: bool = False, due_at: str | None = NOVEMBER_30, at: str = JUNE_30
) -> Made:
    data = {"formed_on": on, "is_late": is_late, "filing_due_at": due_at}
    return Made("elections.community-formed", data, at=at)


def late(what: str = "formation", at: str = JUNE_30, due_at: str = JUNE_30) -> Made:
    return Made(f"elections.{what}-overdue", {"due_at": due_at}, at=at)


def filed(on: str = "2025-11-30", *, is_late: bool = False, filing: Json = FILING) -> Made:
    data = {"filed_on": on, "is_late": is_late, "filing": filing}
    return Made("elections.community-filed", data, at=NOVEMBER_30)


FORMING = [proposed(), established(), begun()]
FORMED = [*FORMING, formed()]
OTHER = {("outcome", "community-proposed")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # What a size asks for.
    "three thousand, half of them lived in": ([proposed()], set()),
    "one less": ([proposed(2999, 1500)], OTHER),
    "one less, a group": ([proposed(2999, 1500, "group_attached")], set()),
    "less than half lived in": ([proposed(3000, 1499)], OTHER),
    "less than half lived in, a group": ([proposed(3000, 1499, "group_attached")], set()),
    "three hundred": ([proposed(300, 0, "group_attached")], set()),
    "two hundred and ninety-nine": ([proposed(299, 299, "attached")], set()),
    "two hundred and ninety-nine, a group": ([proposed(299, 299, "group_attached")], OTHER),
    "nobody at all": ([proposed(0, 0, "attached")], set()),
    "a group that nobody manages": (
        *([proposed(300, 0, "group_attached", neighbour=None)], {("cause", "community-proposed")}),
    ),
    "approved as a group": (
        *([proposed(300, 0, "group_attached"), established()], {("cause", "community-established")}),
    ),
    # Three months for the committee.
    "three months": (FORMING, set()),
    "three months and a day": (
        *([*FORMING[:2], begun("2025-07-01T16:00:00.000000Z")], {("due-date", "formation-begun")}),
    ),
    "no day": ([*FORMING[:2], begun(None)], {("due-date", "formation-begun")}),
    "elected on the last day": (FORMED, set()),
    "elected a day later, said": ([*FORMING, late(), formed("2025-07-01", is_late=True)], set()),
    "elected a day later, unsaid": (
        *([*FORMING, formed("2025-07-01", is_late=True)], {("overdue-unsaid", "community-formed")}),
    ),
    "elected a day later, as if in time": (
        *([*FORMING, late(), formed("2025-07-01")], {("outcome", "community-formed")}),
    ),
    "overdue too early": ([*FORMING, late(at=BEFORE)], {("overdue-early", "formation-overdue")}),
    "overdue twice": ([*FORMING, late(), late()], {("overdue-early", "formation-overdue")}),
    # The filing.
    "to be filed by another day": (
        *([*FORMING, formed(due_at="2025-12-31T16:00:00.000000Z")], {("due-date", "community-formed")}),
    ),
    "formed on the day of the filing": (
        *([proposed(), established(), begun(), late(), formed("2025-11-30", is_late=True)], set()),
    ),
    "formed after it": (
        *([*FORMING, late(), formed("2025-12-01", is_late=True, due_at="2026-11-30T16:00:00.000000Z")], set()),
    ),
    "filed on the day": ([*FORMED, filed()], set()),
    "filed after it, said": (
        *([*FORMED, late("filing", NOVEMBER_30, NOVEMBER_30), filed("2025-12-01", is_late=True)], set()),
    ),
    "filed after it, unsaid": (
        *([*FORMED, filed("2025-12-01", is_late=True)], {("overdue-unsaid", "community-filed")}),
    ),
    "filed with five things": ([*FORMED, filed(filing={**FILING, "telephone": None})], {("count", "community-filed")}),
}

"""What centres and stations are said to have, at the bounds of the rules, by the auditor's own count."""

from made_records import Made

PACKS = ("township-centre-2012",)
Facts = list[Made]


def have(which: str = "window", on: str = "2025-06-20", yuan: int | None = None, year: int = 2025) -> Made:
    data = {"unit": "360730101", "year": year, "have": which, "from_on": on, "basis": "红头文件", "yuan": yuan}
    return Made("mediation.have-recorded", data, stream="haves-360730101-2025")


NAME = "have-recorded"
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    "a window": ([have()], set()),
    "rules on the first day": ([have("rules", "2025-01-01")], set()),
    "on the day before the year": ([have("rules", "2024-12-31")], {("order", NAME)}),
    "on the last day": ([have("rules", "2025-12-31")], set()),
    "on the day after the year": ([have("rules", "2026-01-01")], {("order", NAME)}),
    "one yuan": ([have("budget", yuan=1)], set()),
    "a budget of nothing": ([have("budget", yuan=0)], {("count", NAME)}),
    "a budget without an amount": ([have("budget")], {("count", NAME)}),
    "a window of some yuan": ([have(yuan=1)], {("count", NAME)}),
    "staff, which the record knows": ([have("staff")], {("cause", NAME)}),
    "what no rule has": ([have("canteen")], {("cause", NAME)}),
}

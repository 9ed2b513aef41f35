"""Conduct, months and disclosure at the bounds of days and numbers that no golden decision comes to."""

from bounds_of_conduct import MARCH_ENDS, YEAR_ENDS, cadre, kept, missed
from bounds_of_conduct import of as of_conduct
from bounds_of_mines_and_months import CENTRE, month
from bounds_of_records import COUNTY, duty
from made_records import Json, Made

Found = set[tuple[str, str]]
CONDUCT = ("county-2011-standards",)
POSTED = ("county-2011", "county-2011-posting", "district-congress-2020", "cn-elections-2020")
PUBLIC = ("cn-open-government-2019", *COUNTY)


def self_check(check: str, number: int) -> Made:
    items = [{"item": f"i{place}", "is_kept": True} for place in range(number)]
    return of_conduct("conduct-checked", check=check, items=items, kept=number, of=number)


def counted(entry: str, hits: int, all_hits: int, total: int) -> Made:
    data = {"entry": entry, "hits": hits, "of": 1, "all_hits": all_hits, "total": total}
    return Made("assessment.entry-counted", data)


def report(sections: int) -> Made:
    at = "2025-06-30T15:59:59.999999Z"
    return Made("mediation.monthly-report-sent", {"month": "2025-06", "sections": [{}] * sections}, at)


def escalated(level: str, days: int, on: str, to: str) -> Made:
    moment = f"{on}T16:00:00.000000Z"
    data = {"unit": "360730101201", "level": level, "days_after": days, "to": to, "notice_at": moment}
    return Made("disclosure.duty-escalated", data, moment)


def owed(due_on: str = "2025-06-10") -> Made:
    return duty(due_on=due_on, due_at=f"{due_on}T16:00:00.000000Z")


def active(due_on: str) -> Made:
    """Information that exists since the second of June; its twenty working days end with the thirtieth."""
    basis: Json = {"petition": None}
    matter = {"begins_on": "2025-06-02", "due_on": None, "interval": None, "basis": basis, "posting_days": None}
    due = {"due_on": due_on, "due_at": f"{due_on}T16:00:00.000000Z"}
    opened = duty(catalogue="ACTIVE", matter=matter, **due)
    return Made(opened.name, opened.data, opened.at, by="disclosure.open-matter.v1")


def occasion(name: str, due_on: str | None) -> Made:
    matter = {"begins_on": "2025-06-02", "due_on": None, "interval": None, "basis": {"petition": None}}
    due_at = None if due_on is None else f"{due_on}T16:00:00.000000Z"
    return duty(catalogue="IMMEDIATE", matter=matter, due_on=due_on, due_at=due_at)


def told(name: str) -> Made:
    return Made("disclosure.occasion-recorded", {"occasion": name, "event_on": "2025-06-10"})


def petition(by: str, signed: int, of: int) -> Made:
    basis = {"petition": {"by": by, "signatures": signed, "of": of}}
    return duty(matter={"begins_on": "2025-06-02", "due_on": None, "interval": None, "basis": basis})


ESCALATED, OPENED = ("due-date", "duty-escalated"), ("share", "duty-opened")
BOUNDS: dict[str, tuple[tuple[str, ...], list[Made], Found]] = {
    # Conduct.
    **{
        f"{number} of {check}": (CONDUCT, [kept(), self_check(check, number)], found)
        for check in ("breaks_and_builds", "awarenesses")
        for number, found in ((3, {("count", "conduct-checked")}), (4, set()), (5, {("count", "conduct-checked")}))
    },
    "the last rule of conduct": (CONDUCT, [kept(), of_conduct("breach-found", breach="conduct-rule", entry=6)], set()),
    "one after the last": (
        *(CONDUCT, [kept(), of_conduct("breach-found", breach="conduct-rule", entry=7)]),
        {("limit", "breach-found")},
    ),
    "no diary": (CONDUCT, [kept(), cadre("c"), missed("diary", "2025", "c", "0/1", YEAR_ENDS)], set()),
    "no diary, said in March": (
        *(CONDUCT, [kept(), cadre("c"), missed("diary", "2025", "c", "0/1", MARCH_ENDS)]),
        {("overdue-early", "conduct-missed")},
    ),
    "a cadre without a day in villages": (
        *(CONDUCT, [kept(), cadre("c"), missed("village-time", "2025", "c", "0/1", YEAR_ENDS, "1/2")], set()),
    ),
    "a member of the team without a day": (
        CONDUCT,
        [kept(), cadre("c", "team_member"), missed("village-time", "2025", "c", "0/1", YEAR_ENDS, "1/3")],
        set(),
    ),
    "half asked of a member of the team": (
        CONDUCT,
        [kept(), cadre("c", "team_member"), missed("village-time", "2025", "c", "0/1", YEAR_ENDS, "1/2")],
        {("count", "conduct-missed")},
    ),
    # A title of a district, whose share no pack gives.
    "a district's title without a share that is asked for": (
        ("community-draft-assessment",),
        [Made("assessment.district-title-conferred", {"demonstration": 0, "of": 0})],
        {("order", "district-title-conferred"), ("share", "district-title-conferred")},
    ),
    # Measures.
    "two entries": (CONDUCT, [counted("a", 1, 1, 1), counted("b", 0, 1, 2)], set()),
    "an entry that is counted anew": (CONDUCT, [counted("a", 0, 0, 1), counted("a", 1, 1, 1)], set()),
    "an entry that is counted twice": (
        *(CONDUCT, [counted("a", 0, 0, 1), counted("a", 1, 1, 2)], {("count", "entry-counted")}),
    ),
    # A month's report.
    "six sections": (CENTRE, [month(), report(6)], set()),
    "five sections": (CENTRE, [month(), report(5)], {("count", "monthly-report-sent")}),
    # Escalation and reminders.
    "the township is told a day after": (PUBLIC, [owed(), escalated("township", 1, "2025-06-11", "360730101")], set()),
    "two days after": (PUBLIC, [owed(), escalated("township", 2, "2025-06-12", "360730101")], {ESCALATED}),
    "the county is told ten days after": (PUBLIC, [owed(), escalated("county", 10, "2025-06-20", "360730")], set()),
    "another county": (
        *(PUBLIC, [owed(), escalated("county", 10, "2025-06-20", "360731")], {("cause", "duty-escalated")}),
    ),
    # What is owed actively, and petitions.
    "twenty working days": (PUBLIC, [active("2025-06-30")], set()),
    "twenty-one working days": (PUBLIC, [active("2025-07-01")], {("due-date", "duty-opened")}),
    "a tenth of the villagers": (PUBLIC, [petition("villagers", 10, 100)], set()),
    "less than a tenth": (PUBLIC, [petition("villagers", 9, 100)], {OPENED}),
    "a fifth of the representatives": (PUBLIC, [petition("representatives", 8, 40)], set()),
    "less than a fifth": (PUBLIC, [petition("representatives", 7, 40)], {OPENED}),
    # What another service's fact makes public.
    "twenty days before an election": (POSTED, [occasion("voter_roll", "2025-05-21"), told("voter_roll")], set()),
    "nineteen days before an election": (
        *(POSTED, [occasion("voter_roll", "2025-05-22"), told("voter_roll")], {("due-date", "occasion-recorded")}),
    ),
    "the day before a session": (POSTED, [occasion("deputy_list", "2025-06-09"), told("deputy_list")], set()),
    "the day of a session": (
        *(POSTED, [occasion("deputy_list", "2025-06-10"), told("deputy_list")], {("due-date", "occasion-recorded")}),
    ),
    "at once, of which no pack gives hours": (POSTED, [occasion("ballot_result", None), told("ballot_result")], set()),
    "at once, and given a day": (
        *(
            POSTED,
            [occasion("ballot_result", "2025-06-09"), told("ballot_result")],
            {("due-date", "occasion-recorded")},
        ),
    ),
    "what no pack orders": (
        POSTED,
        [occasion("mine_directory", None), told("mine_directory")],
        {("cause", "occasion-recorded")},
    ),
}

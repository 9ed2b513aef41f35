"""Changes of communities, at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from contracts.packs import form_of, read_form
from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
Bounds = dict[str, tuple[Facts, set[tuple[str, str]]]]
UNIT, BESIDE = "360730100009", "360730100010"
MARCH, MAY = "2025-03-31T02:00:00.000000Z", "2025-05-06T02:00:00.000000Z"
APRIL_10, BEFORE = "2025-04-10T16:00:00.000000Z", "2025-04-10T15:59:59.999999Z"
NOTICE = read_form(
    form_of("""
[pack]
id = "county-2025-filing"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "宁民字〔2025〕3号"
title = { zh = "关于社区变更备案期限的通知", en = "Notice on the filing of changes of communities" }
[community.filing.deadline_days]
value = 10
unit = "day"
source = "宁民字〔2025〕3号 第一条"
row = "E-130"
confidence = "sure"
""")
)
"""No pack of the release says how many days "promptly" (及时) are: the county's own does."""


def changed(households: int = 2000, **other: Any) -> Made:
    as_it_was = {"change": "adjusted", "exemption": None, "into": None, "is_below_min": False}
    due = {"filing_due_on": None, "filing_due_at": None}
    data = {"unit": UNIT, "decided_on": "2025-03-31", "households": households, **as_it_was, **due, **other}
    return Made("elections.community-changed", data, at=MARCH)


def too_small(households: int = 1999, least: int = 2000) -> Made:
    return Made("elections.community-below-min-households", {"households": households, "least": least}, at=MARCH)


def filed(on: str = "2025-04-10", *, is_late: bool = False) -> Made:
    return Made("elections.community-change-filed", {"filed_on": on, "is_late": is_late}, at=MAY)


def not_filed(at: str = APRIL_10) -> Made:
    return Made("elections.community-change-not-filed", {"due_on": "2025-04-10", "due_at": APRIL_10}, at=at)


SMALL = changed(1999, is_below_min=True)
IN_TEN_DAYS = changed(filing_due_on="2025-04-10", filing_due_at=APRIL_10)
OUTCOME, CAUSE = {("outcome", "community-changed")}, {("cause", "community-changed")}
DUE, EARLY = {("due-date", "community-changed")}, {("overdue-early", "community-change-not-filed")}
BOUNDS: Bounds = {
    # The households that remain.
    "two thousand": ([changed()], set()),
    "two thousand as if too few": ([changed(is_below_min=True)], OUTCOME),
    "one less, said": ([SMALL, too_small()], set()),
    "one less as if enough": ([changed(1999)], OUTCOME),
    "one less, unsaid": ([SMALL, filed()], {("outcome", "community-change-filed")}),
    "one less of a single unit": ([changed(1999, exemption="unit_type")], set()),
    "one less of a single unit as if too few": ([changed(1999, exemption="unit_type", is_below_min=True)], OUTCOME),
    "one less of a market town": ([changed(1999, exemption="sole_market_town")], set()),
    "too few by another number": ([SMALL, too_small(1999, 3000)], {("cause", "community-below-min-households")}),
    "too few said twice": ([SMALL, too_small(), too_small()], {("cause", "community-below-min-households")}),
    "enough and said to be too few": ([changed(), too_small()], {("cause", "community-below-min-households")}),
    # Where the area goes.
    "merged into another": ([changed(change="merged", into=BESIDE)], set()),
    "merged into none": ([changed(change="merged")], CAUSE),
    "merged into itself": ([changed(change="merged", into=UNIT)], CAUSE),
    "adjusted into another": ([changed(into=BESIDE)], CAUSE),
    # The filing, where no pack says how many days there are.
    "filed when it may be": ([changed(), filed("2025-12-31")], set()),
    "filed on the day of the decision": ([changed(), filed("2025-03-31")], set()),
    "filed the day before": ([changed(), filed("2025-03-30")], {("order", "community-change-filed")}),
    "filed twice": ([changed(), filed(), filed()], {("order", "community-change-filed")}),
    "filed and never decided": ([filed()], {("order", "community-change-filed")}),
    "late where no day is": ([changed(), filed(is_late=True)], {("outcome", "community-change-filed")}),
    "a day that no pack says": ([IN_TEN_DAYS], DUE),
    "not filed where no day is": ([changed(), not_filed()], EARLY),
}
WITH_DAYS: Bounds = {
    "ten days": ([IN_TEN_DAYS], set()),
    "nine days": ([changed(filing_due_on="2025-04-09", filing_due_at="2025-04-09T16:00:00.000000Z")], DUE),
    "another moment than the day's": ([changed(filing_due_on="2025-04-10", filing_due_at=BEFORE)], DUE),
    "no days": ([changed()], DUE),
    "filed on the last day": ([IN_TEN_DAYS, filed()], set()),
    "filed on the last day as if late": ([IN_TEN_DAYS, filed(is_late=True)], {("outcome", "community-change-filed")}),
    "filed a day later, said": ([IN_TEN_DAYS, not_filed(), filed("2025-04-11", is_late=True)], set()),
    "filed a day later, unsaid": (
        *([IN_TEN_DAYS, filed("2025-04-11", is_late=True)], {("overdue-unsaid", "community-change-filed")}),
    ),
    "filed a day later as if in time": (
        *([IN_TEN_DAYS, not_filed(), filed("2025-04-11")], {("outcome", "community-change-filed")}),
    ),
    "said too early": ([IN_TEN_DAYS, not_filed(BEFORE)], EARLY),
    "said twice": ([IN_TEN_DAYS, not_filed(), not_filed(MAY)], EARLY),
    "said though filed": ([IN_TEN_DAYS, filed(), not_filed()], EARLY),
}
"""By the county's own pack."""

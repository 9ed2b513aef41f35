"""Violations of deadlines, majorities and orders, each planted into a golden decision, and what is to be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Planted:
    """`changes` of the `number`th fact of this name: path to a new value; "+1" and "-1" are added.

    `at`: the fact at which it is found, if that is a later one.
    """

    found: str
    decider: str
    case: str
    fact: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1
    at: str = ""


def day(name: str, moment: str, value: str) -> dict[str, str]:
    """Another last day, with the moment that it ends."""
    return {name: value, moment: f"{value}T16:00:00.000000Z"}


CASE, MONTH, ORDER = "mediation.case", "mediation.month", "mediation.order"
MINE, ANNUAL, RESTORATION = "mining.mine", "mining.annual", "mining.restoration"

PLANTED = {
    # Mediation, letters and visits.
    "told a day later than in fifteen": Planted(
        "due-date", CASE, "a-petition-overdue", "case-registered", day("tell_on", "tell_by", "2025-03-19")
    ),
    "untold announced a moment early": Planted(
        *("overdue-early", CASE, "a-petition-overdue", "petition-overdue"),
        {"decided_at": "2025-03-18T15:59:59.999999Z"},
    ),
    "told too late without a word": Planted(
        *("overdue-unsaid", CASE, "not-accepted", "acceptance-told"), {"decided_at": "2025-03-18T16:00:00.000000Z"}
    ),
    "ninety days instead of sixty": Planted(
        "limit", CASE, "accepted-with-sixty-days", "acceptance-told", {"clock/budget": 90}
    ),
    "sixty-one days counted": Planted(
        *("due-date", CASE, "accepted-with-sixty-days", "acceptance-told"),
        day("clock/due_on", "clock/due_at", "2025-05-04"),
    ),
    "more than thirty days added": Planted("limit", CASE, "extended", "handling-extended", {"days": 31}),
    "a hearing that is counted": Planted(
        "due-date", CASE, "a-hearing-ends", "hearing-ended", day("clock/due_on", "clock/due_at", "2025-04-03")
    ),
    "a review asked for after its day": Planted(
        "limit", CASE, "review-asked", "review-asked", {"asked_on": "2025-04-04"}
    ),
    "a review called late on its last day": Planted(
        "limit", CASE, "review-asked-too-late", "review-late", {"asked_on": "2025-04-03"}
    ),
    "a day too many to ask for review": Planted(
        *("due-date", CASE, "an-opinion-is-told-and-closed", "opinion-result-told"),
        day("review_on", "review_by", "2025-12-31"),
    ),
    "a recheck that is not the last word": Planted(
        *("limit", CASE, "the-last-word", "review-answered"), day("recheck_on", "recheck_by", "2025-04-03"), 2
    ),
    # Mediation, the unit that has the case.
    "six working days to return": Planted(
        "due-date", CASE, "triaged", "case-triaged", day("return_on", "return_by", "2025-03-11")
    ),
    "a day that ends at noon": Planted(
        "due-date", CASE, "triaged", "case-triaged", {"due_at": "2025-05-30T04:00:00.000000Z"}
    ),
    "returned when its day was over": Planted(
        *("limit", CASE, "designated", "transfer-returned"), {"decided_at": "2025-03-10T16:00:00.000000Z"}
    ),
    "feedback announced before its day": Planted(
        *("overdue-early", CASE, "what-fell-due-in-the-order-of-time", "handling-overdue"),
        {"decided_at": "2025-03-20T15:59:59.999999Z"},
    ),
    # Mediation, the ladder.
    "a rung that does not follow": Planted(
        "order", CASE, "a-rung-begins", "attempt-started", {"rung": "centre_director"}
    ),
    "an attempt that is counted twice": Planted("order", CASE, "a-rung-begins", "attempt-started", {"attempt": 2}),
    "a first rung called the last": Planted("order", CASE, "an-attempt-fails", "attempt-failed", {"is_last": True}),
    "a month and a day of mediation": Planted(
        "due-date", CASE, "a-rung-begins", "attempt-started", day("finish_on", "finish_by", "2025-04-04")
    ),
    "mediation ended before its time": Planted(
        *("too-early", CASE, "what-fell-due-in-the-order-of-time", "mediation-terminated"),
        {"decided_at": "2025-04-04T15:59:59.999999Z"},
    ),
    # Mediation, agreements and orders and months.
    "a month instead of thirty days for the court": Planted(
        *("due-date", CASE, "the-last-signature-gives-effect", "agreement-took-effect"),
        day("confirm_on", "confirm_by", "2025-04-08"),
    ),
    "a promise called broken on its day": Planted(
        *("overdue-early", CASE, "a-promise-not-kept", "performance-overdue"),
        {"decided_at": "2025-03-20T15:59:59.999999Z"},
    ),
    "an order that ends before its day": Planted(
        "due-date", ORDER, "issued", "order-issued", {"due_at": "2025-05-15T16:00:00.000000Z"}
    ),
    "an order met late without a word": Planted(
        *("overdue-unsaid", ORDER, "met", "order-met"), {"decided_at": "2025-05-16T16:00:00.000000Z"}
    ),
    "a month opened before it begins": Planted(
        *("too-early", MONTH, "opened", "month-opened"), {"decided_at": "2025-02-28T15:59:59.999999Z"}
    ),
    "a half-month that ends on the 16th": Planted(
        "due-date", MONTH, "opened", "month-opened", day("duties/1/due_on", "duties/1/due_at", "2025-03-16")
    ),
    "screening called overdue on its last day": Planted(
        *("overdue-early", MONTH, "a-half-month-missed", "screening-overdue"),
        {"decided_at": "2025-03-15T15:59:59.999999Z"},
    ),
    # Mining, vetoes and points.
    "a window of two years": Planted(
        "due-date", MINE, "prerequisites-met", "prerequisites-checked", {"looks_back_to": "2023-01-06"}
    ),
    "begun with a veto": Planted(
        "cause", MINE, "building-begun", "prerequisites-checked", {"failed": ["valid_licences"]}, at="building-begun"
    ),
    "begun after the opinion's end": Planted(
        *("limit", MINE, "building-begun", "building-begun"), {"decided_at": "2099-01-01T00:00:00.000000Z"}
    ),
    "a point that nobody gave": Planted("count", MINE, "evaluated", "mine-evaluated", {"result/total": "97/1"}),
    "failed with enough points": Planted("outcome", MINE, "evaluated", "mine-evaluated", {"result/is_passed": False}),
    "more points than an item has": Planted(
        "limit", MINE, "assessed", "own-mine-assessed", {"points/community_harmony.1": "4/1"}
    ),
    # Mining, levels and notices.
    "a level skipped": Planted("order", MINE, "recommended", "materials-reviewed", {"level": "municipal"}),
    "one person at two levels": Planted(
        "same-person", MINE, "reviewed", "materials-reviewed", {"reviewed_by": "county-2"}, 2
    ),
    "a notice that is too short": Planted("limit", MINE, "posted", "notice-posted", {"working_days": 4}),
    "a notice that ends a day early": Planted(
        "due-date", MINE, "posted", "notice-posted", day("last_on", "ends_at", "2025-01-01")
    ),
    "an objection of the last day called late": Planted(
        "limit", MINE, "objected-on-the-last-day", "objection-recorded", {"inadmissible": "late"}
    ),
    "an objection after the last day that counts": Planted(
        "limit", MINE, "objected-late", "objection-recorded", {"inadmissible": None}
    ),
    "listed while it is posted": Planted(
        *("too-early", MINE, "certified", "mine-certified"), {"decided_at": "2025-03-01T00:00:00.000000Z"}
    ),
    "listed by who had reviewed it": Planted(
        "same-person", MINE, "certified", "mine-certified", {"certified_by": "county-2"}
    ),
    "listed without its points": Planted(
        "share", MINE, "certified", "mine-evaluated", {"result/is_passed": False}, at="mine-certified"
    ),
    # Mining, cure and removal.
    "a month more for cure": Planted("due-date", MINE, "cure-ordered", "cure-ordered", {"cure_by": "2099-01-01"}),
    "cure called overdue too early": Planted(
        *("overdue-early", MINE, "cure-overdue", "cure-overdue"), {"decided_at": "2025-01-01T00:00:00.000000Z"}
    ),
    "removed for want of cure that nobody ordered": Planted(
        "too-early", MINE, "removed", "mine-removed", {"ground": "not-cured"}
    ),
    "false data that count until they are found": Planted(
        "due-date", MINE, "removed-for-falsification", "mine-removed", {"effective_on": "2099-01-01"}
    ),
    # Mining, the yearly assessment and restoration.
    "due at the end of the year": Planted(
        "due-date", ANNUAL, "scheduled", "annual-assessment-scheduled", day("due_on", "due_at", "2018-12-31")
    ),
    "a year before the trial": Planted("too-early", ANNUAL, "scheduled", "annual-assessment-scheduled", {"year": 2017}),
    "a unit that assesses itself": Planted(
        "same-person", ANNUAL, "scheduled", "annual-assessment-scheduled", {"unit": "36-resources"}
    ),
    "completed late without a word": Planted(
        *("overdue-unsaid", ANNUAL, "completed", "annual-assessment-completed"),
        {"decided_at": "2018-12-20T16:00:00.000000Z"},
    ),
    "approved before all were heard": Planted(
        "order", RESTORATION, "approved", "restoration-heard", {"purpose": "acceptance"}, at="restoration-approved"
    ),
    "a phase left out": Planted("order", RESTORATION, "accepted", "restoration-accepted", {"phase": 2}),
    "pursued on its last day": Planted(
        *("overdue-early", RESTORATION, "breach", "breach-recorded"), {"decided_at": "2000-01-01T00:00:00.000000Z"}
    ),
}

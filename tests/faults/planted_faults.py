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
ELECTION, SESSION, TERM = "elections.election", "elections.session", "elections.term"
OFFICE, PRESIDIUM, GROUP = "elections.office", "elections.presidium", "elections.group"
RESOLUTION, DECISION = "elections.resolution", "elections.decision"
_BY_37 = "elected-by-37-of-72-deputies"
_DISTRICT = "turnout-of-a-district"
_QUARTER = "el-35-a-quarter-without-meeting-and-without-its-regular-session-is-announced-when-it-is-over"
_ACTIVITY = "a-quarter-without-an-activity-is-announced-when-it-is-over-and-one-is-enough"
VILLAGERS, PROGRAMME = "elections.villagers", "mining.programme"
_ENTERED = "attendance-exceeds-entitled"
_REDERIVED = "due-date-rederived"
_TOO_EARLY = {"decided_at": "2025-03-31T15:59:59.999999Z"}
SPECIAL, PARCELS, RESIDENTS = "mediation.special", "mining.parcels", "elections.residents-meeting"
MINE, ANNUAL, RESTORATION = "mining.mine", "mining.annual", "mining.restoration"

PLANTED = {
    # What a statute or a holiday notice reached.
    "a written opinion moved a day too far": Planted(
        *("due-date", CASE, "a-statute-moves-the-written-opinion", _REDERIVED),
        day("after/due_on", "after/due_at", "2025-05-04"),
    ),
    "a written opinion moved from another day": Planted(
        *("due-date", CASE, "a-statute-moves-the-written-opinion", _REDERIVED),
        day("before/due_on", "before/due_at", "2025-04-19"),
    ),
    "the end of mediation moved a day too far": Planted(
        *("due-date", CASE, "a-statute-moves-the-end-of-mediation", _REDERIVED),
        day("after/due_on", "after/due_at", "2025-04-04"),
    ),
    "a year of a unit moved a day too far": Planted(
        *("due-date", ANNUAL, "rebound-to-another-day", _REDERIVED),
        day("after/due_on", "after/due_at", "2018-12-21"),
    ),
    "a year of a unit moved from another day": Planted(
        *("due-date", ANNUAL, "rebound-to-another-day", _REDERIVED),
        day("before/due_on", "before/due_at", "2018-12-11"),
    ),
    "a public notice that is cut short": Planted(
        "due-date", MINE, "a-notice-is-settled", _REDERIVED, day("after/due_on", "after/due_at", "2025-03-10")
    ),
    "a public notice moved from another day": Planted(
        "due-date", MINE, "a-notice-is-settled", _REDERIVED, day("before/due_on", "before/due_at", "2025-03-09")
    ),
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
    # Elections, before the voting.
    "measures that ask for a third": Planted(
        "share", ELECTION, "measures-adopted", "measures-submitted", {"measures/majority/share": "1/3"}
    ),
    "measures adopted by half of all deputies": Planted(
        "share", ELECTION, "measures-adopted", "measures-adopted", {"vote/agree": 36}
    ),
    "a roll published nineteen days before": Planted(
        "limit", ELECTION, _DISTRICT, "roll-published", {"published_on": "2025-03-01"}
    ),
    "four days to object": Planted(
        "due-date", ELECTION, _DISTRICT, "roll-published", {"objections_until": "2025-02-24"}
    ),
    "a roll closed on the last day of objections": Planted(
        "too-early", ELECTION, _DISTRICT, "roll-closed", {"closed_on": "2025-02-25"}
    ),
    "a final list six days before": Planted(
        "limit", ELECTION, _DISTRICT, "final-list-published", {"published_on": "2025-03-14"}
    ),
    "a candidate named by nine voters": Planted(
        "share", ELECTION, _DISTRICT, "candidate-nominated", {"nominators": [f"ref-d{number}" for number in range(9)]}
    ),
    "as many candidates as seats": Planted(
        "limit", ELECTION, _DISTRICT, "final-list-published", {"candidates/2/post": "committee_member"}
    ),
    # Elections, boxes and papers.
    "voting opened by forty-seven of seventy-two": Planted("share", ELECTION, _BY_37, "voting-opened", {"present": 47}),
    "a paper that was kept back, and was not": Planted("count", ELECTION, _BY_37, "voting-opened", {"kept_back": 1}),
    "a candidate who counts": Planted(
        "same-person", ELECTION, _BY_37, "voting-opened", {"boxes/0/counters": ["ref-wen"]}
    ),
    "a paper that is not accounted for": Planted(
        "count", ELECTION, _BY_37, "box-counted", {"count/papers/unused": "-1"}
    ),
    "a void ballot that is nowhere": Planted(
        "count", ELECTION, _BY_37, "box-counted", {"count/contests/0/valid": "-1"}
    ),
    "a box counted behind closed doors": Planted("count", ELECTION, _BY_37, "box-counted", {"count/is_public": False}),
    # Elections, results.
    "a woman's seat that another one won": Planted(
        "outcome",
        ELECTION,
        "a-womans-seat-counted",
        "result-declared",
        {"results/1/elected": ["ref-m1", "ref-m2"], "winners/2/person": "ref-m2"},
    ),
    "a total that is no sum": Planted("count", ELECTION, _BY_37, "result-declared", {"totals/collected": "+1"}),
    "thirty-six called enough of seventy-two": Planted(
        "share", ELECTION, _BY_37, "result-declared", {"results/0/needed": 36}
    ),
    "a majority of ballots instead of deputies": Planted(
        *("share", ELECTION, _BY_37, "result-declared"),
        {"results/0/threshold/of": "ballots", "results/0/base": 60, "results/0/needed": 31},
    ),
    "nobody elected by thirty-seven": Planted(
        "outcome", ELECTION, _BY_37, "result-declared", {"results/0/elected": []}
    ),
    "a vote more than in the boxes": Planted(
        "count", ELECTION, _BY_37, "result-declared", {"results/0/standings/0/votes": "+1"}
    ),
    "a district of which exactly half took part": Planted(
        "share", ELECTION, _DISTRICT, "result-declared", {"totals/entitled": 2002}
    ),
    "a poll called void that is not": Planted(
        "outcome", ELECTION, "voted-again-after-a-void-poll", "poll-voided", {"totals/took_part": "+900"}
    ),
    # A congress.
    "a session opened without two thirds": Planted(
        *(
            "share",
            SESSION,
            "el-35-forty-seven-of-seventy-two-are-too-few-and-forty-eight-are-enough",
            "session-opened",
        ),
        {"all_deputies": 73},
    ),
    "a budget adopted by half": Planted(
        *(
            "share",
            SESSION,
            "el-13-a-majority-is-more-than-half-of-all-deputies-not-of-the-sixty-present",
            "vote-taken",
        ),
        {"adopted": True},
    ),
    "a session of half a day": Planted(
        *("limit", SESSION, "a-session-closes-and-says-what-it-dealt-with-and-who-stayed-away-without-leave"),
        "congress-session-closed",
        {"days": "1/2"},
    ),
    "a motion of four": Planted(
        *("share", SESSION, "el-36-five-deputies-may-move-and-four-may-not", "motion-submitted"),
        {"signers": ["deputy-01", "deputy-02", "deputy-03", "deputy-04"]},
    ),
    "a question of nine, one of them twice": Planted(
        *("share", SESSION, "el-36-ten-deputies-may-put-a-formal-question-and-nine-may-not", "question-put"),
        {"signers/1": "deputy-01"},
    ),
    "a first session three months after the election": Planted(
        *("due-date", TERM, "a-congress-is-entered-once-and-its-first-session-is-due-two-months-after-the-election"),
        "term-opened",
        day("first_session_by", "due_at", "2026-10-20"),
    ),
    "a first session called missing on its last day": Planted(
        *("overdue-early", TERM),
        "el-35-a-first-session-that-is-missing-is-announced-overdue-once-and-not-a-moment-early",
        "first-session-overdue",
        {"decided_at": "2026-09-20T15:59:59.999999Z"},
    ),
    "recalled by half of all deputies": Planted("share", OFFICE, "recalled", "official-recalled", {"vote/agree": 36}),
    "a recall moved by one of seventy-two": Planted(
        "share", OFFICE, "recalled", "recall-moved", {"by": "deputies", "movers": ["deputy-01"], "all_deputies": 72}
    ),
    "a resignation accepted by too few": Planted(
        "share", OFFICE, "resignation-accepted", "resignation-accepted", {"vote/agree": 36}
    ),
    "a meeting of the presidium that was held and is called missing": Planted(
        "overdue-early", PRESIDIUM, _QUARTER, "presidium-meeting-missed", {"held": 1}
    ),
    "a quarter that is not over": Planted("overdue-early", PRESIDIUM, _QUARTER, "regular-session-missed", _TOO_EARLY),
    "an activity called missing on the last day of the quarter": Planted(
        "overdue-early", GROUP, _ACTIVITY, "group-activity-missed", {"decided_at": "2025-06-30T15:59:59.999999Z"}
    ),
    "a report due a day later than its day": Planted(
        *("due-date", PRESIDIUM),
        "a-planned-report-is-heard-by-its-day-or-announced-overdue-and-then-heard-late",
        "special-report-planned",
        {"due_at": "2025-02-21T16:00:00.000000Z"},
    ),
    # Villages and teams.
    "resolved by half of those attending": Planted(
        "share", RESOLUTION, "adopted", "village-resolution-adopted", {"meeting/agreed": 15}
    ),
    "twenty-six of forty representatives": Planted(
        "share", RESOLUTION, "adopted", "village-resolution-adopted", {"meeting/attended": 26, "meeting/agreed": 18}
    ),
    "representatives without authorisation": Planted(
        "cause", RESOLUTION, "adopted", "village-resolution-adopted", {"authorisation": None}
    ),
    "resolved by hands": Planted(
        "order", RESOLUTION, "adopted", "village-resolution-adopted", {"meeting/by_ballot": False}
    ),
    "the members reviewed it before the committees": Planted(
        "order", RESOLUTION, "adopted", "deliberation-held", {"step": "party_assembly_review"}
    ),
    "more votes than voters": Planted(
        "count", RESOLUTION, "adopted", "village-resolution-adopted", {"meeting/against": 50}
    ),
    "a tie called a majority": Planted("share", DECISION, "adopted", "team-decision-adopted", {"meeting/agreed": 1}),
    "a topic that came after the meeting": Planted(
        "limit", DECISION, "adopted", "topic-issued", {"issued_on": "2025-06-10"}, at="team-decision-adopted"
    ),
    "a major matter decided by hands": Planted(
        "order", DECISION, "adopted", "team-decision-adopted", {"meeting/by_ballot": False}
    ),
    "a major matter called a small one": Planted(
        "outcome", DECISION, "announced", "topic-announced", {"is_major": False}
    ),
    # A village's representatives and groups; a programme of green mines.
    "thirty-five representatives beside ten of the committee": Planted(
        *("share", VILLAGERS, _ENTERED, "representatives-entered"), {"representatives": 35, "committee_members": 10}
    ),
    "fourteen women of forty-five": Planted("share", VILLAGERS, _ENTERED, "representatives-entered", {"women": 14}),
    "a representative for more than fifteen households": Planted(
        "limit", VILLAGERS, _ENTERED, "representatives-entered", {"households": 640}
    ),
    "twenty-nine of forty-five met": Planted(
        "share", VILLAGERS, "representatives-checked", "representatives-met", {"attended": 29}
    ),
    "a quarter with its meeting called without one": Planted(
        "overdue-early",
        VILLAGERS,
        "representatives-meeting-missed-and-representatives-checked",
        "representatives-meeting-missed",
        {"held": 1},
    ),
    "a group decided by fifty-nine of ninety": Planted(
        "share", VILLAGERS, "group-decided", "group-decided", {"adults/attended": 59}
    ),
    "a group decided by half of those who came": Planted(
        "share", VILLAGERS, "group-decided", "group-decided", {"agreed": 30, "is_adopted": True}
    ),
    "delivered on the last day and called late": Planted(
        "outcome", PROGRAMME, "already-delivered", "stage-item-delivered", {"is_late": True}
    ),
    "reported after its day and called in time": Planted(
        *("outcome", PROGRAMME, "local-duty-reported", "local-duty-reported"),
        {"reported_on": "2099-01-01", "is_late": False},
    ),
    "recalled by half of a district's voters": Planted(
        "share", "elections.recall", "deputy-recalled", "deputy-recalled", {"agree": 1000}
    ),
    "a recall that had its majority and is said to have failed": Planted(
        "share", "elections.recall", "deputy-recall-failed", "deputy-recall-failed", {"agree": 1001}
    ),
    "a request of a proxy called overdue on its last day": Planted(
        *("overdue-early", "mediation.proxy", "day-passed", "proxy-overdue"),
        {"decided_at": "2025-05-16T15:59:59.999999Z"},
    ),
    "a situation called unanalysed before the month is over": Planted(
        *("overdue-early", MONTH, "the-month-missed", "situation-overdue"),
        {"decided_at": "2025-03-31T15:59:59.999999Z"},
    ),
    "a recall asked for by one voter": Planted(
        "share", "elections.recall", "deputy-recall-requested", "deputy-recall-requested", {"voters": ["voter-1"]}
    ),
    "a special period due a day later": Planted(
        "due-date", SPECIAL, "declared", "special-period-declared", {"due_at": "2025-10-01T16:00:00.000000Z"}
    ),
    "a special period screened after it": Planted(
        "limit", SPECIAL, "screened", "screened-specially", {"screened_on": "2025-10-01"}
    ),
    "a special period called missed a moment early": Planted(
        *("overdue-early", SPECIAL, "missed", "special-screening-overdue"),
        {"decided_at": "2025-09-30T15:59:59.999999Z"},
    ),
    "more arable land given up than may be": Planted(
        *("limit", PARCELS, "land-change-entered", "arable-limit-set"), {"most": 5999}, at="land-change-entered"
    ),
    "a parcel entered without a review that it passed": Planted(
        *("order", PARCELS, "land-change-entered", "land-report-reviewed"),
        {"is_passed": False},
        at="land-change-entered",
    ),
    "arable land counted short": Planted(
        "count", PARCELS, "land-change-entered", "land-change-entered", {"reduced_in_all": "-1"}
    ),
    "basic farmland not marked out anew": Planted(
        "limit", PARCELS, "land-change-entered", "land-change-entered", {"replaced": 0}
    ),
    "a residents' meeting of half of those entitled": Planted(
        "share", RESIDENTS, "held", "residents-meeting-held", {"attended": 100}
    ),
    "adopted by half of those who came": Planted(
        *("share", RESIDENTS, "half-of-those-who-came-adopt-nothing", "residents-meeting-held"), {"is_adopted": True}
    ),
    "a meeting closed without the result in its minutes": Planted(
        "order", RESIDENTS, "closed", "residents-minutes-kept", {"result": None}, at="residents-meeting-closed"
    ),
}

"""Violations planted into golden decisions of assessment, and what is to be found."""

from collections.abc import Mapping

from planted_faults import Planted, day

TOWNSHIP, CENTRE, PROGRAMME = "assessment.township", "assessment.centre", "assessment.programme"
COMMUNITY, DISTRICT, SHEET = "assessment.community", "assessment.district", "assessment.sheet"
_QUALIFIED = "decide-acceptance-community-title-conferred"
_REBOUND, _OWED = "rebound-by-a-statute", "owed-date-rederived"
_FILED = "file-plan-plan-filed"
_CLOSED = "close-sheet-sheet-closed"
_REWARDED = "decide-reward-subject-rewarded"

PLANTED_ASSESSMENT: Mapping[str, Planted] = {
    # What a statute reached.
    "a plan moved a day too far": Planted(
        "due-date", TOWNSHIP, _REBOUND, _OWED, day("after/due_on", "after/due_at", "2011-11-11")
    ),
    "a result moved by the day of the plan": Planted("due-date", TOWNSHIP, _REBOUND, _OWED, {"owed": "plan"}, number=2),
    "a first half moved a day too far": Planted(
        "due-date", CENTRE, _REBOUND, _OWED, day("after/due_on", "after/due_at", "2025-07-01")
    ),
    "decisions moved from the day of the half": Planted(
        "due-date", CENTRE, _REBOUND, _OWED, day("before/due_on", "before/due_at", "2025-12-31"), number=2
    ),
    "half the villages moved a day too far": Planted(
        "due-date", PROGRAMME, _REBOUND, _OWED, day("after/due_on", "after/due_at", "2013-01-01")
    ),
    # A township's year.
    "a plan due a day later": Planted(
        "due-date", TOWNSHIP, "open-year-year-opened", "year-opened", {"plan_due_at": "2011-11-11T16:00:00.000000Z"}
    ),
    "a result due a day earlier": Planted(
        "due-date", TOWNSHIP, "open-year-year-opened", "year-opened", {"result_due_at": "2011-12-30T16:00:00.000000Z"}
    ),
    "a plan called overdue a moment early": Planted(
        *("overdue-early", TOWNSHIP, "mark-township-overdue-township-overdue", "township-overdue"),
        {"decided_at": "2011-11-10T15:59:59.999999Z"},
    ),
    "a plan filed late without a word": Planted(
        *("overdue-unsaid", TOWNSHIP, _FILED, "township-overdue"), {"missed": "result"}, at="plan-filed"
    ),
    "a plan filed by another due date": Planted(
        "due-date", TOWNSHIP, _FILED, "plan-filed", {"due_at": "2011-11-30T16:00:00.000000Z"}
    ),
    "a plan whose stage ends before it begins": Planted(
        "order", TOWNSHIP, _FILED, "plan-filed", {"stages/0/ends_on": "2011-10-31"}
    ),
    "a finding that nobody recorded": Planted(
        "count", TOWNSHIP, "take-township-sheet-township-assessed", "township-assessed", {"findings": "+1"}
    ),
    "commended on another score": Planted(
        *("count", TOWNSHIP, "decide-commendation-township-commended", "township-commended"), {"score": "91/91"}
    ),
    # A centre's year.
    "a half-year due a day later": Planted(
        *("due-date", CENTRE, "open-centre-year-centre-year-opened", "centre-year-opened"),
        {"first_due_at": "2025-07-01T16:00:00.000000Z"},
    ),
    "decisions due in another year": Planted(
        *("due-date", CENTRE, "open-centre-year-centre-year-opened", "centre-year-opened"),
        {"decision_due_at": "2026-12-31T16:00:00.000000Z"},
    ),
    "a centre that checks itself": Planted(
        *("same-person", CENTRE, "open-centre-year-centre-year-opened", "centre-year-opened"),
        {"above": "360730105-centre"},
    ),
    "evidence frozen before the last day of the half": Planted(
        *("too-early", CENTRE, "freeze-evidence-evidence-frozen", "evidence-frozen"),
        {"decided_at": "2025-06-29T15:59:59.999999Z"},
    ),
    "a subject that assesses itself": Planted(
        *("same-person", CENTRE, "freeze-evidence-evidence-frozen", "evidence-frozen"),
        {"checks/0/assessor": "360730105-centre"},
    ),
    "a subject that was not frozen": Planted(
        *("order", CENTRE, "take-centre-sheet-subject-checked", "subject-checked"), {"subject": "360730105-elsewhere"}
    ),
    "a half-year that says another score": Planted(
        *("count", CENTRE, "take-centre-sheet-half-year-check-completed", "half-year-check-completed"),
        {"results/0/score": "10/10"},
    ),
    "rewarded on another score": Planted("count", CENTRE, _REWARDED, "subject-rewarded", {"second_score": "1/1"}),
    "rewarded without results": Planted("order", CENTRE, _REWARDED, "subject-rewarded", {"subject": "360730105-x"}),
    "evidence called overdue a moment early": Planted(
        *("overdue-early", CENTRE, "mark-centre-overdue-centre-overdue", "centre-overdue"),
        {"decided_at": "2025-06-30T15:59:59.999999Z"},
    ),
    # The programme.
    "an office due a year later": Planted(
        *("due-date", PROGRAMME, "open-programme-programme-opened", "programme-opened"),
        {"target_year": 2012, "office_due_at": "2012-12-31T16:00:00.000000Z"},
    ),
    "a quarter of the villages": Planted(
        "share", PROGRAMME, "open-programme-programme-opened", "programme-opened", {"least_share": "1/4"}
    ),
    "villages due a year later": Planted(
        *("due-date", PROGRAMME, "open-programme-programme-opened", "programme-opened"),
        {"share_due_at": "2013-12-31T16:00:00.000000Z"},
    ),
    "a village counted twice": Planted(
        "count", PROGRAMME, "complete-village-village-completed", "village-completed", {"completed": "+1"}
    ),
    "a village of another township": Planted(
        *("order", PROGRAMME, "complete-village-village-completed", "village-completed"), {"village": "360730106201"}
    ),
    "an office called overdue a moment early": Planted(
        *("overdue-early", PROGRAMME, "mark-programme-overdue-programme-overdue", "programme-overdue"),
        {"decided_at": "2011-12-31T15:59:59.999999Z"},
    ),
    # Titles.
    "a self-check on the day before the window": Planted(
        "limit", COMMUNITY, "record-self-check-self-check-recorded", "self-check-recorded", {"checked_on": "2025-09-30"}
    ),
    "a self-check passed in spite of a mandatory one": Planted(
        *("outcome", COMMUNITY, "record-self-check-self-check-recorded", "self-check-recorded"),
        {"unmet_mandatory": ["C1.1"]},
    ),
    "applied for in the year after": Planted(
        *("limit", COMMUNITY, "apply-for-acceptance-acceptance-applied", "acceptance-applied"),
        {"decided_at": "2025-12-31T16:00:00.000000Z"},
    ),
    "a method of an acceptance nobody applied for": Planted(
        "order", COMMUNITY, "record-method-method-recorded", "method-recorded", {"year": 2024}
    ),
    "qualified by less than all mandatory ones": Planted(
        "share", COMMUNITY, _QUALIFIED, "sheet-taken", {"mandatory_share": "62/63"}, at="community-title-conferred"
    ),
    "qualified with one that voids the whole": Planted(
        "share", COMMUNITY, _QUALIFIED, "sheet-taken", {"vetoed": ["C1.1"]}, at="community-title-conferred"
    ),
    "qualified after three methods": Planted(
        *("order", COMMUNITY, _QUALIFIED, "method-recorded"),
        {"method": "symposium"},
        number=4,
        at="community-title-conferred",
    ),
    "conferred by who has made the self-check": Planted(
        "same-person", COMMUNITY, _QUALIFIED, "community-title-conferred", {"conferred_by": "checker-1"}
    ),
    "conferred for the second time at first": Planted(
        "count", COMMUNITY, _QUALIFIED, "community-title-conferred", {"time": 2}
    ),
    "refused although it is enough": Planted(
        *("share", COMMUNITY, "decide-acceptance-acceptance-refused", "sheet-taken"),
        {"mandatory_share": "1/1", "vetoed": []},
        at="acceptance-refused",
    ),
    "a title lost that was not held": Planted(
        *("order", COMMUNITY, "withdraw-title-community-title-lost", "community-title-conferred"),
        {"title": "qualified"},
        number=2,
        at="community-title-lost",
    ),
    "a list with another share": Planted(
        "count", DISTRICT, "fix-yearly-list-yearly-list-fixed", "yearly-list-fixed", {"of": "+1"}
    ),
    # Sheets.
    "recorded by the unit itself": Planted(
        *("same-person", SHEET, "record-result-result-recorded", "result-recorded"), {"assessor": "360730101"}
    ),
    "a mandatory indicator called a norm": Planted(
        "outcome", SHEET, "record-result-result-recorded", "result-recorded", {"modality": "norm"}
    ),
    "one more met than there are": Planted("count", SHEET, _CLOSED, "sheet-closed", {"met": "+1"}),
    "a score of nearly all": Planted("count", SHEET, _CLOSED, "sheet-closed", {"score": "62/63"}),
    "voided by nothing that is not met": Planted("outcome", SHEET, _CLOSED, "sheet-closed", {"vetoed": ["C1.2"]}),
}

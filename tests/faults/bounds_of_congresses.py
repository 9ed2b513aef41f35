"""Sessions, deputies and teams at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Json, Made

PACKS = (
    *("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice"),
    *("cn-deputies-2025", "cn-deputies-2025-mandate"),
)
VOTES: Json = {"agree": 5, "against": 0, "abstain": 0}
MEETING: Json = {"held_on": "2025-02-01", "present": [f"p{number}" for number in range(9)]}
Facts = list[Made]


def roll(members: int = 9, deputies: int = 72) -> Made:
    data = {
        "presidium": [{"person": f"p{number}", "seat": "member"} for number in range(members)],
        "deputies": [{"deputy": f"d{number}", "standing": "active"} for number in range(deputies)],
    }
    return Made("elections.roll-entered", data)


def decided(days: str = "1/1", agree: int = 5, matter: str = "budget", session: int = 2) -> Made:
    item = {"item": "one", "matter": matter, "title": "审查和批准预算"}
    data = {
        "session": session,
        "meeting": MEETING,
        "dates": {"begins_on": "2025-03-10", "ends_on": "2025-03-11", "days": days},
        "agenda": [{"item": item, "votes": {**VOTES, "agree": agree}}],
        "papers": [],
    }
    return Made("elections.session-date-decided", data, command={"date_votes": VOTES})


def requested(movers: int) -> Made:
    extra = {"proposed_by": [f"d{number}" for number in range(movers)], "presidium": None, "votes": None}
    return Made("elections.session-requested", {"session": 2, "extra": extra, "tentative": None, "agenda": []})


def cancelled(agree: int) -> Made:
    data = {"session": 2, "meeting": MEETING}
    return Made("elections.session-cancelled", data, command={"votes": {**VOTES, "agree": agree}})


def met(came: int, kind: str = "plenary") -> Made:
    return Made("elections.meeting-held", {"kind": kind, "attending": [f"d{number}" for number in range(came)]})


def opened(on: str, kind: str = "regular") -> Made:
    attending = [f"d{number}" for number in range(72)]
    return Made(
        "elections.session-opened",
        {"session": 2, "opened_on": on, "kind": kind, "attending": attending, "absent": [], "all_deputies": 72},
    )


def flagged() -> Made:
    return Made("elections.session-flagged", {"session": 2, "finding": "regular-session-outside-quarter"})


def closed(days: str = "1/1", dealt_with: tuple[str, ...] = ()) -> Made:
    day = {"opened_on": "2025-05-10", "closed_on": "2025-05-11", "days": days, "is_first": False}
    return Made("elections.congress-session-closed", {"session": 2, **day, "dealt_with": list(dealt_with)})


def deliberated() -> Made:
    return Made("elections.item-deliberated", {"item": "one", "minutes": 30})


def voted() -> Made:
    return Made(
        "elections.vote-taken",
        {"item": "one", "votes": {"agree": 40, "against": 0, "abstain": 0}, "all_deputies": 72, "adopted": True},
    )


def entered() -> Made:
    return Made("elections.deputies-entered", {"deputies": [{"deputy": "d1"}]})


def noted(step: str, *absent: str) -> Made:
    return Made("elections.session-noted", {"step": step, "absent": list(absent)})


def terminated(ground: str = "absent_without_leave") -> Made:
    return Made("elections.deputy-terminated", {"deputy": "d1", "ground": ground})


def of(name: str, **data: Any) -> Made:
    return Made(f"elections.{name}", data)


TOO_SHORT, FEW = ("limit", "session-date-decided"), ("share", "session-date-decided")
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # Length.
    "half a day too few": ([roll(), decided("1/2")], {TOO_SHORT}),
    "a day": ([roll(), decided("1/1")], set()),
    "a day with an election": ([roll(), decided("1/1", matter="election")], {TOO_SHORT}),
    "a day and a half with an election": ([roll(), decided("3/2", matter="election")], set()),
    "a day and a third": ([roll(), decided("4/3")], {TOO_SHORT}),
    "closed after a day with an election": (
        *([closed("1/1", ("by_election",))], {("limit", "congress-session-closed")}),
    ),
    "closed after a day and a half with an election": ([closed("3/2", ("by_election",))], set()),
    # The presidium, and one fifth of the deputies.
    "five of nine": ([roll(9), decided(agree=5)], set()),
    "four of nine": ([roll(9), decided(agree=4)], {FEW}),
    "five of ten": ([roll(10), decided(agree=5)], {FEW}),
    "fifteen of seventy-two call it": ([roll(), requested(15), decided()], set()),
    "fourteen of seventy-two call it": ([roll(), requested(14), decided()], {FEW}),
    "called off by five of nine": ([roll(9), cancelled(5)], set()),
    "called off by four of nine": ([roll(9), cancelled(4)], {("share", "session-cancelled")}),
    # Plenaries.
    "a plenary of forty-eight of seventy-two": ([roll(), met(48)], set()),
    "a plenary of forty-seven of seventy-two": ([roll(), met(47)], {("share", "meeting-held")}),
    "a meeting of the presidium, which needs none": ([roll(), met(5, "presidium")], set()),
    # Deliberation, quarters.
    "voted after a deliberation": ([deliberated(), voted()], set()),
    "voted without deliberation": ([voted()], {("order", "vote-taken")}),
    "opened in the second quarter and flagged": ([opened("2025-04-01"), flagged(), closed()], set()),
    "opened in the second quarter and not flagged": (
        *([opened("2025-04-01"), closed()], {("outcome", "congress-session-closed")}),
    ),
    "flagged on the last day of the first quarter": (
        *([opened("2025-03-31"), flagged()], {("outcome", "session-flagged")}),
    ),
    "an additional session in the second quarter": ([opened("2025-04-01", "extra"), closed()], set()),
    "no regular session in the second quarter, said to be missing": (
        [of("regular-session-missed", year=2025, quarter=2, held=0)],
        {("overdue-early", "regular-session-missed"), ("overdue-early", "regular-session-missed")},
    ),
    # Absences.
    "two sessions missed": ([entered(), noted("closed", "d1"), noted("closed", "d1"), terminated()], set()),
    "one session missed": (*([entered(), noted("closed", "d1"), terminated()], {("share", "deputy-terminated")}),),
    "two sessions missed and a deputy still": (
        [entered(), noted("closed", "d1"), noted("closed", "d1"), noted("requested")],
        {("outcome", "session-noted")},
    ),
    "one session missed and a deputy still": ([entered(), noted("closed", "d1"), noted("requested")], set()),
    # Groups, staff, appraisals, profiles.
    "a group of three": ([of("group-set-up", members=["a", "b", "c"], few=False)], set()),
    "a group of three called few": (
        *([of("group-set-up", members=["a", "b", "c"], few=True)], {("outcome", "group-set-up")}),
    ),
    "a group of two": ([of("group-set-up", members=["a", "b"], few=True)], set()),
    "a group of two called enough": (
        *([of("group-set-up", members=["a", "b"], few=False)], {("outcome", "group-set-up")}),
    ),
    "one does the daily work": ([of("office-staff-named", staff=["a"]), of("organ-marks-standing", lacking=[])], set()),
    "nobody does, and nothing is lacking": (
        *([of("organ-marks-standing", lacking=[])], {("outcome", "organ-marks-standing")}),
    ),
    "nobody does": ([of("organ-marks-standing", lacking=["staff"])], set()),
    "appraised once": (
        [
            of("departments-changed", departments=["one", "two"]),
            of("department-appraised", department="one"),
            of("departments-not-appraised", departments=["two"]),
        ],
        set(),
    ),
    "appraised once and said to be left out": (
        [
            of("departments-changed", departments=["one", "two"]),
            of("department-appraised", department="one"),
            of("departments-not-appraised", departments=["one", "two"]),
        ],
        {("count", "departments-not-appraised")},
    ),
    # A team.
    "two study together": (
        [
            of("work-divided", shares=[{"member": "a"}, {"member": "b"}], decided_on="2025-06-20"),
            of("team-meeting-recorded", kind="study", present=["a", "b"], briefed_by=None, held_on="2025-06-20"),
        ],
        set(),
    ),
    "one studies alone": (
        [
            of("work-divided", shares=[{"member": "a"}, {"member": "b"}], decided_on="2025-06-20"),
            of("team-meeting-recorded", kind="study", present=["a"], briefed_by=None, held_on="2025-06-20"),
        ],
        {("share", "team-meeting-recorded")},
    ),
    "who has no share of the work": (
        [
            of("work-divided", shares=[{"member": "a"}], decided_on="2025-06-20"),
            of("team-meeting-recorded", kind="exchange", present=["a", "c"], briefed_by=None, held_on="2025-06-20"),
        ],
        {("cause", "team-meeting-recorded")},
    ),
    "briefed by one who was not there": (
        [
            of("work-divided", shares=[{"member": "a"}, {"member": "b"}], decided_on="2025-06-20"),
            of("team-meeting-recorded", kind="briefing", present=["a"], briefed_by="b", held_on="2025-06-20"),
        ],
        {("cause", "team-meeting-recorded")},
    ),
    "work divided twice to one": (
        [of("work-divided", shares=[{"member": "a"}, {"member": "a"}], decided_on="2025-06-20")],
        {("count", "work-divided")},
    ),
    "divided tomorrow": (
        [of("work-divided", shares=[{"member": "a"}], decided_on="2025-06-21")],
        {("too-early", "work-divided")},
    ),
}

"""Councils of communities and the matters executed after consultations, at the bounds of their rules."""

from typing import Any

from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT = "360730100009"
CATEGORIES = ("party_delegate", "npc_deputy", "cppcc_member", "public_figure", "resident_unit_head")


def council(*categories: str, since: str = "2025-03-31", persons: tuple[str, ...] = ("a", "b", "c", "d", "e")) -> Made:
    seats = [{"person": person, "category": category} for person, category in zip(persons, categories, strict=False)]
    return Made("elections.council-set", {"unit": UNIT, "since": since, "members": seats}, stream="council")


def acted(number: int = 1, on: str = "2025-03-31") -> Made:
    return Made("elections.council-action-recorded", {"number": number, "acted_on": on}, stream="council")


def held(on: str = "2025-06-18", form: str = "consultation") -> Made:
    data = {"unit": UNIT, "meeting": "road", "form": form, "held_on": on, "entitled": 7, "attended": 5, "needed": 1}
    return Made("elections.residents-meeting-held", {**data, "agreed": None, "is_adopted": None}, stream="meeting")


def closed() -> Made:
    fields = ["date", "place", "form", "attendance", "topics", "opinions", "result"]
    return Made(
        "elections.residents-meeting-closed", {"unit": UNIT, "meeting": "road", "fields": fields}, stream="meeting"
    )


def kept() -> Made:
    texts = {"place": "x", "topics": "x", "opinions": "x", "result": "x"}
    return Made("elections.residents-minutes-kept", {"unit": UNIT, "meeting": "road", **texts}, stream="meeting")


def executed(held_on: str | None = "2025-06-18", *, is_closed: bool = True, **other: Any) -> Made:
    consulted = None if held_on is None else {"held_on": held_on, "is_closed": is_closed}
    named = {"consultation": None if held_on is None else "road", "consulted": consulted, "lack": None}
    data = {"unit": UNIT, "matter": "road", "executed_on": "2025-06-18", **named, **other}
    return Made("elections.community-matter-executed", data, stream="matter")


def missing(lack: str) -> Made:
    return Made("elections.consultation-missing", {"lack": lack}, stream="matter")


MEETING = [held(), kept(), closed()]
CAUSE, ORDER = {("cause", "council-set")}, {("order", "council-set")}
UNSEEN, OTHER = {("cause", "community-matter-executed")}, {("outcome", "community-matter-executed")}
SAID = {("cause", "consultation-missing")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # Who sits in it, and what it did.
    "each of the five categories": ([council(*CATEGORIES)], set()),
    "another category": ([council("party_delegate", "other")], CAUSE),
    "one person twice": ([council(*CATEGORIES, persons=("a", "b", "c", "d", "a"))], {("count", "council-set")}),
    "changed on the same day": ([council("npc_deputy"), council("cppcc_member")], set()),
    "changed on a day before": ([council("npc_deputy"), council("cppcc_member", since="2025-03-30")], ORDER),
    "the same again": ([council("npc_deputy"), council("npc_deputy")], ORDER),
    "active on its first day": ([council("npc_deputy"), acted()], set()),
    "active after a change, on a day before it": (
        *([council("npc_deputy"), council("npc_deputy", since="2025-06-01"), acted()], set()),
    ),
    "active the day before it was set up": (
        *([council("npc_deputy"), acted(on="2025-03-30")], {("order", "council-action-recorded")}),
    ),
    "active and never set up": ([acted()], {("order", "council-action-recorded")}),
    "an action left out": ([council("npc_deputy"), acted(2)], {("count", "council-action-recorded")}),
    # The consultation before a matter is executed.
    "consulted on the same day": ([*MEETING, executed()], set()),
    "consulted a day later, said": (
        [
            *(held("2025-06-19"), kept(), closed()),
            *(executed("2025-06-19", lack="held-afterwards"), missing("held-afterwards")),
        ],
        set(),
    ),
    "consulted a day later as if before": ([held("2025-06-19"), kept(), closed(), executed("2025-06-19")], OTHER),
    "with open minutes, said": (
        *([held(), executed(is_closed=False, lack="minutes-incomplete"), missing("minutes-incomplete")], set()),
    ),
    "with open minutes as if closed": ([held(), executed()], UNSEEN),
    "with closed minutes as if open": (
        *([*MEETING, executed(is_closed=False, lack="minutes-incomplete"), missing("minutes-incomplete")], UNSEEN),
    ),
    "held on another day than said": ([*MEETING, executed("2025-06-17")], UNSEEN),
    "of another form": ([held(form="other"), kept(), closed(), executed()], UNSEEN),
    "never held": ([executed()], UNSEEN),
    "named and not looked up": ([*MEETING, executed(consulted=None, lack="none-named"), missing("none-named")], UNSEEN),
    "none named, said": ([executed(None, lack="none-named"), missing("none-named")], set()),
    "none named as if there were one": ([executed(None)], OTHER),
    "none named, unsaid": (
        *(
            [executed(None, lack="none-named"), acted()],
            {("outcome", "council-action-recorded"), ("order", "council-action-recorded")},
        ),
    ),
    "said by another word": ([executed(None, lack="none-named"), missing("held-afterwards")], SAID),
    "said twice": ([executed(None, lack="none-named"), missing("none-named"), missing("none-named")], SAID),
    "said though consulted": ([*MEETING, executed(), missing("none-named")], SAID),
    "enough, and said to lack": ([*MEETING, executed(lack="none-named"), missing("none-named")], OTHER),
}

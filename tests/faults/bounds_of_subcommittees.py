"""Sub-committees of communities at the bounds of their rules: below, at and above them, by the auditor's own count."""

from typing import Any

from made_records import Made

PACKS = ("community-draft-standards",)
Facts = list[Made]
UNIT, MARCH = "360730100009", "2025-03-31T02:00:00.000000Z"
FIVE = ["mediation", "security", "health", "population", "culture"]


def elected(person: str = "m-1", post: str = "committee_member", unit: str = UNIT) -> Made:
    return Made("elections.official-elected", {"unit": unit, "post": post, "person": person}, stream="office", at=MARCH)


def left(how: str, person: str = "m-1") -> Made:
    data = {"unit": UNIT, "post": "committee_member", "person": person}
    return Made(f"elections.{how}", data, stream="office", at=MARCH)


def owed(since: str = "2025-03-31", **other: Any) -> Made:
    data = {"unit": UNIT, "kinds": FIVE, "since": since, **other}
    return Made("elections.subcommittees-owed", data, stream="subcommittees", at=MARCH)


def put(number: int = 3, *leaders: str, since: str = "2025-03-31", **other: Any) -> Made:
    people = {"leaders": list(leaders or ["m-1"]), "representatives": [f"r-{n}" for n in range(number)]}
    data = {"unit": UNIT, "kind": "health", "name": "x", "since": since, **people, **other}
    return Made("elections.subcommittee-set", data, stream="subcommittees", at=MARCH)


def dissolved(on: str = "2025-03-31") -> Made:
    data = {"unit": UNIT, "kind": "health", "dissolved_on": on}
    return Made("elections.subcommittee-dissolved", data, stream="subcommittees", at=MARCH)


ONE = [elected(), owed()]
COUNT, CAUSE = {("count", "subcommittee-set")}, {("cause", "subcommittee-set")}
ORDER, GONE = {("order", "subcommittee-set")}, {("order", "subcommittee-dissolved")}
BOUNDS: dict[str, tuple[Facts, set[tuple[str, str]]]] = {
    # Which are owed.
    "the five": ([owed()], set()),
    "four of them": ([owed(kinds=FIVE[:4])], {("cause", "subcommittees-owed")}),
    "said twice": ([owed(), owed()], {("cause", "subcommittees-owed")}),
    "since another day": ([owed("2025-03-30")], {("due-date", "subcommittees-owed")}),
    "never said": ([elected(), put()], {("outcome", "subcommittee-set")}),
    # Their people.
    "three": ([*ONE, put(3)], set()),
    "five": ([*ONE, put(5)], set()),
    "two": ([*ONE, put(2)], COUNT),
    "six": ([*ONE, put(6)], COUNT),
    "led by two": ([*ONE, elected("m-2"), put(3, "m-1", "m-2")], COUNT),
    "led by nobody": ([*ONE, put(3, leaders=[])], COUNT),
    "one twice": ([*ONE, put(representatives=["r-1", "r-2", "r-2"])], COUNT),
    "the leader represents": ([*ONE, put(representatives=["r-1", "r-2", "m-1"])], COUNT),
    "led by the chair": ([elected("c-1", "committee_chair"), owed(), put(3, "c-1")], set()),
    "led by a woman of the women's seat": ([elected("w-1", "committee_woman"), owed(), put(3, "w-1")], set()),
    "led by a stranger": ([*ONE, put(3, "m-2")], CAUSE),
    "led by a deputy": ([elected("d-1", "deputy"), owed(), put(3, "d-1")], CAUSE),
    "led by a member of another committee": ([elected(unit="360730100010"), owed(), put()], CAUSE),
    "led by who has left it": ([*ONE, left("office-vacated"), put()], CAUSE),
    "led by whose term ended": ([*ONE, left("office-term-ended"), put()], CAUSE),
    "led by one who stays when another leaves": ([*ONE, elected("m-2"), left("office-vacated", "m-2"), put()], set()),
    # Their days.
    "changed on the same day": ([*ONE, put(3), put(4)], set()),
    "changed on a day before": ([*ONE, put(3), put(4, since="2025-03-30")], ORDER),
    "the same again": ([*ONE, put(), put()], ORDER),
    "dissolved on its first day": ([*ONE, put(), dissolved()], set()),
    "dissolved before it": ([*ONE, put(), dissolved("2025-03-30")], GONE),
    "dissolved twice": ([*ONE, put(), dissolved(), dissolved()], GONE),
    "dissolved and set up as it was": ([*ONE, put(), dissolved(), put()], set()),
}

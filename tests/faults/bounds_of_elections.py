"""Elections at the bounds of their rules: one below, at, and one above, by the auditor's own count."""

from typing import Any

from made_records import Made

VILLAGE = (
    *("cn-villagers-2018", "cn-villagers-2018-elections", "cn-villagers-2018-proxies", "cn-voting-2018"),
    "zj-village-elections-2020",
)
CONGRESS = ("cn-congress-2022", "district-congress-2020", "district-congress-2020-practice")
COMMUNITY = ("cn-residents-2018", "cn-residents-2018-groups", "community-draft-standards")
DEPUTIES = ("cn-elections-2020",)
HELD_ON = "2025-03-20"


def planned(kind: str = "villagers", seats: int = 5, **other: Any) -> Made:
    data = {
        "kind": kind,
        "basis": "general",
        "contests": [{"post": "committee_member", "seats": seats - 1}, {"post": "committee_woman", "seats": 1}],
        "held_on": HELD_ON,
        "term_ends_on": "2030-03-20",
        **other,
    }
    return Made("elections.election-planned", data)


def formed(size: int) -> Made:
    chosen = [{"person": f"ref-{number}", "votes": 90 - number} for number in range(size)]
    return Made("elections.election-committee-formed", {"chosen": chosen, "size": size, "chair": "ref-0"})


def opened(watchers: int) -> Made:
    box = {"box": "a", "received": 10, "counters": ["ref-c"], "watchers": [f"ref-w{n}" for n in range(watchers)]}
    paper = {"printed": 10, "kept_back": 0, "entitled": 10, "present": None}
    return Made("elections.voting-opened", {**paper, "ballot": [], "boxes": [box], "round": 1, "why": "first"})


def window(first: str, last: str) -> Made:
    return Made("elections.nomination-opened", {"from_on": first, "until_on": last})


def named(on: str = "2025-03-05", person: str = "ref-m") -> Made:
    data = {"post": "committee_member", "person": person, "by": "self", "nominators": [person], "nominated_on": on}
    return Made("elections.candidate-nominated", data)


def eligible(**other: Any) -> Made:
    found = {"age_on_election_day": 40, "has_political_rights": True, "is_deputy": False, "resident_since": None}
    data = {"post": "committee_member", "person": "ref-m", "eligibility": {**found, **other}}
    return Made("elections.candidate-eligible", data)


def declined(on: str) -> Made:
    return Made("elections.candidate-withdrawn", {"post": "committee_member", "person": "ref-m", "declined_on": on})


def proxy(giver: str, holder: str = "ref-h", on: str = "2025-03-17") -> Made:
    return Made("elections.proxy-registered", {"proxy": {"giver": giver, "holder": holder}, "handed_in_on": on})


def kin(*givers: str) -> Made:
    return Made("elections.kinship-recorded", {"kin": [{"one": giver, "other": "ref-h"} for giver in givers]})


def listed(on: str, *givers: str) -> Made:
    proxies = [{"giver": giver, "holder": "ref-h"} for giver in givers]
    return Made("elections.proxies-published", {"proxies": proxies, "published_on": on})


def proxies_of(number: int) -> list[Made]:
    givers = [f"ref-{number}" for number in range(number)]
    return [kin(*givers), *map(proxy, givers)]


WINDOW = window("2025-03-01", "2025-03-10")
FEW, LONG, LATE = ("share", "voting-opened"), ("limit", "election-planned"), ("limit", "proxy-registered")
BOUNDS: dict[str, tuple[tuple[str, ...], list[Made], set[tuple[str, str]]]] = {
    # Seats, terms, committees, watchers.
    "seven seats": (VILLAGE, [planned(seats=7)], set()),
    "eight seats": (VILLAGE, [planned(seats=8)], {LONG}),
    "until the day five years later": (VILLAGE, [planned(term_ends_on="2030-03-20")], set()),
    "until the day after": (VILLAGE, [planned(term_ends_on="2030-03-21")], {LONG}),
    "a committee until the day after": (*(COMMUNITY, [planned("residents", term_ends_on="2030-03-21")], {LONG}),),
    "five on the election committee": (VILLAGE, [planned(), formed(5)], set()),
    "four on the election committee": (VILLAGE, [planned(), formed(4)], {("limit", "election-committee-formed")}),
    "nine on the election committee": (VILLAGE, [planned(), formed(9)], set()),
    "ten on the election committee": (VILLAGE, [planned(), formed(10)], {("limit", "election-committee-formed")}),
    "three watch a box": (VILLAGE, [planned(), opened(3)], set()),
    "two watch a box": (VILLAGE, [planned(), opened(2)], {FEW}),
    "one chair": (CONGRESS, [planned("congress", contests=[{"post": "congress_chair", "seats": 1}])], set()),
    "two chairs": (CONGRESS, [planned("congress", contests=[{"post": "congress_chair", "seats": 2}])], {LONG}),
    "two vice-chairs": (CONGRESS, [planned("congress", contests=[{"post": "congress_vice_chair", "seats": 2}])], set()),
    "three vice-chairs": (
        *(CONGRESS, [planned("congress", contests=[{"post": "congress_vice_chair", "seats": 3}])], {LONG}),
    ),
    # Nominations, refusals, age, residence.
    "named on the first and the last day of the window": (
        *(VILLAGE, [planned(), WINDOW, named("2025-03-01"), named("2025-03-10", "ref-n")], set()),
    ),
    "named on the day before the window": (
        *(VILLAGE, [planned(), WINDOW, named("2025-02-28")], {("limit", "candidate-nominated")}),
    ),
    "named on the day after the window": (
        *(VILLAGE, [planned(), WINDOW, named("2025-03-11")], {("limit", "candidate-nominated")}),
    ),
    "named while nobody may be": (VILLAGE, [planned(), named()], {("limit", "candidate-nominated")}),
    "a window that ends on the day of election": (VILLAGE, [planned(), window("2025-03-01", HELD_ON)], set()),
    "a window that ends the day after": (
        *(VILLAGE, [planned(), window("2025-03-01", "2025-03-21")], {("limit", "nomination-opened")}),
    ),
    "declined three days before": (VILLAGE, [planned(), WINDOW, named(), declined("2025-03-17")], set()),
    "declined two days before": (
        *(VILLAGE, [planned(), WINDOW, named(), declined("2025-03-18")], {("limit", "candidate-withdrawn")}),
    ),
    "eighteen years old": (VILLAGE, [planned(), WINDOW, named(), eligible(age_on_election_day=18)], set()),
    "seventeen years old": (
        VILLAGE,
        [planned(), WINDOW, named(), eligible(age_on_election_day=17)],
        {("outcome", "candidate-eligible")},
    ),
    # Proxies.
    "three proxies": (VILLAGE, [planned(), *proxies_of(3)], set()),
    "a fourth proxy": (VILLAGE, [planned(), *proxies_of(4)], {LATE}),
    "three proxies of a district": (DEPUTIES, [planned("deputies"), *proxies_of(3)], set()),
    "a fourth proxy of a district": (DEPUTIES, [planned("deputies"), *proxies_of(4)], {LATE}),
    "handed in three days before": (VILLAGE, [planned(), kin("ref-1"), proxy("ref-1", on="2025-03-17")], set()),
    "handed in two days before": (VILLAGE, [planned(), kin("ref-1"), proxy("ref-1", on="2025-03-18")], {LATE}),
    "to somebody who is no relative": (VILLAGE, [planned(), proxy("ref-1")], {("cause", "proxy-registered")}),
    "to somebody who stands": (
        VILLAGE,
        [planned(), WINDOW, named(person="ref-h"), kin("ref-1"), proxy("ref-1")],
        {("same-person", "proxy-registered")},
    ),
    "given twice": (
        VILLAGE,
        [planned(), kin("ref-1"), proxy("ref-1"), proxy("ref-1")],
        {("order", "proxy-registered")},
    ),
    "voted by proxies that no list has": (
        *(VILLAGE, [planned(), *proxies_of(1), opened(3)], {("order", "voting-opened")}),
    ),
    "voted by proxies that are listed": (
        *(VILLAGE, [planned(), *proxies_of(1), listed("2025-03-20", "ref-0"), opened(3)], set()),
    ),
    "a list without one of them": (
        *(VILLAGE, [planned(), *proxies_of(2), listed("2025-03-20", "ref-0")], {("count", "proxies-published")}),
    ),
    "a list after the day of election": (
        *(VILLAGE, [planned(), *proxies_of(1), listed("2025-03-21", "ref-0")], {("limit", "proxies-published")}),
    ),
}


def groups(representatives: int) -> Made:
    return Made("elections.groups-set-out", {"groups": 4, "representatives": representatives})

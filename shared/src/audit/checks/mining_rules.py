"""What a round of certification is bound to, reckoned anew: its standard beside the scheme, its evaluator, its land.

Law: opinion on green mines (document 3 §三(三), §四(一), §六(三)); national schemes of 2020 and 2024 (statutes 3.7);
Regulations on the transfer of land use rights (城镇国有土地使用权出让和转让暂行条例), art. 12. What a standard does not
say itself is said by the scheme, and then by the opinion; what the scheme asks for may be raised, never lowered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding

SCHEME = "mine.scheme"
POINTS, ITEMS = f"{SCHEME}.points", f"{SCHEME}.items"
PASS, SHARE, MARK = f"{SCHEME}.pass_points", f"{SCHEME}.level1_share.min", "mine.pass_mark"
DIMENSIONS, NAMED = "mine.dimensions.required", "mine.dimensions.named"
RESERVES = f"{SCHEME}.reserves_years.min"
EVALUATOR = {
    "team": "mine.evaluator.team.min",
    "team_senior": "mine.evaluator.team_senior.min",
    "professionals": "mine.evaluator.professionals.min",
    "senior_share": "mine.evaluator.senior_share.min",
}
LAND, LEASE = "land.term.max_years", "lease"
STANDARD = "mine.standard"
_NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Rules:
    """Nothing is remembered: every fact stands alone."""

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mining.prerequisites-checked.v1": _reserves,
            "mining.building-begun.v1": _begun,
            "mining.evaluator-appointed.v1": _appointed,
            "mining.land-supplied.v1": _supplied,
        }


def _reserves(seen: Seen) -> Iterator[Finding]:
    """Operating, and reserves for so many years at the least."""
    least, standing = _exact(seen.value(RESERVES)), seen.data["standing"]
    is_met = standing["is_operating"] and (least is None or Fraction(standing["reserves"]) >= least)
    asked = "operating_with_reserves" in (seen.value("listing.prerequisites") or ())
    if asked and ("operating_with_reserves" in seen.data["failed"]) == is_met:
        yield seen.finding("outcome", f"reserves of {standing['reserves']} years, {least} are asked for")


def _begun(seen: Seen) -> Iterator[Finding]:
    if not seen.has_rules:
        return
    bound = seen.data["rules"]
    yield from _compared_standard(seen, bound["standard"])
    yield from _below_the_scheme(seen, bound["standard"])
    for name, parameter in EVALUATOR.items():
        if _exact(bound["evaluator"][name]) != _exact(seen.value(parameter)):
            yield seen.finding(
                "outcome", f"{name} is {bound['evaluator'][name]}, the packs say {seen.value(parameter)}"
            )


def _compared_standard(seen: Seen, standard: Json) -> Iterator[Finding]:
    """Item by item as the pack has it; its marks its own, else the scheme's, else the opinion's."""
    said = seen.below(f"{STANDARD}.{standard['standard']}")
    items = {name.removeprefix("item."): _exact(value) for name, value in said.items() if name.startswith("item.")}
    items.pop("sum", None)
    if {name: _exact(mark) for name, mark in standard["items"].items()} != items:
        yield seen.finding("outcome", f"{standard['standard']}: other items or points than its pack has")
    passes = _first(said.get("pass_points"), seen.value(PASS), seen.value(MARK))
    share = _first(said.get("level1_share.min"), seen.value(SHARE))
    own = (passes, share, _exact(said.get("divergence")))
    bound = tuple(_exact(standard[name]) for name in ("pass_points", "level1_share", "divergence"))
    if bound != own:
        yield seen.finding("outcome", f"{standard['standard']}: bound to {_told(bound)}, the packs say {_told(own)}")
    since = said.get("in_force_from")
    if since is not None and str(since) > seen.at[:10]:
        yield seen.finding("too-early", f"{standard['standard']} is in force from {since} on")


def _below_the_scheme(seen: Seen, standard: Json) -> Iterator[Finding]:
    points, items = _exact(seen.value(POINTS)), seen.value(ITEMS)
    total = sum(map(Fraction, standard["items"].values()), Fraction(0))
    if points is not None and total != points:
        yield seen.finding("count", f"{total} points in all, the scheme has {points}")
    if standard["level"] == _NATIONAL and items not in (None, len(standard["items"])):
        yield seen.finding("count", f"{len(standard['items'])} items, the scheme has {items}")
    for name, least in (("pass_points", _exact(seen.value(PASS))), ("level1_share", _exact(seen.value(SHARE)))):
        own = _exact(standard[name])
        if least is not None and (own is None or own < least):
            yield seen.finding("share", f"{name} is {own}, the scheme asks for {least}")
    dimensions, needed = {item.partition(".")[0] for item in standard["items"]}, seen.value(DIMENSIONS)
    missing = sorted(set(seen.value(NAMED) or ()) - dimensions)
    if missing or len(dimensions) < (needed or 0):
        yield seen.finding("count", f"{len(dimensions)} dimensions of {needed}, without {', '.join(missing) or 'none'}")


def _appointed(seen: Seen) -> Iterator[Finding]:
    """A team that is large and qualified enough, led by one who works full time, of an organisation that is."""
    data, team = seen.data, {member["person"]: member for member in seen.data["team"]}
    senior = sum(member["is_senior"] for member in team.values())
    own = {"team": len(team), "team_senior": senior, "professionals": data["professionals"]}
    for name, number in own.items():
        least = seen.value(EVALUATOR[name]) or 0
        if number < least:
            yield seen.finding("share", f"{name}: {number}, {least} are asked for")
    share = _exact(seen.value(EVALUATOR["senior_share"]))
    if share is not None and data["senior_professionals"] < share * data["professionals"]:
        yield seen.finding(
            "share", f"{data['senior_professionals']} senior of {data['professionals']}, {share} is asked"
        )
    leaders = [member for member in team.values() if member["is_leader"]]
    is_led = len(leaders) == 1 and leaders[0]["is_full_time"]
    if not is_led or not all(member["is_mid_level"] for member in team.values()):
        yield seen.finding("order", f"{len(leaders)} leaders, or a member below the middle grade")


def _supplied(seen: Seen) -> Iterator[Finding]:
    """A transfer no longer than its longest term; a lease has none."""
    data, most = seen.data, seen.value(LAND)
    if data["mode"] != LEASE and data["years"] is not None and most is not None and data["years"] > most:
        yield seen.finding("limit", f"for {data['years']} years, at most {most} it may be")
    parts = sum(one["amount"] for one in data["instalments"])
    if data["instalments"] and parts != data["price"]:
        yield seen.finding("count", f"instalments of {parts}, the price is {data['price']}")


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _first(*values: Any) -> Fraction | None:
    return next((_exact(value) for value in values if value is not None), None)


def _told(marks: tuple[Fraction | None, ...]) -> str:
    return ", ".join("nothing" if mark is None else str(mark) for mark in marks)

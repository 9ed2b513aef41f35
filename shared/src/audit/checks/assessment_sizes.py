"""The sizes of communities, reckoned anew: every measure with its bounds, both ends belonging to what is met.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(二)1); AMB-17: "below" and "above" leave
their number out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audit.checks.seen import Json, Look, Seen
from audit.finding import Finding

EXISTING, EXEMPT = "community.resize.min_households", "community.resize.exempt_types"
NEW, OCCUPANCY, FULL_TIME = (
    *("community.new.min_households", "community.new.occupancy"),
    "committee.fulltime_share.min",
)
RANGES = {"members": "committee.size", "group": "residents_group.households", "steward": "steward.households"}
BANDS = "community.funding.bands"

Line = tuple[str, int | None, Fraction, Fraction | None, Fraction | None]
"""Size, number, value, least and most."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Nothing is remembered: every fact stands alone."""

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"assessment.sizes-judged.v1": _judged}


def _judged(seen: Seen) -> Iterator[Finding]:
    figures = seen.data["figures"]
    if figures["occupied"] > figures["households"] or figures["full_time"] > figures["members"]:
        yield seen.finding("count", "more moved in than there are, or more full-time than members")
    if not seen.has_rules:
        return
    said = {(line["size"], line["number"]): line for line in seen.data["lines"]}
    own = {(size, number): (value, least, most) for size, number, value, least, most in _lines(seen, figures)}
    if set(said) != set(own):
        yield seen.finding("count", "other measures than the figures have")
    for place in said.keys() & own.keys():
        line, (value, least, most) = said[place], own[place]
        if (_exact(line["value"]), _exact(line["least"]), _exact(line["most"])) != (value, least, most):
            yield seen.finding("count", f"{place[0]}: {line['value']}, by own count {value} of {least} to {most}")
        if line["met"] != _is_met(value, least, most):
            yield seen.finding("outcome", f"{place[0]}: met {line['met']} by {value} of {least} to {most}")


def _lines(seen: Seen, figures: Json) -> Iterator[Line]:
    households, members = figures["households"], figures["members"]
    yield from _households(seen, figures)
    yield ("members", None, Fraction(members), *_range(seen, "members"))
    if members:
        yield "full-time", None, Fraction(figures["full_time"], members), _exact(seen.value(FULL_TIME)), None
        yield "per-member", None, Fraction(households, members), None, None
    for size in ("group", "steward"):
        for number, each in enumerate(figures[f"{size}s"], start=1):
            yield (size, number, Fraction(each), *_range(seen, size))
    funds = next((Fraction(band["yuan"]) for band in seen.value(BANDS) or () if _is_in(band, households)), None)
    yield "funds", None, Fraction(figures["funds"]), funds, funds


def _households(seen: Seen, figures: Json) -> Iterator[Line]:
    """Of a new residential area also how many have moved in; of exempt kinds no number is asked."""
    households = Fraction(figures["households"])
    if figures["kind"] != "new":
        is_exempt = figures["kind"] in (seen.value(EXEMPT) or ())
        yield "households", None, households, None if is_exempt else _exact(seen.value(EXISTING)), None
        return
    yield "households", None, households, _exact(seen.value(NEW)), None
    if figures["households"]:
        occupied = Fraction(figures["occupied"], figures["households"])
        yield "occupancy", None, occupied, _exact(seen.value(OCCUPANCY)), None


def _range(seen: Seen, size: str) -> tuple[Fraction | None, Fraction | None]:
    return _exact(seen.value(f"{RANGES[size]}.min")), _exact(seen.value(f"{RANGES[size]}.max"))


def _is_met(value: Fraction, least: Fraction | None, most: Fraction | None) -> bool | None:
    if least is None and most is None:
        return None
    return (least is None or value >= least) and (most is None or value <= most)


def _is_in(band: Json, households: int) -> bool:
    return (
        ("below" not in band or households < band["below"])
        and ("above" not in band or households > band["above"])
        and ("from" not in band or households >= band["from"])
        and ("to" not in band or households <= band["to"])
    )


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value))

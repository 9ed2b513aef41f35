"""The sizes that are asked of a community, as a decider receives them, made from the packs that are active.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(二)1). A bound that no pack gives is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, given, words


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends belong to what is met; None: there is none on that side."""

    least: Fraction | None = None
    most: Fraction | None = None

    def judge(self, value: Fraction) -> bool | None:
        """None where nothing is asked."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Band:
    """A yearly amount for the households from `least` to `most`; an end with `is_open` does not belong to it."""

    least: int | None
    most: int | None
    is_open: bool
    yuan: int

    def holds(self, households: int) -> bool:
        if self.is_open:
            return (self.least is None or households > self.least) and (self.most is None or households < self.most)
        return (self.least is None or households >= self.least) and (self.most is None or households <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePolicy:
    """`exempt`: kinds of existing communities of which no number of households is asked."""

    existing: Bounds
    exempt: tuple[str, ...]
    new: Bounds
    occupancy: Bounds
    members: Bounds
    full_time: Bounds
    group: Bounds
    steward: Bounds
    funds: Sequence[Band]

    def funds_for(self, households: int) -> Fraction | None:
        """The standard in yuan a year; None where no pack has one."""
        return next((Fraction(band.yuan) for band in self.funds if band.holds(households)), None)


def size_policy(resolved: ResolvedPolicy) -> SizePolicy:
    return SizePolicy(
        existing=Bounds(exact(resolved, "community.resize.min_households")),
        exempt=words(resolved, "community.resize.exempt_types"),
        new=Bounds(exact(resolved, "community.new.min_households")),
        occupancy=Bounds(exact(resolved, "community.new.occupancy")),
        members=_range(resolved, "committee.size"),
        full_time=Bounds(exact(resolved, "committee.fulltime_share.min")),
        group=_range(resolved, "residents_group.households"),
        steward=_range(resolved, "steward.households"),
        funds=tuple(map(_band, given(resolved, "community.funding.bands") or ())),
    )


def _range(resolved: ResolvedPolicy, name: str) -> Bounds:
    return Bounds(exact(resolved, f"{name}.min"), exact(resolved, f"{name}.max"))


def _band(written: dict[str, int]) -> Band:
    """`below` and `above` leave their number out, `from` and `to` take it in (AMB-17)."""
    least, most = written.get("above", written.get("from")), written.get("below", written.get("to"))
    return Band(least, most, "below" in written or "above" in written, written["yuan"])

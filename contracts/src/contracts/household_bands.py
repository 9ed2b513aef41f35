"""Amounts of money by the number of households, as packs write them.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(5)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Self

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given


class Band(NamedTuple):
    """An amount for the households from `least` to `most`; an end with `is_open` does not belong to it."""

    least: int | None
    most: int | None
    is_open: bool
    yuan: int

    def holds(self, households: int) -> bool:
        if self.is_open:
            return (self.least is None or households > self.least) and (self.most is None or households < self.most)
        return (self.least is None or households >= self.least) and (self.most is None or households <= self.most)


@dataclass(frozen=True, slots=True)
class Bands:
    """Empty where no pack has any."""

    bands: Sequence[Band] = ()

    @classmethod
    def of(cls, resolved: ResolvedPolicy, name: str) -> Self:
        return cls(tuple(map(_band, given(resolved, name) or ())))

    def amount(self, households: int) -> Fraction | None:
        """In yuan; None where no band holds so many households."""
        return next((Fraction(band.yuan) for band in self.bands if band.holds(households)), None)


def _band(written: dict[str, int]) -> Band:
    """`below` and `above` leave their number out, `from` and `to` take it in (AMB-17)."""
    least, most = written.get("above", written.get("from")), written.get("below", written.get("to"))
    return Band(least, most, "below" in written or "above" in written, written["yuan"])

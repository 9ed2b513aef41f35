"""How many of how many: "more than half of all deputies" and "at least one third of the ballots", exactly.

The comparison sign is that of the clause, and the base is named, because half of all deputies and half of those who
vote are two different results.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contracts.message import shape
from contracts.packs import Parameter
from contracts.vocabulary import Name, Share


@shape
class Threshold:
    """A part of a whole: more than `share` of `of` if `is_strict`, at least `share` of it otherwise."""

    share: Share
    is_strict: bool
    of: Name

    def needed(self, whole: int) -> int:
        """The least number that is enough of this whole."""
        share = self.share
        above, below = share.numerator * whole, share.denominator
        return above // below + 1 if self.is_strict else -(-above // below)

    def is_met(self, number: int, whole: int) -> bool:
        """Of nobody no number is enough."""
        return whole > 0 and number >= self.needed(whole)


@dataclass(frozen=True, slots=True)
class SourcedThreshold:
    """A threshold as a pack gives it, with its clause."""

    threshold: Threshold
    source: str


def threshold_in(value: Any) -> Threshold:
    """From a pack's value: `{ more_than = "1/2", of = "all deputies" }` or `{ at_least = "1/3", of = "ballots" }`."""
    is_strict = "more_than" in value
    return Threshold(
        share=Fraction(value["more_than" if is_strict else "at_least"]), is_strict=is_strict, of=str(value["of"])
    )


def sourced(parameter: Parameter) -> SourcedThreshold | None:
    """None where the source is silent: nothing is invented."""
    return None if parameter.silent else SourcedThreshold(threshold_in(parameter.value), parameter.source)

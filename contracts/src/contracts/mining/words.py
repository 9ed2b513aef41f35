"""Words of several streams of mining: where something lies, which protected areas it meets, what a list says.

Geometry is computed at the service's door; what a decision rests on is the digest of the data set and the names of the
areas met, so that no float is recorded and a re-execution needs no geometry. The lists of the opinion on green mines
are read by their identifiers.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)): ecological red lines (生态保护红线) and nature reserves
(自然保护区); each list of the opinion (document 3) at the place that `lists.toml` names.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Regexp

from contracts.errors import Malformed
from contracts.message import shape
from contracts.vocabulary import Day, Digest, Name
from contracts.word_lists import Lists, lists_of

Degrees = Annotated[
    str, Regexp(r"(0|[1-9][0-9]{0,2})\.[0-9]{1,8}\Z", error='Not degrees as decimal text, such as "115.98".')
]
"""Longitude east or latitude north, CGCS2000, as decimal text: never a float."""

_FEWEST, _MOST = 4, 80
"""A ring of three corners ends where it begins; a longer boundary is drawn in fewer points."""


class ProtectedKind(StrEnum):
    """What is protected."""

    RED_LINE = "ecological-red-line"
    """生态保护红线."""
    NATURE_RESERVE = "nature-reserve"
    """自然保护区."""


@shape
class Point:
    """One corner."""

    east: Degrees
    north: Degrees


@shape
class Boundary:
    """One closed ring (范围拐点坐标); the last point is the first."""

    ring: Annotated[tuple[Point, ...], Length(min=_FEWEST, max=_MOST)]

    def __post_init__(self) -> None:
        if self.ring[0] != self.ring[-1]:
            raise Malformed({"ring": ["Not closed: the last point is not the first."]})


@shape
class Overlap:
    """The areas of one data set that are met, inside or in part; none if it is clear of them.

    `data_set` is the digest of the GeoJSON, `dated` the day from which it holds.
    """

    kind: ProtectedKind
    data_set: Digest
    dated: Day
    areas: Annotated[tuple[Name, ...], Length(max=50)] = ()


@shape
class Located:
    """A boundary, and what it meets by each data set that held on the day."""

    boundary: Boundary
    overlaps: Annotated[tuple[Overlap, ...], Length(max=20)]

    def lacks(self) -> tuple[ProtectedKind, ...]:
        """The kinds of which no data set was looked at."""
        return tuple(kind for kind in ProtectedKind if kind not in {overlap.kind for overlap in self.overlaps})

    def met(self, kind: ProtectedKind) -> tuple[str, ...]:
        """The names of the areas of one kind that are met."""
        return tuple(area for overlap in self.overlaps if overlap.kind is kind for area in overlap.areas)


def lists() -> Lists:
    return lists_of("mining")


Word = Annotated[str, Regexp(r"[a-z0-9][a-z0-9_-]{0,62}\Z", error="Not a word of the rules.")]
"""One of the words that a pack lists: a dimension, a prerequisite, a kind of mine."""


class MineLevel(StrEnum):
    """At which level materials are reviewed, or a standard is issued (四级联创, AMB-29)."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"

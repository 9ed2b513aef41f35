"""Words of several streams of mediation, and those in which other services hear of its results.

Law: township opinion on the centre (document 4 §二 to §五); People's Mediation Law (人民调解法); Regulation on Petition
Work (信访工作条例).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Actor

Word = Annotated[str, Length(min=1, max=60)]
"""A word that the policy lists: a channel, a rung of a ladder, a method."""


PartyRef = Actor
"""A party by pseudonymous reference: the actor, where the party acts here itself."""


Statement = Annotated[Sealed, Particular("statement", case="submission", within="unit", most=4000)]
"""Sealed under the key `case:<unit>-<submission>` of the one case."""


class Level(StrEnum):
    """The highest level that a case had reached when it was settled."""

    GROUP = "group"
    VILLAGE = "village"
    TOWNSHIP = "township"
    BEYOND = "beyond"


Year = Annotated[int, Range(min=2000, max=2199)]

MonthCode = Annotated[str, Regexp(r"[0-9]{4}-(0[1-9]|1[0-2])\Z", error="Not a month such as 2025-09.")]

HalfCode = Annotated[str, Regexp(r"[0-9]{4}H[12]\Z", error="Not a half-year such as 2025H1.")]


class ResultOutcome(StrEnum):
    """What became of it, in the words of who answers an objection. `elsewhere`: the text says where it belongs."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"
    EXPLAINED = "explained"
    ELSEWHERE = "elsewhere"

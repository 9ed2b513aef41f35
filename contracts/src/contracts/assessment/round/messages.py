"""A round of assessment under schemes D and G: who assesses whom in a year, and what each came to (考核评议、年度考核).

Law: district opinion on township congresses, part 3 (document 2 §三, §四); opinion on green mines, annex arts. 8 and 9
(document 3 §附8, §附9). The sheets of the other schemes are opened by the cases they belong to.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.assessment.words import Indicator, SchemeCode, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Digest, Instant, Share, StreamName, UnitCode

Subjects = Annotated[tuple[UnitCode, ...], Length(min=1, max=300)]


@command
class BeginRound:
    """Begin to assess units under a scheme in a year, as the unit that records their results. Again adds units.

    Refused: `scheme-has-its-own-case`, `scheme-not-active`, `weights-invalid`, `self-assessment`, `not-in-charge`.
    """

    actor: Actor
    unit: UnitCode
    scheme: SchemeCode
    year: Year
    subjects: Subjects


@command
class TakeRoundSheet:
    """A subject's sheet was closed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    scheme: SchemeCode
    year: Year
    subject: UnitCode
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest


RoundCommand = BeginRound | TakeRoundSheet


@fact
class RoundBegun:
    """These units are assessed from now on (开展考核); each gets a sheet."""

    unit: UnitCode
    scheme: SchemeCode
    year: Year
    subjects: Subjects
    begun_by: Actor
    begun_at: Instant


@fact
class SubjectAssessed:
    """What a unit's sheet came to (考核结果)."""

    unit: UnitCode
    scheme: SchemeCode
    year: Year
    subject: UnitCode
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    assessed_at: Instant


@fact
class RoundCompleted:
    """Every unit of the round has its result (考核完成); a unit that is added later begins it anew."""

    unit: UnitCode
    scheme: SchemeCode
    year: Year
    subjects: Count
    completed_at: Instant


RoundFact = RoundBegun | SubjectAssessed | RoundCompleted


@question
class RoundsOfArea:
    """Who of an area is assessed in rounds of a year, by whom, and what each came to."""

    unit: UnitCode
    year: Year


@shape
class RoundLine:
    """One subject; `result` None while its sheet is open."""

    assessor: UnitCode
    scheme: SchemeCode
    subject: UnitCode
    result: SubjectAssessed | None


@answer
class RoundsOfAreaAnswer:
    """One page by subject and scheme; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    subjects: tuple[RoundLine, ...]
    next: str | None

"""Every use of a unit's seal, in a book for each seal and month.

Law: district opinion on township congress work (document 2 §三(三)1); draft opinion on residents' committees
(document 5 §二(三)3(4)): the seal is kept and its use is registered (印章管理).
"""

from typing import Annotated

from marshmallow.validate import Range

from contracts.disclosure.words import EntryNumber, Month
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@shape
class SealUse:
    """A document was sealed: which, how many copies, by whom, approved by whom (both pseudonymous), on which day."""

    document: Name
    copies: Annotated[int, Range(min=1, max=100_000)]
    used_by: Actor
    approved_by: Actor
    used_on: Day


@command
class EnterSealUse:
    """Enter a use of the seal in the book of its month; it is given the next number."""

    actor: Actor
    unit: UnitCode
    seal: Ref
    month: Month
    use: SealUse


@command
class CorrectSealUse:
    """Write an entry again, with the reason; what stood before stays in the book."""

    actor: Actor
    unit: UnitCode
    seal: Ref
    month: Month
    entry: EntryNumber
    use: SealUse
    reason: Text


SealCommand = EnterSealUse | CorrectSealUse


@fact
class SealUseEntered:
    """A use of the seal (用印登记)."""

    unit: UnitCode
    seal: Ref
    month: Month
    entry: EntryNumber
    use: SealUse
    entered_by: Actor
    entered_at: Instant


@fact
class SealUseCorrected:
    """An entry as it should have been; `version` counts its versions, 2 is the first correction."""

    unit: UnitCode
    seal: Ref
    month: Month
    entry: EntryNumber
    version: Count
    use: SealUse
    reason: Text
    corrected_by: Actor
    corrected_at: Instant


SealFact = SealUseEntered | SealUseCorrected


@question
class SealBook:
    """The book of one seal and month, in the order of its numbers."""

    unit: UnitCode
    seal: Ref
    month: Month


@shape
class SealLine:
    """One entry as it stands: `version` above 1 says that it was corrected, `reason` why."""

    entry: EntryNumber
    version: Count
    use: SealUse
    reason: Text | None
    recorded_at: Instant


@answer
class SealBookAnswer:
    """One page of a book."""

    entries: tuple[SealLine, ...]
    next: str | None

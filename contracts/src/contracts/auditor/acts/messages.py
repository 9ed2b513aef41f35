"""Who did what in the records of a unit (督查): every decision and every attempt that was refused.

They are read from an index of what all services recorded. Nothing is recorded by asking, and there is no stream.
"""

from contracts.auditor.words import Position
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Instant, Name, UnitCode


@question
class ActsOfUnit:
    """Who did what in the records of a unit and of every unit in its area (督查), the newest first.

    `service`: only that field; `by`: only this actor. `begins` and `ends`: from that moment on, and before the other.
    """

    unit: UnitCode
    service: Name | None = None
    by: Name | None = None
    begins: Instant | None = None
    ends: Instant | None = None


@question
class ActsInMediation:
    """The same of mediation alone, for those who inspect and assess that field (综治检查考核)."""

    unit: UnitCode
    by: Name | None = None
    begins: Instant | None = None
    ends: Instant | None = None


@shape
class ActDone:
    """A decision, by its command; or an attempt that was refused with `code`. The stream says where to read on."""

    service: Name
    unit: Name
    at: Instant
    actor: Name
    role: Name
    acting_unit: Name
    what: Name
    stream: Name
    revision: Count
    code: Name | None


@answer
class ActsAnswer:
    """One page of acts, as far as the index goes; `next` is the token of the page after it."""

    unit: UnitCode
    through: Position
    acts: tuple[ActDone, ...]
    next: str | None

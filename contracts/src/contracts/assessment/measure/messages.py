"""What other services' facts come to for one indicator of one unit and term, entry by entry (考核数据).

Law: documents 1 §五4, 4 §三(七), 5 §三(二). Requirement A-003: computed from events, never typed.
"""

from typing import Annotated

from marshmallow.validate import Regexp

from contracts.assessment.words import Cause, Indicator, SchemeCode, Term
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, StreamName, UnitCode

Entry = Annotated[str, Regexp(r"[A-Za-z0-9][A-Za-z0-9-]{0,100}\Z", error="Not an entry such as TP-2025H1.")]
"""What is counted once: a duty, a case, a month; the newest fact of an entry is what counts."""


@command
class CountEntry:
    """Count one entry, or count it anew: `hits` of `of`. Sent by the service itself when it reads the fact `cause`."""

    actor: Actor
    unit: UnitCode
    indicator: Indicator
    term: Term
    entry: Entry
    hits: Count
    of: Count
    cause: Cause


@command
class AskMeasure:
    """A sheet asks for the measure, now and whenever it changes. Sent by the service itself when a sheet opens."""

    actor: Actor
    unit: UnitCode
    indicator: Indicator
    term: Term
    scheme: SchemeCode
    sheet: StreamName


MeasureCommand = CountEntry | AskMeasure


@fact
class EntryCounted:
    """An entry counts `hits` of `of`; all entries together now come to `all_hits` of `total`."""

    unit: UnitCode
    indicator: Indicator
    term: Term
    entry: Entry
    hits: Count
    of: Count
    all_hits: Count
    total: Count
    cause: Cause
    sheets: tuple[StreamName, ...]
    counted_at: Instant


@fact
class MeasureAsked:
    """A sheet follows the measure from here on; so far it comes to `all_hits` of `total`."""

    unit: UnitCode
    indicator: Indicator
    term: Term
    scheme: SchemeCode
    sheet: StreamName
    all_hits: Count
    total: Count
    asked_at: Instant


MeasureFact = EntryCounted | MeasureAsked


@question
class MeasureOfUnit:
    """The entries that a derived value is made of, each with the fact it rests on, in their order."""

    unit: UnitCode
    indicator: Indicator
    term: Term


@shape
class CountedEntry:
    """One entry: `hits` of `of`, by this fact."""

    entry: Entry
    hits: Count
    of: Count
    cause: Cause


@answer
class MeasureOfUnitAnswer:
    """One page of entries, and what all entries come to; `next` is the token of the page after it."""

    unit: UnitCode
    indicator: Indicator
    term: Term
    hits: Count
    total: Count
    entries: tuple[CountedEntry, ...]
    next: str | None

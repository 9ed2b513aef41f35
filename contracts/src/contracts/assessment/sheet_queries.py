"""What can be asked of score sheets, measures and titles, and what is answered."""

from contracts.assessment.communities import Title
from contracts.assessment.measures import Entry
from contracts.assessment.sheets import LateMeasureNoted, ResultAnnotated, ResultRecorded
from contracts.assessment.vocabulary import Cause, Indicator, SchemeCode, Term, Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Digest, Instant, Share, Text, UnitCode


@question
class SheetOfUnit:
    """A unit's score sheet of a term, with everything that was said of each indicator. Refused: `no-such-sheet`."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term


@answer
class SheetOfUnitAnswer:
    """One page of what was said, oldest first; of an indicator the newest result stands. `next`: the page after it."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    digest: Digest
    opened_at: Instant
    closed_at: Instant | None
    met: Count | None
    not_met: Count | None
    not_applicable: Count | None
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    score: Share | None
    results: tuple[ResultRecorded, ...]
    annotations: tuple[ResultAnnotated, ...]
    late: tuple[LateMeasureNoted, ...]
    next: str | None


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


@question
class TitlesOfArea:
    """The titles that communities of an area hold now, in the order of their codes."""

    unit: UnitCode


@shape
class HeldTitle:
    """A title that is held: `time` above 1 says that it was regained."""

    unit: UnitCode
    title: Title
    year: Year
    time: Count
    conferred_at: Instant
    digest: Digest


@answer
class TitlesOfAreaAnswer:
    """One page of titles; `next` is the token of the page after it."""

    titles: tuple[HeldTitle, ...]
    next: str | None


@question
class TimelineOfCommunity:
    """Every step of a community through the programme, in every year: titles conferred, lost and regained."""

    unit: UnitCode


@shape
class TimelineStep:
    """One fact: its recorded type, the title and year it concerns, and what was said."""

    fact: Text
    title: Title | None
    year: Year | None
    happened_at: Instant
    reason: Text | None


@answer
class TimelineOfCommunityAnswer:
    """One page of steps, oldest first; `next` is the token of the page after it."""

    unit: UnitCode
    steps: tuple[TimelineStep, ...]
    next: str | None

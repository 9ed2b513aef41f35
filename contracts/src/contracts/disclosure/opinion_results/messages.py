"""What became of opinions that mediation handled: counted here, and nothing of it is made public by itself (flow 21).

Law: county opinion on township standardisation (document 1 §四2三要): the result is told to the person.
"""

from typing import Annotated

from marshmallow.validate import Range

from contracts.disclosure.words import Cause, Month
from contracts.mediation.words import ResultOutcome
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, UnitCode


@command
class NoteOpinionResult:
    """The result of an opinion was told. Sent by the service itself; of one opinion a second time nothing is recorded.

    `is_of_item`: it was said of something that is disclosed.
    """

    actor: Actor
    unit: UnitCode
    month: Month
    submission: Ref
    is_of_item: bool
    outcome: ResultOutcome
    told_on: Day
    cause: Cause


@fact
class OpinionResultNoted:
    """An opinion was answered (民意办理结果), for the statistics: nothing of what was said."""

    unit: UnitCode
    month: Month
    submission: Ref
    is_of_item: bool
    outcome: ResultOutcome
    told_on: Day
    cause: Cause
    noted_at: Instant


StatisticsYear = Annotated[int, Range(min=2000, max=2199)]


@question
class OpinionResults:
    """How the opinions that were answered in a year came out, for a unit and every unit in its area."""

    unit: UnitCode
    year: StatisticsYear


@shape
class OpinionOutcome:
    """How many came out so; `of_items` of them were said of what is disclosed."""

    outcome: ResultOutcome
    results: Count
    of_items: Count


@answer
class OpinionResultsAnswer:
    """Every outcome that occurred, in the order of the words."""

    year: StatisticsYear
    outcomes: tuple[OpinionOutcome, ...]

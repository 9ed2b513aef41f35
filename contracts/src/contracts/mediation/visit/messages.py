"""Visits to households and receptions of many (访民情、大接访): what was found, and whether it becomes a case.

Law: county opinion on township standardisation (document 1 §四6三要).
"""

from enum import StrEnum

from contracts.mediation.words import PartyRef, Statement
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, UnitCode


class Activity(StrEnum):
    """A visit to a household (访民情), or a reception of many (大接访)."""

    VISIT = "visit"
    RECEPTION = "reception"


@command
class RecordVisit:
    """What a cadre found with a household. Where it needs handling, an opinion case opens by itself, as `submission`.

    `household`: by reference. Refused: `visit-already-recorded`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    activity: Activity
    household: PartyRef
    visited_on: Day
    subject: Name
    findings: Statement
    needs_handling: bool


@fact
class VisitRecorded:
    """A household was visited or received (走访、接访记录)."""

    unit: UnitCode
    submission: Ref
    activity: Activity
    household: PartyRef
    visited_on: Day
    subject: Name
    findings: Statement
    needs_handling: bool
    recorded_by: Actor
    recorded_at: Instant


@question
class VisitsOfUnit:
    """The visits and receptions of a unit, the newest first; what was found stays sealed."""

    unit: UnitCode


@shape
class VisitLine:
    """One visit. `submission`: its case, where one was opened."""

    submission: Ref
    activity: Activity
    visited_on: Day
    subject: Name
    needs_handling: bool


@answer
class VisitLines:
    """One page of visits; `next` is the token of the page after this one."""

    visits: tuple[VisitLine, ...]
    next: str | None

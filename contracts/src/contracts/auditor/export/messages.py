"""Exports of archives by series and period, each of them recorded: who ordered it, what it holds, its digest.

Law: district opinion on township congress work, part 3 (document 2 §三(三)3, 档案资料管理): archives of sessions, of
general elections and of deputies; draft opinion on residents' committees, part 2 (document 5 §二(三)3(4)): property,
archives and seal of a community. Requirement X-002.
"""

from enum import StrEnum

from contracts.auditor.words import Position
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Id, Instant, Text, UnitCode


class Series(StrEnum):
    """A series of archives (档案门类)."""

    CONGRESS_SESSIONS = "congress-sessions"
    """Sessions of a people's congress, and how their resolutions are executed (人代会档案)."""
    GENERAL_ELECTIONS = "general-elections"
    """Elections with their rolls, counts and results (换届选举档案)."""
    DEPUTY_DATA = "deputy-data"
    """Deputies' files, their groups and marks, recalls (代表资料)."""
    COMMUNITY_PROPERTY = "community-property"
    """The books (财产)."""
    COMMUNITY_ARCHIVES = "community-archives"
    """Documents and regulations as they are registered (档案)."""
    COMMUNITY_SEALS = "community-seals"
    """The seal book (公章)."""


@command
class OrderExport:
    """Order the archives of a unit, and of every unit in its area, of a period whose days are both included.

    The same `export` again has no effect. Refused: `period-backwards`, `period-not-over`, `export-exists`.
    """

    actor: Actor
    unit: UnitCode
    export: Id
    series: Series
    from_on: Day
    to_on: Day
    purpose: Text


@command
class RecordExport:
    """The export was made. Sent by the auditor itself; `log_size` is the checkpoint by which its facts are proven."""

    actor: Actor
    unit: UnitCode
    export: Id
    digest: Digest
    facts: Count
    octets: Count
    log_size: Count


@command
class GiveUpExport:
    """The export could not be made. Sent by the auditor itself."""

    actor: Actor
    unit: UnitCode
    export: Id
    reason: Text


ExportCommand = OrderExport | RecordExport | GiveUpExport


@fact
class ExportOrdered:
    """Somebody wants archives exported (申请导出档案), and says what for."""

    unit: UnitCode
    export: Id
    series: Series
    from_on: Day
    to_on: Day
    purpose: Text
    ordered_by: Actor
    ordered_at: Instant


@fact
class ExportMade:
    """Archives were exported (档案导出): one file of so many octets with this SHA-256, and so many proven facts."""

    unit: UnitCode
    export: Id
    series: Series
    from_on: Day
    to_on: Day
    ordered_by: Actor
    digest: Digest
    facts: Count
    octets: Count
    log_size: Count
    made_at: Instant


@fact
class ExportNotMade:
    """The order came to nothing, for this reason."""

    unit: UnitCode
    export: Id
    reason: Text
    given_up_at: Instant


ExportFact = ExportOrdered | ExportMade | ExportNotMade


# Query


@question
class ExportsOfUnit:
    """Exports of the archives of a unit and of every unit in its area, the newest order first."""

    unit: UnitCode


@shape
class KnownExport:
    """An export as it stands: `digest` is None before it is made, `reason` says why it was given up."""

    unit: UnitCode
    export: Id
    series: Series
    from_on: Day
    to_on: Day
    purpose: Text
    ordered_by: Actor
    ordered_at: Instant
    digest: Digest | None
    facts: Count | None
    octets: Count | None
    log_size: Position | None
    ended_at: Instant | None
    reason: Text | None


@answer
class ExportsAnswer:
    """One page of exports; `next` is the token of the page after it."""

    unit: UnitCode
    exports: tuple[KnownExport, ...]
    next: str | None

"""Village resolutions and team decisions as they stand, and every step that was taken."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from contracts.elections.decision.messages import (
    ConsultationRecorded,
    TeamDecisionAdopted,
    TeamDecisionPublished,
    TeamDecisionRejected,
    TopicAnnounced,
    TopicIssued,
)
from contracts.elections.matters.messages import MatterKind
from contracts.elections.resolution.messages import (
    DeliberationHeld,
    ImplementationStarted,
    ResolutionClosed,
    ResolutionDisclosed,
    ResolutionNotAdopted,
    ResolutionProposed,
    ResolutionStopped,
    ResultDisclosed,
    Step,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.words import Meeting
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select, update

from elections.tables import METADATA

_AFTER = {Step.CONSULTATION: "consulted", Step.REVIEW: "reviewed"}


def _proposed(connection: Connection, fact: ResolutionProposed, recorded: Recorded) -> None:
    matter = {"kind": MatterKind.RESOLUTION.value, "name": fact.resolution, "subject": fact.matter.value}
    _begin(connection, fact, recorded, **matter)
    _step(connection, recorded, "proposed", fact.proposed_at, meeting=fact.meeting)


def _announced(connection: Connection, fact: TopicAnnounced, recorded: Recorded) -> None:
    matter = {"kind": MatterKind.DECISION.value, "name": fact.decision, "subject": fact.kind.value}
    _begin(connection, fact, recorded, **matter)
    _step(connection, recorded, "announced", fact.announced_at, on=fact.announced_on)


def _begin(
    connection: Connection, fact: ResolutionProposed | TopicAnnounced, recorded: Recorded, **columns: str
) -> None:
    title = {"zh": fact.title.zh, "en": fact.title.en}
    row = {"stream": recorded.stream, "unit": fact.unit, "status": "", "changed_at": "", **title, **columns}
    connection.execute(insert(MATTER).values(row))


def _deliberated(connection: Connection, fact: DeliberationHeld, recorded: Recorded) -> None:
    _step(connection, recorded, _AFTER[fact.step], fact.held_at, meeting=fact.meeting)


def _held(status: str, at: Callable[[Any], datetime]) -> Apply:
    """A step that a meeting took, or one person where there was none."""

    def apply(connection: Connection, fact: Any, recorded: Recorded) -> None:
        _step(connection, recorded, status, at(fact), meeting=fact.meeting, on=getattr(fact, "decided_on", None))

    return apply


def _done(status: str, at: Callable[[Any], datetime], on: Callable[[Any], date | None] = lambda _: None) -> Apply:
    def apply(connection: Connection, fact: Any, recorded: Recorded) -> None:
        _step(connection, recorded, status, at(fact), on=on(fact))

    return apply


def _step(
    connection: Connection,
    recorded: Recorded,
    status: str,
    at: datetime,
    *,
    meeting: Meeting | None = None,
    on: date | None = None,
) -> None:
    here, recorded_at = MATTER.c.stream == recorded.stream, instant_text(at)
    connection.execute(update(MATTER).where(here).values(status=status, changed_at=recorded_at))
    steps = select(func.count()).where(MATTER_STEP.c.stream == recorded.stream)
    day = on if meeting is None else meeting.held_on
    row = {
        "stream": recorded.stream,
        "place": connection.execute(steps).scalar_one(),
        "status": status,
        "on": None if day is None else day.isoformat(),
        "body": None if meeting is None else meeting.body.value,
        "agreed": None if meeting is None else meeting.agreed,
        "against": None if meeting is None else meeting.against,
        "recorded_at": recorded_at,
    }
    connection.execute(insert(MATTER_STEP).values(row))


MATTER = Table(
    "matter",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("unit", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("status", String, nullable=False),
    Column("changed_at", String, nullable=False),
)
"""A village resolution or a team decision as it stands."""

MATTER_STEP = Table(
    "matter_step",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("status", String, nullable=False),
    Column("on", String),
    Column("body", String),
    Column("agreed", Integer),
    Column("against", Integer),
    Column("recorded_at", String, nullable=False),
)
"""Every step of it, from 0 on."""


MATTERS = Projection(
    name="matters",
    version=1,
    applies={
        ResolutionProposed: _proposed,
        DeliberationHeld: _deliberated,
        VillageResolutionAdopted: _held("resolved", lambda fact: fact.adopted_at),
        ResolutionNotAdopted: _held("not_adopted", lambda fact: fact.decided_at),
        ResolutionDisclosed: _done("resolution_disclosed", lambda fact: fact.published_at),
        ImplementationStarted: _done("implementing", lambda fact: fact.started_at, lambda fact: fact.begun_on),
        VillageMatterImplemented: _done("implemented", lambda fact: fact.implemented_at, lambda fact: fact.finished_on),
        ResultDisclosed: _done("result_disclosed", lambda fact: fact.published_at),
        ResolutionClosed: _done("closed", lambda fact: fact.closed_at),
        ResolutionStopped: _done("stopped", lambda fact: fact.stopped_at, lambda fact: fact.stopped_on),
        TopicAnnounced: _announced,
        TopicIssued: _done("issued", lambda fact: fact.issued_at, lambda fact: fact.issued_on),
        ConsultationRecorded: _done("consulted", lambda fact: fact.recorded_at, lambda fact: fact.consulted_on),
        TeamDecisionAdopted: _held("adopted", lambda fact: fact.decided_at),
        TeamDecisionRejected: _held("rejected", lambda fact: fact.decided_at),
        TeamDecisionPublished: _done("published", lambda fact: fact.published_at),
    },
)

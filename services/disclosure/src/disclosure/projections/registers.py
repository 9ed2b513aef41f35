"""The registers as they stand: uses of seals, documents, regulations and their volumes, link and support units."""

import json

from contracts.disclosure.documents.messages import DocumentCorrected, DocumentRegistered
from contracts.disclosure.regulations.messages import (
    RegulationRecorded,
    RegulationRepealed,
    RegulationReviewed,
    RegulationStatus,
    ReviewIntervalSet,
    VolumeCompiled,
)
from contracts.disclosure.seal_book.messages import SealUseCorrected, SealUseEntered
from contracts.disclosure.supporters.messages import SupportEnded, SupporterNamed
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, and_, delete, insert, select, update

from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import METADATA

REGISTER_ENTRY = Table(
    "register_entry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("reason", Text),
    Column("recorded_at", String, nullable=False),
)
"""An entry of a seal's book or of a register of documents; `content` is its newest version as JSON."""

REGULATION = Table(
    "regulation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("is_draft", Boolean, nullable=False),
    Column("adopted_by", String),
    Column("adopted_on", String),
    Column("repealed_on", String),
    Column("reviewed_on", String),
    Column("text", String),
)

REVIEW_INTERVAL = Table(
    "review_interval",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("months", Integer, nullable=False),
)

VOLUME = Table(
    "volume",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("set", String, primary_key=True),
    Column("content", Text, nullable=False),
)
"""The newest volume of a unit against a list; `content` is the fact as JSON."""

SUPPORTER = Table(
    "supporter",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("supporter", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_to", String),
)


def _entered(connection: Connection, fact: SealUseEntered, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.use)), instant_text(fact.entered_at)
    _write(connection, recorded.stream, fact.entry, 1, content, None, at)


def _seal_corrected(connection: Connection, fact: SealUseCorrected, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.use)), instant_text(fact.corrected_at)
    _write(connection, recorded.stream, fact.entry, fact.version, content, fact.reason, at)


def _document_registered(connection: Connection, fact: DocumentRegistered, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.document)), instant_text(fact.registered_at)
    _write(connection, recorded.stream, fact.entry, 1, content, None, at)


def _document_corrected(connection: Connection, fact: DocumentCorrected, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.document)), instant_text(fact.corrected_at)
    _write(connection, recorded.stream, fact.entry, fact.version, content, fact.reason, at)


def _write(
    connection: Connection, stream: str, entry: int, version: int, content: str, reason: str | None, at: str
) -> None:
    this = and_(REGISTER_ENTRY.c.stream == stream, REGISTER_ENTRY.c.entry == entry)
    row = {"stream": stream, "entry": entry, "version": version, "content": content, "reason": reason}
    connection.execute(delete(REGISTER_ENTRY).where(this))
    connection.execute(insert(REGISTER_ENTRY).values({**row, "recorded_at": at}))


def _recorded(connection: Connection, fact: RegulationRecorded, recorded: Recorded) -> None:
    """A draft of the next version takes nothing from the days on which the rule was adopted and reviewed."""
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    before = connection.execute(select(REGULATION).where(this)).one_or_none()
    is_draft = fact.status is RegulationStatus.DRAFT
    kept = before if is_draft else None
    adopted_on = None if fact.adopted_on is None else fact.adopted_on.isoformat()
    row = {
        "unit": fact.unit,
        "code": fact.code,
        "version": fact.version,
        "title": fact.title,
        "scope": fact.scope,
        "owner": fact.owner,
        "is_draft": is_draft,
        "adopted_by": kept.adopted_by if kept else fact.adopted_by,
        "adopted_on": kept.adopted_on if kept else adopted_on,
        "repealed_on": kept.repealed_on if kept else None,
        "reviewed_on": kept.reviewed_on if kept else None,
        "text": fact.text,
    }
    connection.execute(delete(REGULATION).where(this))
    connection.execute(insert(REGULATION).values(row))


def _repealed(connection: Connection, fact: RegulationRepealed, recorded: Recorded) -> None:
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    connection.execute(update(REGULATION).where(this).values(repealed_on=fact.repealed_on.isoformat()))


def _reviewed(connection: Connection, fact: RegulationReviewed, recorded: Recorded) -> None:
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    connection.execute(update(REGULATION).where(this).values(reviewed_on=fact.reviewed_on.isoformat()))


def _interval_set(connection: Connection, fact: ReviewIntervalSet, recorded: Recorded) -> None:
    connection.execute(delete(REVIEW_INTERVAL).where(REVIEW_INTERVAL.c.unit == fact.unit))
    connection.execute(insert(REVIEW_INTERVAL).values(unit=fact.unit, months=fact.months))


def _compiled(connection: Connection, fact: VolumeCompiled, recorded: Recorded) -> None:
    connection.execute(delete(VOLUME).where(and_(VOLUME.c.unit == fact.unit, VOLUME.c.set == fact.set)))
    connection.execute(insert(VOLUME).values(unit=fact.unit, set=fact.set, content=json.dumps(dump(fact))))


def _named(connection: Connection, fact: SupporterNamed, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "entry": fact.entry,
        "supporter": fact.supporter,
        "kind": fact.kind.value,
        "valid_from": fact.valid_from.isoformat(),
    }
    connection.execute(insert(SUPPORTER).values(row))


def _ended(connection: Connection, fact: SupportEnded, recorded: Recorded) -> None:
    this = and_(SUPPORTER.c.unit == fact.unit, SUPPORTER.c.entry == fact.entry)
    connection.execute(update(SUPPORTER).where(this).values(valid_to=fact.valid_to.isoformat()))


REGISTERS = Projection(
    name="registers",
    version=1,
    applies={
        SealUseEntered: _entered,
        SealUseCorrected: _seal_corrected,
        DocumentRegistered: _document_registered,
        DocumentCorrected: _document_corrected,
        RegulationRecorded: _recorded,
        RegulationRepealed: _repealed,
        RegulationReviewed: _reviewed,
        ReviewIntervalSet: _interval_set,
        VolumeCompiled: _compiled,
        SupporterNamed: _named,
        SupportEnded: _ended,
    },
    ignores=facts_outside("seal", "documents", "regulations", "supporters"),
)

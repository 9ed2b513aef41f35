"""Registered documents as they stand."""

import json

from contracts.disclosure.documents.messages import DocumentCorrected, DocumentRegistered
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection

from disclosure.registers import write_entry


def _document_registered(connection: Connection, fact: DocumentRegistered, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.document)), instant_text(fact.registered_at)
    write_entry(connection, recorded.stream, fact.entry, 1, content, None, at)


def _document_corrected(connection: Connection, fact: DocumentCorrected, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.document)), instant_text(fact.corrected_at)
    write_entry(connection, recorded.stream, fact.entry, fact.version, content, fact.reason, at)


DOCUMENTS = Projection(
    name="documents",
    version=1,
    applies={DocumentRegistered: _document_registered, DocumentCorrected: _document_corrected},
)

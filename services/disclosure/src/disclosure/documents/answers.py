"""Answers to what is asked about registered documents."""

import json
from datetime import datetime
from typing import Any

from contracts.disclosure.documents.messages import DocumentLine, DocumentLines, DocumentsOfUnit, RegisteredDocument
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row

from disclosure.documents.rule import document_stream
from disclosure.registers import entries_of


def documents_of_unit(source: Source, question: DocumentsOfUnit, page: Page) -> DocumentLines:
    rows, following = entries_of(source, document_stream(question.unit, question.year), page)
    return DocumentLines(documents=tuple(map(_document_line, rows)), next=following)


def _document_line(row: Row[Any]) -> DocumentLine:
    document = load(RegisteredDocument, json.loads(row.content))
    return DocumentLine(
        entry=row.entry,
        version=row.version,
        document=document,
        reason=row.reason,
        recorded_at=datetime.fromisoformat(row.recorded_at),
    )

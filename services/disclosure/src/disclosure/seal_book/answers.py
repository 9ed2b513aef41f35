"""Answers to what is asked about the use of seals."""

import json
from datetime import datetime
from typing import Any

from contracts.disclosure.seal_book.messages import SealBook, SealBookAnswer, SealLine, SealUse
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row

from disclosure.registers import entries_of
from disclosure.seal_book.rule import seal_stream


def seal_book(source: Source, question: SealBook, page: Page) -> SealBookAnswer:
    stream = seal_stream(question.unit, question.seal, question.month)
    rows, following = entries_of(source, stream, page)
    return SealBookAnswer(entries=tuple(map(_seal_line, rows)), next=following)


def _seal_line(row: Row[Any]) -> SealLine:
    use = load(SealUse, json.loads(row.content))
    return SealLine(
        entry=row.entry,
        version=row.version,
        use=use,
        reason=row.reason,
        recorded_at=datetime.fromisoformat(row.recorded_at),
    )

"""The uses of seals as they stand."""

import json

from contracts.disclosure.seal_book.messages import SealUseCorrected, SealUseEntered
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection

from disclosure.registers import write_entry


def _entered(connection: Connection, fact: SealUseEntered, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.use)), instant_text(fact.entered_at)
    write_entry(connection, recorded.stream, fact.entry, 1, content, None, at)


def _seal_corrected(connection: Connection, fact: SealUseCorrected, recorded: Recorded) -> None:
    content, at = json.dumps(dump(fact.use)), instant_text(fact.corrected_at)
    write_entry(connection, recorded.stream, fact.entry, fact.version, content, fact.reason, at)


SEAL_BOOKS = Projection(
    name="seal-books", version=1, applies={SealUseEntered: _entered, SealUseCorrected: _seal_corrected}
)

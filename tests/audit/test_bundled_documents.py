"""A document that a fact names goes with it into the bundle, under its digest alone."""

import base64
import importlib.util
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from audit.export import About, export
from contracts.blobs import Blob
from contracts.disclosure.books.messages import CloseBooks
from contracts.disclosure.words import Balance
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from transparency.keys import log_key

PROGRAM = Path(__file__).parents[2] / "shared" / "verify_bundle.py"
LEDGER = "日期,摘要,收入,支出\n2025-08-01,期初,,\n".encode()
DIGEST = sha256(LEDGER).hexdigest()
VILLAGE = "360730100001"


def problems(content: bytes) -> list[Any]:
    spec = importlib.util.spec_from_file_location("verify_bundle", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[Any] = module.check(content)[0]
    return found


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """As contents are kept: by the first two digits, under the whole digest."""
    folder = tmp_path / "blobs"
    (folder / DIGEST[:2]).mkdir(parents=True)
    (folder / DIGEST[:2] / DIGEST).write_bytes(LEDGER)
    return folder


@pytest.fixture
def closed(tmp_path: Path) -> tuple[MemoryStore, LogBuilder]:
    """The books of August, closed with their ledger, and the log of it."""
    store = MemoryStore()
    blob = Blob(digest=DIGEST, size=len(LEDGER), media_type="text/csv")
    balance = Balance(opening=0, income=0, expenditure=0, closing=0)
    command = CloseBooks(actor="clerk", unit=VILLAGE, period="2025-08", balance=balance, ledger=blob)
    one = uuid5(NAMESPACE_OID, "books")
    request = Request(command_id=one, actor="clerk", role="x", actor_unit=VILLAGE, correlation_id=one)
    Handlers(SERVICE, store, ManualClock(datetime(2025, 9, 10, 1, tzinfo=UTC))).handle(command, request)
    builder = LogBuilder(store, tmp_path / "log", log_key(tmp_path / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()
    return store, builder


def bundled(closed: tuple[MemoryStore, LogBuilder], documents: Path | None) -> bytes:
    store, builder = closed
    stream = store.read_all(("disclosure_",), limit=1)[0].stream
    lines: list[bytes] = []
    export(store, builder.log, About(stream), lines.append, documents)
    return b"".join(lines)


def test_a_document_goes_with_the_fact_that_names_it(closed: tuple[MemoryStore, LogBuilder], documents: Path):
    with_it, without = bundled(closed, documents), bundled(closed, None)

    assert base64.b64encode(LEDGER) in with_it
    assert base64.b64encode(LEDGER) not in without
    assert problems(with_it) == problems(without) == []


def test_another_document_than_the_fact_names_is_found_on_its_line(
    closed: tuple[MemoryStore, LogBuilder], documents: Path
):
    bundle = bundled(closed, documents)
    other = base64.b64encode(LEDGER[:-2] + b"1\n")
    line = next(number for number, text in enumerate(bundle.split(b"\n"), start=1) if b'{"document":' in text)

    found = problems(bundle.replace(base64.b64encode(LEDGER), other))

    assert (line, "no fact names a document of this digest") in [(at, said) for at, said, *_ in found]


def test_a_content_that_is_not_that_of_its_digest_is_not_what_a_stranger_believes(
    closed: tuple[MemoryStore, LogBuilder], documents: Path
):
    (documents / DIGEST[:2] / DIGEST).write_bytes(LEDGER + b"2025-08-02,")

    assert problems(bundled(closed, documents)) != []

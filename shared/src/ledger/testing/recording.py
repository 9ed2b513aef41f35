"""Facts appended as they are: for readers' tests, which need what a producer records and not the producer.

A test takes the contract's own example of a fact (contracts/golden) and says what is different in it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid5

from contracts.catalogue import Catalogue

from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE
from ledger.recorded import GENESIS, PolicyNote, Provenance, Tip, digest_of_fact, drafts
from ledger.store import NO_STREAM, Recorded
from ledger.testing.golden import document_of

NATION = "cn"
"""Whose record a fact is said to be where its example names no unit."""


def example(recorded_type: str, **different: Any) -> dict[str, Any]:
    """The example document of a message, with other values where they are given."""
    return {**document_of(recorded_type), **different}


def append(
    store: MemoryStore,
    catalogue: Catalogue,
    stream: str,
    recorded_type: str,
    document: Mapping[str, Any],
    *,
    at: datetime,
    packs: tuple[str, ...] = (),
    cause: Recorded | None = None,
) -> Recorded:
    """One fact at the end of its stream; it must be what the catalogue can read.

    `packs`: by which it was decided; `cause`: the fact of another stream that led to it.
    """
    catalogue.read(recorded_type, dict(document))
    before = store.read(stream)
    tip = Tip(before[-1].revision, digest_of_fact(before[-1])) if before else Tip(NO_STREAM, GENESIS)
    command_id = uuid5(NAMESPACE, f"recorded/{len(store)}")
    unit = str(document.get("unit") or document.get("area") or NATION)
    provenance = Provenance(
        command_id=command_id,
        command_type=recorded_type,
        command={},
        correlation_id=command_id,
        causation_id=None if cause is None else cause.id,
        actor="clerk",
        role="Service",
        actor_unit=unit,
        unit=unit,
        decided_at=at,
        policy=PolicyNote(unit, "0" * 64, packs) if packs else None,
        calendar="0" * 64,
        decider=f"{catalogue.service}.test",
        decider_version=1,
        release="test",
    )
    news, _ = drafts(stream, tip, provenance, [(recorded_type, dict(document))])
    store.append(stream, news, expected=tip.revision)
    return store.read(stream)[-1]

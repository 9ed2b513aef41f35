"""Recorded form 1: how a decided fact becomes bytes, and what its digest is. See docs/recorded-form.md."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from contracts.canonical import canonical
from contracts.fields import instant_text
from contracts.message import Json

from ledger.leaf import leaf_bytes
from ledger.store import Draft, Recorded

FORM = 1
GENESIS = "0" * 64
"""`previous` of a stream's first fact."""


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """Which rules a decision followed: the resolved set's digest and its packs, widest area first."""

    area: str
    digest: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who decided what, when, and by which rules; the same for all facts of one append."""

    command_id: UUID
    command_type: str
    command: Json
    correlation_id: UUID
    causation_id: UUID | None
    actor: str
    role: str
    actor_unit: str
    unit: str
    decided_at: datetime
    policy: PolicyNote | None
    calendar: str
    decider: str
    decider_version: int
    release: str


@dataclass(frozen=True, slots=True)
class Tip:
    """The last fact of a stream."""

    revision: int
    digest: str


def drafts(stream: str, tip: Tip, provenance: Provenance, facts: Sequence[tuple[str, Json]]) -> tuple[list[Draft], Tip]:
    """The facts of one append as bytes, chained to `tip`, and the tip they leave."""
    result: list[Draft] = []
    for part, (kind, document) in enumerate(facts):
        data = canonical(document)
        metadata = canonical(_metadata(provenance, part, len(facts), tip.digest))
        draft = Draft(fact_id(provenance, stream, part, data), kind, data, metadata)
        result.append(draft)
        tip = Tip(tip.revision + 1, _digest(stream, tip.revision + 1, draft))
    return result, tip


def fact_id(provenance: Provenance, stream: str, part: int, data: bytes) -> UUID:
    """Derived, so that a retry of the same bytes is recorded once and a second decision is another fact."""
    content = hashlib.sha256(data + instant_text(provenance.decided_at).encode()).hexdigest()
    return uuid5(provenance.command_id, f"{stream}/{part}/{content}")


def digest_of_fact(fact: Recorded) -> str:
    """SHA-256 over stream, revision, id, type, data and metadata, each with its length in front."""
    return _digest(fact.stream, fact.revision, fact)


def metadata_of(fact: Recorded) -> Json:
    document: Json = json.loads(fact.metadata)
    return document


def policy_note(metadata: Json) -> PolicyNote | None:
    note = metadata["policy"]
    return None if note is None else PolicyNote(note["area"], note["digest"], tuple(note["packs"]))


def _digest(stream: str, revision: int, fact: Draft | Recorded) -> str:
    return hashlib.sha256(leaf_bytes(stream, revision, fact)).hexdigest()


def _metadata(provenance: Provenance, part: int, parts: int, previous: str) -> dict[str, Any]:
    document: dict[str, Any] = {
        "form": FORM,
        "command_id": str(provenance.command_id),
        "part": part,
        "parts": parts,
        "$correlationId": str(provenance.correlation_id),
        "$causationId": str(provenance.causation_id or provenance.command_id),
        "actor": provenance.actor,
        "role": provenance.role,
        "actor_unit": provenance.actor_unit,
        "unit": provenance.unit,
        "decided_at": instant_text(provenance.decided_at),
        "policy": _policy(provenance.policy),
        "calendar": provenance.calendar,
        "decider": {"name": provenance.decider, "version": provenance.decider_version},
        "release": provenance.release,
        "previous": previous,
    }
    if part == 0:
        document["command"] = {"type": provenance.command_type, "document": provenance.command}
    return document


def _policy(note: PolicyNote | None) -> dict[str, Any] | None:
    return None if note is None else {"area": note.area, "digest": note.digest, "packs": list(note.packs)}

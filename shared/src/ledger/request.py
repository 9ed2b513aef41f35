"""What a command comes with, and what is answered."""

import json
from dataclasses import dataclass
from uuid import UUID

from contracts.message import Json

from ledger.store import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, under which id, and what caused it."""

    command_id: UUID
    actor: str
    role: str
    actor_unit: str
    correlation_id: UUID
    causation_id: UUID | None = None
    if_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is recorded under the command: `revision` and `position` of its last fact, and the facts themselves."""

    stream: str
    revision: int
    position: int
    facts: tuple[Recorded, ...]

    def document(self, service: str) -> Json:
        return {
            "stream": self.stream,
            "revision": self.revision,
            "position": f"{service}:{self.position}",
            "facts": [{"id": str(fact.id), "type": fact.type, "data": json.loads(fact.data)} for fact in self.facts],
        }

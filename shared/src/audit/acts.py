"""Who did what, and when: every decision of a record, and every refused attempt, by the unit whose record it is."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ledger.store import Recorded

REFUSED = ".command-refused.v1"


@dataclass(frozen=True, slots=True)
class Act:
    """One decision, told by the first fact of its append; or a refused attempt, with the rule's `code`.

    `service` is the field, `unit` whose record; of a refused attempt it is the unit of who tried.
    """

    position: int
    service: str
    unit: str
    at: str
    actor: str
    role: str
    acting_unit: str
    what: str
    stream: str
    revision: int
    code: str | None = None

    def document(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        refused = f"  refused: {self.code}" if self.code else ""
        return f"{self.at}  {self.unit}  {self.actor} ({self.role}, {self.acting_unit})  {self.what}{refused}"


def acts_in(facts: Iterable[Recorded]) -> Iterator[Act]:
    """In the order of the record. What cannot be read is `verify`'s to say."""
    for fact in facts:
        try:
            act = _refused(fact) if fact.type.endswith(REFUSED) else _decided(fact)
        except (ValueError, LookupError, TypeError):
            continue
        if act is not None:
            yield act


def is_of(act: Act, unit: str) -> bool:
    """Of the unit itself, or of one in its area; a department is no area."""
    if "-" in unit:
        return act.unit == unit
    return act.unit.startswith(unit)


def _decided(fact: Recorded) -> Act | None:
    metadata = json.loads(fact.metadata)
    if metadata["part"]:
        return None
    return Act(
        position=fact.position,
        service=fact.stream.partition("_")[0],
        unit=metadata["unit"],
        at=metadata["decided_at"],
        actor=metadata["actor"],
        role=metadata["role"],
        acting_unit=metadata["actor_unit"],
        what=metadata["command"]["type"],
        stream=fact.stream,
        revision=fact.revision,
    )


def _refused(fact: Recorded) -> Act:
    refusal = json.loads(fact.data)["refusal"]
    return Act(
        position=fact.position,
        service=fact.stream.partition("_")[0],
        unit=refusal["actor_unit"],
        at=refusal["refused_at"],
        actor=refusal["actor"],
        role=refusal["role"],
        acting_unit=refusal["actor_unit"],
        what=refusal["method"],
        stream=refusal["stream"] or fact.stream,
        revision=fact.revision,
        code=refusal["code"],
    )

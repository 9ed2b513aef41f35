"""The findings that the auditor has recorded, read from its streams alone: it need not be installed, nor run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from contracts.auditor.finding.messages import FindingAnswered, FindingMet, FindingReopened, FindingSettled
from contracts.catalogue import facts_of
from contracts.message import Json
from ledger.recorded import metadata_of
from ledger.store import START, Recorded

from audit.finding import Finding
from audit.pages import PAGE, Readable

STREAMS = ("auditor_finding-",)


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as it stands; `settled_at` is empty while audits meet it. `answers`: who said what of it, and when."""

    finding: Finding
    unit: str
    audit: str
    met_at: str
    met_last_at: str
    reopened: int = 0
    settled_at: str | None = None
    answers: tuple[Json, ...] = field(default=())

    def __str__(self) -> str:
        times = f", back {self.reopened} times" if self.reopened else ""
        ended = f", settled {self.settled_at}" if self.settled_at else ""
        said = "".join(f"\n    {one['at']} {one['by']}: {one['statement']}" for one in self.answers)
        return f"{self.finding} [{self.unit}, since {self.met_at}{times}{ended}]{said}"

    def document(self) -> dict[str, Any]:
        return {
            **self.finding.document(),
            "unit": self.unit,
            "audit": self.audit,
            "met_at": self.met_at,
            "met_last_at": self.met_last_at,
            "reopened": self.reopened,
            "settled_at": self.settled_at,
            "answers": list(self.answers),
        }


def known_findings(store: Readable) -> list[KnownFinding]:
    """In the order in which they were met first. Raises `StoreUnavailable`."""
    known: dict[str, KnownFinding] = {}
    for fact in _facts(store):
        message, at = facts_of("auditor").read(fact.type, json.loads(fact.data)), str(metadata_of(fact)["decided_at"])
        match message:
            case FindingMet():
                known[fact.stream] = KnownFinding(_finding(message), message.unit, message.audit.value, at, at)
            case FindingReopened():
                before = known[fact.stream]
                known[fact.stream] = replace(
                    before,
                    finding=_finding(message),
                    audit=message.audit.value,
                    met_last_at=at,
                    reopened=before.reopened + 1,
                    settled_at=None,
                )
            case FindingSettled():
                known[fact.stream] = replace(known[fact.stream], settled_at=at)
            case FindingAnswered():
                answer = {"at": at, "by": message.by, "statement": message.statement}
                before = known[fact.stream]
                known[fact.stream] = replace(before, answers=(*before.answers, answer))
    return list(known.values())


def _finding(fact: FindingMet | FindingReopened) -> Finding:
    return Finding(fact.check, fact.place, fact.detail, fact.index)


def _facts(store: Readable) -> Iterator[Recorded]:
    after = START
    while page := store.read_all(STREAMS, after=after, limit=PAGE):
        yield from page
        after = page[-1].position

"""What an audit finds: which check failed, where exactly, and what is wrong there."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

FAULTS = {
    "altered": "the bytes of a fact are not those that were logged",
    "missing": "facts that were logged are not in the store",
    "truncated": "the last facts that were logged are not in the store",
    "inserted": "a fact among logged ones that was never logged",
    "moved": "a logged fact stands at another place of the order",
    "form": "a fact is not as recorded form 1 requires",
    "wrong-id": "the id of a fact does not follow from its content",
    "broken-chain": "the digest of the fact before is another one",
    "revision": "revisions of a stream are not dense",
    "append-torn": "an append is not whole",
    "time-back": "a fact was decided before the one it follows",
    "clock-set-back": "a service's clock went back",
    "clock-ahead": "a fact was decided after the present",
    "tombstone": "a stream was deleted for ever",
    "retention": "a stream's metadata let the store drop facts",
    "stream-missing": "a stream that was verified before is gone",
    "stream-shortened": "a stream is shorter than when it was verified",
    "store-went-back": "the store does not hold what was verified before",
    "log-unsigned": "the log has no checkpoint",
    "log-false": "a checkpoint is not signed by the log, or no checkpoint",
    "log-rolled-back": "the checkpoint is older than one that was seen",
    "log-fork": "two signed checkpoints contradict each other",
    "log-key": "the log signs with another key than before",
    "tile-damaged": "a tile of the log is missing or changed",
    "inventory": "an inventory of streams does not agree with the record",
    "unwitnessed": "no quorum of witnesses has cosigned",
    "not-decided": "the decision, made again, gives other facts",
    "refused": "the decision, made again, is refused",
    "wrong-record": "the command belongs to another stream, unit or actor",
    "rules-unknown": "the rules of a decision are not known here, or not those of their digest",
    "rules-inactive": "the rules of a decision were not those in force",
    "calendar": "the calendar of a decision is not the one known on its day",
    "unreadable": "a fact cannot be read, folded or decided by the release at hand",
    "reached-out": "a decider used a clock, a random source, a file or a socket",
    "due-date": "a due date is another one by the auditor's own count",
    "limit": "more time was taken than the rules give",
    "too-early": "something was done before its time",
    "overdue-early": "something was said to be overdue that was not",
    "overdue-unsaid": "something was done late, and was not said to be overdue",
    "order": "steps were not taken in the order, or not so often, as the rules say",
    "count": "numbers that belong together do not add up",
    "same-person": "somebody acted twice where the rules ask for different persons",
    "share": "fewer than the share that the rules ask for",
    "unchecked": "a fact is of a form that no check knows",
    "outcome": "evidence says otherwise than the dates it rests on",
    "cause": "what a fact says it rests on is not in the record, or says otherwise",
    "orphan": "a fact's cause is not in the record",
    "cycle": "a fact is its own cause",
    "view": "a row of a live view is not what the facts give",
}
"""Every check by its code; the codes never change their meaning."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`place` names a fact as `stream@revision`, or a part of the log; `index` is its place in the audit log."""

    check: str
    place: str
    detail: str = ""
    index: int | None = None

    def __post_init__(self) -> None:
        if self.check not in FAULTS:
            raise ValueError(f"{self.check} is no check")

    def __str__(self) -> str:
        where = self.place if self.index is None else f"{self.place} (index {self.index})"
        return f"{self.check}: {where}: {self.detail or FAULTS[self.check]}"

    def document(self) -> dict[str, Any]:
        return asdict(self)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place in the log, then by check; each once."""
    return sorted(set(findings), key=lambda one: (one.index is None, one.index or 0, one.place, one.check, one.detail))

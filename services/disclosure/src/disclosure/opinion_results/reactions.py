"""The result of an opinion that mediation told is counted."""

from collections.abc import Iterator

from contracts.disclosure.opinion_results.messages import NoteOpinionResult
from contracts.disclosure.words import Cause
from contracts.mediation.case.messages import OpinionResultTold
from ledger.reaction import Reaction, Seen


def count(fact: OpinionResultTold, seen: Seen) -> Iterator[NoteOpinionResult]:
    """What became of an opinion is counted; nothing of what was said or answered is taken over (flow 21)."""
    yield NoteOpinionResult(
        actor=seen.actor,
        unit=fact.unit,
        month=f"{fact.told_on:%Y-%m}",
        submission=fact.submission,
        is_of_item=fact.origin is not None and fact.origin.service == "disclosure",
        outcome=fact.outcome,
        told_on=fact.told_on,
        cause=Cause(stream=seen.recorded.stream, type=seen.recorded.type, digest=seen.digest),
    )


COUNT = Reaction(count, ids={NoteOpinionResult: "note-opinion-result"})

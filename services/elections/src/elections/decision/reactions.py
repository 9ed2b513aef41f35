"""What disclosure made public of a vote by ballot is known to the decision (event flow 5)."""

from collections.abc import Iterator

from contracts.disclosure.duty.messages import Occasion, OccasionDisclosed
from contracts.disclosure.words import Cause
from contracts.elections.decision.messages import RecordDecisionPublished
from ledger.reaction import Reaction, Seen

from elections.decision.rule import decision_stream


def record_published(fact: OccasionDisclosed, seen: Seen) -> Iterator[RecordDecisionPublished]:
    if fact.cause.stream.startswith(decision_stream.prefix) and fact.occasion is Occasion.BALLOT_RESULT:
        yield RecordDecisionPublished(
            actor=seen.actor,
            unit=fact.unit,
            decision=fact.cause.stream.removeprefix(decision_stream(fact.unit, "")),
            published_at=fact.published_at,
            cause=Cause(stream=seen.recorded.stream, type=seen.recorded.type, digest=seen.digest),
        )


RECORD_PUBLISHED = Reaction(record_published)

"""What disclosure made public lets a resolution go on, and closes it once its result is public (event flow 3)."""

from collections.abc import Iterator

from contracts.disclosure.duty.messages import Occasion, OccasionDisclosed
from contracts.disclosure.words import Cause
from contracts.elections.resolution.messages import CloseResolution, Disclosure, RecordDisclosure, ResultDisclosed
from ledger.reaction import Reaction, Seen

from elections.resolution.rule import resolution_stream

_DISCLOSURES = {
    Occasion.VILLAGE_RESOLUTION: Disclosure.RESOLUTION,
    Occasion.VILLAGE_IMPLEMENTATION: Disclosure.RESULT,
}


def record_disclosure(fact: OccasionDisclosed, seen: Seen) -> Iterator[RecordDisclosure]:
    if fact.cause.stream.startswith(resolution_stream.prefix) and fact.occasion in _DISCLOSURES:
        yield RecordDisclosure(
            actor=seen.actor,
            unit=fact.unit,
            resolution=fact.cause.stream.removeprefix(resolution_stream(fact.unit, "")),
            disclosed=_DISCLOSURES[fact.occasion],
            published_at=fact.published_at,
            cause=Cause(stream=seen.recorded.stream, type=seen.recorded.type, digest=seen.digest),
        )


def close(fact: ResultDisclosed, seen: Seen) -> Iterator[CloseResolution]:
    """A resolution whose result is public has nothing left to wait for."""
    yield CloseResolution(actor=seen.actor, unit=fact.unit, resolution=fact.resolution)


RECORD_DISCLOSURE = Reaction(record_disclosure)
CLOSE = Reaction(close)

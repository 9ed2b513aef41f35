"""One duty's story across services, read from the store alone: cause and effect by the recorded ids."""

import json

from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store

from sunledger.sentences import sentence

_PAGE = 1000


def story_of(store: Store, stream: str, others: tuple[str, ...]) -> list[str]:
    """Every fact of a stream, each followed by what other services recorded because of it, indented."""
    told = store.read(stream)
    effects = _effects(store, {str(fact.id) for fact in told}, others)
    lines = []
    for fact in told:
        lines.append(sentence(fact))
        lines.extend(f"    => {sentence(effect)}" for effect in effects.get(str(fact.id), []))
    return lines


def eventful(store: Store) -> str | None:
    """The stream of a duty that was announced overdue and then fulfilled late, if there is one."""
    overdue: set[str] = set()
    after = START
    while facts := store.read_all(("disclosure_duty-",), after=after, limit=_PAGE):
        for fact in facts:
            if fact.type == "disclosure.disclosure-overdue.v1":
                overdue.add(fact.stream)
            if fact.type == "disclosure.duty-fulfilled.v1" and fact.stream in overdue:
                return fact.stream
        after = facts[-1].position
    return None


def _effects(store: Store, causes: set[str], services: tuple[str, ...]) -> dict[str, list[Recorded]]:
    effects: dict[str, list[Recorded]] = {}
    after, prefixes = START, tuple(f"{service}_" for service in services)
    while facts := store.read_all(prefixes, after=after, limit=_PAGE):
        for fact in facts:
            cause = metadata_of(fact)["$causationId"]
            if cause in causes:
                effects.setdefault(cause, []).append(fact)
        after = facts[-1].position
    return effects


def history_of(store: Store, stream: str) -> list[dict[str, object]]:
    """A stream's facts as documents, oldest first."""
    return [
        {
            "revision": fact.revision,
            "id": str(fact.id),
            "type": fact.type,
            "data": json.loads(fact.data),
            "metadata": metadata_of(fact),
        }
        for fact in store.read(stream)
    ]

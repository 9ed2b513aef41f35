"""One trail across services: a fact, what follows in its case, and what other services recorded because of it.

What is said of something public follows its publication: an objection names the item that it is about.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store

from sunledger.sentences import sentence

_PAGE = 1000
_MOST_READ = 20_000
"""Facts that are looked at, the oldest: an example has a tenth of them."""
_PUBLISHED, _OBJECTED = "disclosure.items-published.v1", "disclosure.objection-submitted.v1"


@dataclass(slots=True)
class _Record:
    """All facts, oldest first; `led_to`: fact id to the facts of other streams that it led to."""

    facts: list[Recorded] = field(default_factory=list)
    streams: defaultdict[str, list[Recorded]] = field(default_factory=lambda: defaultdict(list))
    led_to: defaultdict[str, list[Recorded]] = field(default_factory=lambda: defaultdict(list))

    def take(self, fact: Recorded) -> None:
        metadata = metadata_of(fact)
        self.facts.append(fact)
        self.streams[fact.stream].append(fact)
        self.led_to[str(metadata["$causationId"])].append(fact)
        if fact.type == _OBJECTED:
            for public in self._published_of(fact):
                self.led_to[str(public.id)].append(fact)

    def _published_of(self, objection: Recorded) -> list[Recorded]:
        """The last publication of the duty whose item it is about; none if nothing was public."""
        said = json.loads(objection.data)
        duty = f"disclosure_duty-{said['unit']}-{said['catalogue']}-{said['period']}"
        return [fact for fact in self.streams.get(duty, ()) if fact.type == _PUBLISHED][-1:]

    def followed_by(self, fact: Recorded) -> list[Recorded]:
        """The next fact of its stream, and what it led to in other streams."""
        return [*self.streams[fact.stream][fact.revision + 1 :][:1], *self.led_in_others(fact)]

    def led_in_others(self, fact: Recorded) -> list[Recorded]:
        return [effect for effect in self.led_to.get(str(fact.id), ()) if effect.stream != fact.stream]


def widest_trail(store: Store, services: Sequence[str]) -> list[tuple[int, Recorded]]:
    """Depth and fact of the trail that crosses the most of these services; of equals the one that began last."""
    record = _read(store, services)
    crossed = _crossed(record)
    roots = [facts[0] for facts in record.streams.values()]
    if not roots:
        return []
    root = max(roots, key=lambda fact: (len(crossed[str(fact.id)]), fact.position))
    return list(_told(record, root, 0, set()))


def trail_lines(trail: Sequence[tuple[int, Recorded]]) -> list[str]:
    return [f"{'    ' * depth}{'=> ' if depth else ''}{sentence(fact)}" for depth, fact in trail]


def _read(store: Store, services: Sequence[str]) -> _Record:
    record, after = _Record(), START
    prefixes = tuple(f"{service}_" for service in services)
    while len(record.facts) < _MOST_READ and (facts := store.read_all(prefixes, after=after, limit=_PAGE)):
        for fact in facts:
            record.take(fact)
        after = facts[-1].position
    return record


def _crossed(record: _Record) -> dict[str, frozenset[str]]:
    """Fact id to the services that its trail crosses: what follows a fact was recorded after it."""
    crossed: dict[str, frozenset[str]] = {}
    for fact in reversed(record.facts):
        following = (crossed[str(each.id)] for each in record.followed_by(fact))
        crossed[str(fact.id)] = frozenset({fact.type.partition(".")[0]}).union(*following)
    return crossed


def _told(record: _Record, fact: Recorded, depth: int, told: set[str]) -> Iterator[tuple[int, Recorded]]:
    """Its stream from this fact on, each fact followed by what it led to elsewhere, one step further in."""
    for each in record.streams[fact.stream][fact.revision :]:
        if str(each.id) in told:
            return
        told.add(str(each.id))
        yield depth, each
        for effect in record.led_in_others(each):
            yield from _told(record, effect, depth + 1, told)

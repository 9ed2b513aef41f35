"""Councils of communities and the matters that are executed, reckoned anew: categories, days, the consultation before.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(2), §二(三)2(3)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

CATEGORIES = "consult_council.categories"
CONSULTATION = "consultation"

Meeting = tuple[str, str]
"""Of a unit, by its name there."""


@dataclass(slots=True)
class _Council:
    """When it was set up, its members since when, and its actions."""

    first: str | None = None
    standing: tuple[str, object] | None = None
    actions: int = 0


@dataclass(slots=True)
class Councils:
    """The checks of one pass over the record. `_held`: the day of each consultation; `_closed`: those that are.

    `_owed`: the matter that was executed without one, as long as nobody said so.
    """

    _councils: Remembered[str, _Council] = field(default_factory=lambda: Remembered(_Council))
    _held: Remembered[Meeting, str] = field(default_factory=Remembered)
    _closed: Remembered[Meeting, bool] = field(default_factory=Remembered)
    _owed: tuple[str, str] | None = None

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "council-set": self._set,
            "council-action-recorded": self._acted,
            "residents-meeting-held": self._met,
            "residents-meeting-closed": self._close,
            "community-matter-executed": self._executed,
            "consultation-missing": self._missing,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _set(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        one, data, known = self._councils[seen.stream], seen.data, seen.value(CATEGORIES)
        for member in data["members"]:
            if known and member["category"] not in known:
                yield seen.finding("cause", f"{member['person']} sits as {member['category']}, which no rule names")
        persons = {member["person"] for member in data["members"]}
        if len(persons) != len(data["members"]):
            yield seen.finding("count", f"{len(data['members'])} members are {len(persons)} persons")
        now = (data["since"], data["members"])
        if one.standing is not None and (now == one.standing or data["since"] < one.standing[0]):
            yield seen.finding("order", f"members since {data['since']}, those before since {one.standing[0]}")
        one.first, one.standing = one.first or data["since"], now

    def _acted(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        one, data = self._councils[seen.stream], seen.data
        one.actions += 1
        if data["number"] != one.actions:
            yield seen.finding("count", f"action {data['number']}, by own count {one.actions}")
        if one.first is None or data["acted_on"] < one.first:
            yield seen.finding("order", f"acted on {data['acted_on']}, set up on {one.first or 'no day'}")

    def _met(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        data = seen.data
        if data["form"] == CONSULTATION:
            self._held[data["unit"], data["meeting"]] = data["held_on"]

    def _close(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        self._closed[seen.data["unit"], seen.data["meeting"]] = True

    def _executed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._unsaid(seen)
        data, named = seen.data, seen.data["consultation"]
        own = None
        if named is not None and (held_on := self._held.get((data["unit"], named))) is not None:
            own = {"held_on": held_on, "is_closed": self._closed.get((data["unit"], named), False)}
        if data["consulted"] != own or (named is not None and own is None):
            yield seen.finding("cause", f"the consultation {named} is on record as {own}, not {data['consulted']}")
        lack = _lack(data["consulted"], data["executed_on"])
        if data["lack"] != lack:
            yield seen.finding("outcome", f"lack: {data['lack']}, by own count {lack}")
        self._owed = None if data["lack"] is None else (seen.stream, data["lack"])

    def _missing(self, seen: Seen) -> Iterator[Finding]:
        owed, self._owed = self._owed, None
        if owed != (seen.stream, seen.data["lack"]):
            yield seen.finding("cause", f"said to be {seen.data['lack']}, recorded as {owed or 'consulted on'}")

    def _unsaid(self, seen: Seen) -> Iterator[Finding]:
        """What a matter lacks is said with it, before anything else is recorded."""
        owed, self._owed = self._owed, None
        if owed is not None:
            yield seen.finding("outcome", f"{owed[0]} was executed without consultation, which nobody said")


def _lack(consulted: Mapping[str, object] | None, executed_on: str) -> str | None:
    if consulted is None:
        return "none-named"
    if str(consulted["held_on"]) > executed_on:
        return "held-afterwards"
    return None if consulted["is_closed"] else "minutes-incomplete"

"""The rules of one record as they are worked out again: what was activated when, and the packs by their digests."""

from collections import defaultdict
from typing import Any

from contracts.cases import RebindPolicy
from contracts.overlay import ResolvedPolicy, rebound
from contracts.policies import known_packs
from ledger.decider import RulesOf
from ledger.recorded import PolicyNote

from audit.active_rules import Activations, CarriedPacks, RulesUnknown, rules_of
from audit.deciding import AnyDecider

_MOST_TYPED = 10_000
BY_PARAMETERS = frozenset({RulesOf.CASE, RulesOf.TODAY})


class Rulebook:
    """The packs of the release at hand and those entered so far, and the activations of the record so far."""

    def __init__(self) -> None:
        self._carried = CarriedPacks(known_packs())
        self._activations: dict[str, Activations] = {}
        self._typed: dict[tuple[str, PolicyNote], Any] = {}
        self._made: defaultdict[str, list[tuple[ResolvedPolicy, Any]]] = defaultdict(list)

    def activations(self, service: str) -> Activations:
        if service not in self._activations:
            self._activations[service] = Activations(self._carried.packs)
        return self._activations[service]

    def rebinding_problem(self, note: PolicyNote | None, follows: PolicyNote, command: RebindPolicy) -> str | None:
        """A case that is rebound follows what it followed, with the named pack in its place. Raises `RulesUnknown`."""
        if command.pack not in self._carried.packs:
            raise RulesUnknown(f"no pack here has the digest {command.pack[:16]}")
        resolved = rebound(rules_of(follows, self._carried), self._carried.packs[command.pack])
        return None if note is not None and note.digest == resolved.digest else "not what the case follows now"

    def typed(self, decider: AnyDecider, note: PolicyNote | None) -> Any:
        """The rules as the decider takes them. Raises `RulesUnknown`."""
        if note is None:
            return None
        key = (decider.name, note)
        if key not in self._typed:
            if len(self._typed) >= _MOST_TYPED:
                self._typed.clear()
            self._typed[key] = self._made_of(decider, rules_of(note, self._carried))
        return self._typed[key]

    def _made_of(self, decider: AnyDecider, resolved: ResolvedPolicy) -> Any:
        """Typed rules are made of parameters alone, which are the same in most areas of a county: a test says so."""
        if decider.rules not in BY_PARAMETERS:
            return decider.policy(resolved)
        for other, typed in self._made[decider.name]:
            if other.parameters == resolved.parameters:
                return typed
        self._made[decider.name].append((resolved, made := decider.policy(resolved)))
        return made

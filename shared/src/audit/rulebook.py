"""The rules of one record as they are worked out again: what was activated when, and the packs by their digests."""

from typing import Any

from contracts.cases import RebindPolicy
from contracts.overlay import rebound
from contracts.policies import known_packs
from ledger.recorded import PolicyNote

from audit.active_rules import Activations, CarriedPacks, RulesUnknown, rules_of
from audit.deciding import AnyDecider


class Rulebook:
    """The packs of the release at hand and those entered so far, and the activations of the record so far."""

    def __init__(self) -> None:
        self._carried = CarriedPacks(known_packs())
        self._activations: dict[str, Activations] = {}
        self._typed: dict[tuple[str, str], Any] = {}

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
        resolved = rules_of(note, self._carried)
        key = (decider.name, resolved.digest)
        if key not in self._typed:
            self._typed[key] = decider.policy(resolved)
        return self._typed[key]

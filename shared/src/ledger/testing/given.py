"""given(decider, policy, *facts).when(command, at=moment).then(*facts)."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic

import pytest
from contracts.calendar import Calendar
from contracts.canonical import canonical
from contracts.errors import Rejected
from contracts.message import load
from contracts.rules import Rules

from ledger.decider import C, Decider, E, P, S

_NO_NOTICES = Calendar()


@dataclass(frozen=True, slots=True)
class Case(Generic[C, E, S, P]):
    """A stream's history and the command to be decided on it."""

    decider: Decider[C, E, S, P]
    policy: P
    facts: tuple[E, ...]
    command: C | None = None
    at: datetime | None = None
    calendar: Calendar = _NO_NOTICES
    packs: tuple[str, ...] = ()
    packs_before: tuple[str, ...] = ()

    @property
    def rules(self) -> Rules[P]:
        return Rules(self.policy, self.calendar, self.packs, self.packs_before)

    def when(self, command: C, *, at: datetime) -> "Case[C, E, S, P]":
        return replace(self, command=command, at=at)

    def then(self, *expected: E) -> None:
        """Exactly these facts in this order; each is also written and read back through its contract."""
        decided = self._decide()

        assert list(expected) == decided
        for fact in decided:
            kind, document = self.decider.facts.write(fact)
            stored = json.loads(canonical(document))
            assert fact == self.decider.facts.read(kind, stored) == load(type(fact), stored)

    def then_rejected(self, code: str, detail: str | None = None) -> None:
        with pytest.raises(Rejected) as refusal:
            self._decide()

        assert code == refusal.value.code
        assert detail in (None, refusal.value.detail)

    def after(self) -> "Case[C, E, S, P]":
        """The same history with what this command adds to it: the next step of a story."""
        return replace(self, facts=(*self.facts, *self._decide()), command=None, at=None)

    def _decide(self) -> list[Any]:
        assert self.command is not None
        assert self.at is not None
        self.decider.commands.write(self.command)
        return list(self.decider.decide(self.command, self.decider.fold(self.facts), self.rules, self.at))


def given(decider: Decider[C, E, S, P], policy: P, *facts: E, calendar: Calendar = _NO_NOTICES) -> Case[C, E, S, P]:
    return Case(decider, policy, facts, calendar=calendar)

"""One append, decided again: by whom, on what, by which rules, and whether the facts are those that are recorded."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from contracts.calendar import Calendar, calendar_as_known, china_day
from contracts.cases import RebindPolicy
from contracts.errors import Rejected
from contracts.message import Json
from contracts.rules import Rules
from ledger import RELEASE
from ledger.decider import RulesOf
from ledger.recorded import PolicyNote, policy_note
from ledger.store import Recorded

from audit.active_rules import RulesUnknown
from audit.deciding import AnyDecider, is_explained
from audit.finding import Finding
from audit.rulebook import Rulebook
from audit.sandbox import ReachedOut, watched
from audit.writing import written

_SEALED = frozenset({"algorithm", "ciphertext", "key_id", "kind", "nonce"})


_HOUR = len("2025-07-20T16")
_decode = json.JSONDecoder().raw_decode


class NotDecidable(Exception):
    """What is recorded cannot be read by the release at hand."""


def read_json(content: bytes) -> Any:
    """As `json.loads`, of bytes that begin and end without blanks. Raise `ValueError` for any other."""
    text = content.decode()
    document, end = _decode(text)
    if end != len(text):
        raise ValueError("more than one document")
    return document


def facts_of(decider: AnyDecider, append: Sequence[tuple[Recorded, Json]]) -> list[Any]:
    """The facts of an append as they are recorded."""
    return [decider.facts.read(part.type, read_json(part.data)) for part, _ in append]


class Decision:
    """One append, decided again."""

    def __init__(
        self,
        rulebook: Rulebook,
        decider: AnyDecider,
        state: Any,
        follows: PolicyNote | None,
        append: Sequence[tuple[Recorded, Json]],
    ) -> None:
        """`state` and `follows` are the stream's before the append: what is folded, and the rules the case follows."""
        self.findings: list[Finding] = []
        self.explained: list[str] = []
        self._rulebook = rulebook
        self._decider = decider
        self._state = state
        self._follows = follows
        self._append = append
        self._fact, self._metadata = append[0]
        self._now = datetime.fromisoformat(self._metadata["decided_at"])
        self._note = follows if _is_noted(follows, self._metadata["policy"]) else policy_note(self._metadata)

    @property
    def is_sealed(self) -> bool:
        """Whether the command holds sealed values; it is decided on the ciphertext as it stands."""
        return b'"ciphertext"' in self._fact.metadata and _holds_sealed(self._metadata["command"]["document"])

    def check(self) -> Sequence[Any]:
        """The facts as they are recorded. Where the same bytes were decided, they need not be read for it."""
        recorded = self._metadata["command"]
        command = self._decider.commands.read(recorded["type"], recorded["document"])
        if not isinstance(command, self._decider.takes):
            raise NotDecidable(f"{self._decider.name} does not take {recorded['type']}")
        self._check_record(command)
        try:
            rules = self._rules(command)
        except RulesUnknown as error:
            self._say("rules-unknown", str(error))
            return self._recorded()
        return self._compare(command, rules)

    def _recorded(self) -> Sequence[Any]:
        return facts_of(self._decider, self._append)

    def _check_record(self, command: Any) -> None:
        found = (self._decider.stream(command), self._decider.unit(command), getattr(command, "actor", None))
        recorded = (self._fact.stream, self._metadata["unit"], self._metadata["actor"])
        for name, own, stands in zip(("stream", "unit", "actor"), found, recorded, strict=True):
            if own not in (None, stands):
                self._say("wrong-record", f"the command's {name} is {own}")

    def _rules(self, command: Any) -> Rules[Any]:
        problem = self._rules_problem(command)
        if problem is not None:
            self._say("rules-inactive", problem)
        calendar, digest = _calendar_at(self._metadata["decided_at"][:_HOUR])
        if digest != self._metadata["calendar"]:
            self._say("calendar", f"known on the day is {digest[:16]}…")
        typed = self._rulebook.typed(self._decider, self._note)
        return Rules(typed, calendar, _packs(self._note), _packs(self._follows))

    def _rules_problem(self, command: Any) -> str | None:
        note, follows = self._note, self._follows
        match self._decider.rules:
            case RulesOf.NONE:
                return None if note is None else "this decider follows no rules"
            case RulesOf.CASE if follows is not None and isinstance(command, RebindPolicy):
                return self._rulebook.rebinding_problem(note, follows, command)
            case RulesOf.CASE if follows is not None:
                return None if note == follows else "not the rules that the case follows"
        activations = self._rulebook.activations(self._fact.stream.partition("_")[0])
        unit = self._decider.unit(command)
        if self._decider.rules is RulesOf.ABOVE:
            return activations.explain_above(note, unit, self._now)
        return activations.explain(note, unit, self._now) if note else "no rules are named"

    def _compare(self, command: Any, rules: Rules[Any]) -> Sequence[Any]:
        recorded: Sequence[Any] | None = None
        try:
            with watched():
                decided = list(self._decider.decide(command, self._state, rules, self._now))
            if self._is_recorded(decided):
                return decided
            recorded = self._recorded()
            difference = self._difference(decided, recorded)
        except ReachedOut as error:
            recorded = self._recorded()
            self._say("reached-out", str(error))
        except Rejected as refusal:
            recorded = self._recorded()
            self._differs("refused", refusal.code)
        else:
            if difference is not None:
                self._differs("not-decided", difference)
        return recorded

    def _is_recorded(self, decided: Sequence[Any]) -> bool:
        """Byte for byte, under the very same types: the ordinary case."""
        return len(decided) == len(self._append) and all(
            self._named(item) == part.type and written(item) == part.data
            for item, (part, _) in zip(decided, self._append, strict=True)
        )

    def _difference(self, decided: Sequence[Any], recorded: Sequence[Any]) -> str | None:
        """Which facts or fields differ, without their values; the bytes alone count if this release decided."""
        names, stand = [self._named(item) for item in decided], [self._named(item) for item in recorded]
        if names != stand:
            return f"decided {', '.join(names) or 'nothing'}; recorded {', '.join(stand)}"
        for item, other, (part, _) in zip(decided, recorded, self._append, strict=True):
            if item != other:
                fields = [name for name in type(item).__slots__ if getattr(item, name) != getattr(other, name)]
                return f"{self._named(item)}: {', '.join(fields)}"
            if self._metadata["release"] == RELEASE and written(item) != part.data:
                return f"{self._named(item)}: other bytes"
        return None

    def _named(self, item: Any) -> str:
        return self._decider.facts.type_of(item)

    def _differs(self, check: str, detail: str) -> None:
        then = self._metadata["decider"]["version"]
        if is_explained(self._decider.name, then, self._decider.version):
            self.explained.append(f"{self._decider.name} {then} to {self._decider.version}")
        else:
            self._say(check, detail)

    def _say(self, check: str, detail: str) -> None:
        place = f"{self._fact.stream}@{self._fact.revision}"
        self.findings.append(Finding(check, place, detail))


def _is_noted(follows: PolicyNote | None, noted: Json | None) -> bool:
    """Whether a decision names the rules that its case follows, as nearly all do."""
    return (
        follows is not None
        and noted is not None
        and noted["digest"] == follows.digest
        and noted["area"] == follows.area
        and tuple(noted["packs"]) == follows.packs
    )


@lru_cache(maxsize=4096)
def _calendar_at(hour: str) -> tuple[Calendar, str]:
    """The day in China begins with an hour of UTC, in which the recorded moments are."""
    return _calendar_on(china_day(datetime.fromisoformat(f"{hour}:00:00Z")))


@lru_cache(maxsize=4096)
def _calendar_on(day: date) -> tuple[Calendar, str]:
    calendar = calendar_as_known(day)
    return calendar, calendar.digest


def _packs(note: PolicyNote | None) -> tuple[str, ...]:
    return () if note is None else note.packs


def _holds_sealed(document: Any) -> bool:
    if isinstance(document, dict):
        return document.keys() == _SEALED or any(map(_holds_sealed, document.values()))
    return isinstance(document, list) and any(map(_holds_sealed, document))

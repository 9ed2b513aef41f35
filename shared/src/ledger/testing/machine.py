"""A state machine as the requirements list it, held against what a decider really lets happen.

A machine is read from its table; what happens is found out by trying every command of a pool in every state that the
commands lead to. What a fact makes of the state is told by `Named`, so that a fact may pass through two states at once.
"""

import re
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from contracts.errors import Rejected

from ledger.testing.given import Case

Transition = tuple[str, str]
Named = Callable[[Any, Any], tuple[str, ...]]
"""A fact and the state after it to the states that it led through, the last one lasting; none if it moves nothing."""

_STEP = "any step"
_ASIDE = re.compile(r"\([^)]*\)")
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Machine:
    """The states in the order of the text, and the transitions listed."""

    states: tuple[str, ...]
    transitions: frozenset[Transition]


def read_machine(page: Path, name: str) -> Machine:
    """The machine `name`, such as S6, of the page of state machines; `LookupError` for an unknown one."""
    text = page.read_text("utf-8")
    sections = re.findall(rf"^### {name} .*?(?=^### |\Z)", text, re.MULTILINE | re.DOTALL)
    if len(sections) != 1:
        raise LookupError(f"{page.name}: {len(sections)} sections {name}")
    [listed] = re.findall(r"^States: (.+)$", sections[0], re.MULTILINE)
    states = tuple(state.strip() for state in listed.split("·"))
    rows = [row for row in _ROW.findall(sections[0]) if row[0] not in ("From", "---")]
    pairs = {
        (before, after)
        for left, right in rows
        for before in _meant(left, states)
        for after in _meant(right, states)
        if before != after
    }
    return Machine(states, frozenset(pairs))


def _meant(cell: str, states: tuple[str, ...]) -> Iterator[str]:
    """The states of one cell: `a`, `a / b`, `a or b`, `a..c`, `any`, `any step`; what stands in brackets is aside."""
    for part in re.split(r" / | or ", _ASIDE.sub("", cell)):
        yield from _of_part(part.strip(), states)


def _of_part(part: str, states: tuple[str, ...]) -> Iterable[str]:
    steps = [state for state in states if "_step" in state]
    if part == "any":
        return states
    if part == _STEP:
        return steps
    first, _, last = part.partition("..")
    end = steps[-1] if last == _STEP else last or first
    return states[states.index(first) : states.index(end) + 1]


def happening(
    start: Case[Any, Any, Any, Any],
    pool: Iterable[tuple[Any, datetime]],
    named: Named,
    *,
    begins: str | None = None,
    apart: Callable[[Any], Hashable] = type,
) -> frozenset[Transition]:
    """Every transition that the pool leads to from `start`.

    Histories are the same if they end in the same state by name, have the same kinds of facts, and `apart` says the
    same of what was made of them. A command that is refused leads nowhere.
    """
    commands = tuple(pool)
    for command, _ in commands:
        start.decider.commands.write(command)
    found: set[Transition] = set()
    seen: set[Hashable] = set()
    waiting = deque([_led_to(start, _Reached(frozenset(), start.decider.initial, begins), start.facts, named, found)])
    while waiting:
        reached = waiting.popleft()
        key = (reached.at, reached.kinds, apart(reached.state))
        if key in seen:
            continue
        seen.add(key)
        for facts in _decided(start, reached.state, commands):
            waiting.append(_led_to(start, reached, facts, named, found))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Reached:
    """Where a history leads: `kinds` of the facts that it has, the state and its name."""

    kinds: frozenset[type]
    state: Any
    at: str | None


def _led_to(
    case: Case[Any, Any, Any, Any], reached: _Reached, facts: Sequence[Any], named: Named, found: set[Transition]
) -> _Reached:
    """Where these facts lead from there; the transitions on the way are added to those that were found."""
    at, state = reached.at, reached.state
    for fact in facts:
        state = case.decider.evolve(state, fact)
        for to in named(fact, state):
            if at not in (None, to):
                found.add((at, to))
            at = to
    return _Reached(reached.kinds.union(type(fact) for fact in facts), state, at)


def _decided(
    case: Case[Any, Any, Any, Any], state: Any, commands: Iterable[tuple[Any, datetime]]
) -> Iterator[Sequence[Any]]:
    """What each command decides there; nothing of one that is refused."""
    for command, at in commands:
        try:
            facts = case.decider.decide(command, state, case.rules, at)
        except Rejected:
            continue
        if facts:
            yield facts


def by_fact(states: Mapping[type, str | tuple[str, ...]]) -> Named:
    """What a fact alone says of the state."""

    def named(fact: Any, _: Any) -> tuple[str, ...]:
        state = states.get(type(fact), ())
        return (state,) if isinstance(state, str) else state

    return named


def departures(
    machine: Machine,
    found: frozenset[Transition],
    *,
    never: Mapping[Transition, str],
    beyond: Mapping[Transition, str],
) -> str:
    """What departs from the machine, a line each: what happens and is neither listed nor `beyond`, what is listed and
    neither happens nor is `never` said to.

    Both are given with the reason for it; a reason that holds no more is a departure as well.
    """
    unlisted, missing = found - machine.transitions, machine.transitions - found
    return "\n".join(
        sorted(
            [
                *(f"happens and is not listed: {move}" for move in unlisted - set(beyond)),
                *(f"is listed and never happens: {move}" for move in missing - set(never)),
                *(f"is said to go beyond the list and does not: {move}" for move in set(beyond) - unlisted),
                *(f"is said never to happen and does: {move}" for move in set(never) - missing),
            ]
        )
    )

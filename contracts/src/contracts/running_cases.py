"""A stream with an open due date as a running case: what every decider of such streams does alike around its own work.

Law: Legislation Law (立法法), art. 104; see `contracts.rebinding`. Before anything else what has lapsed is recorded,
and a due date that passed while later notices give more time is derived anew: no result depends on who was in time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any, Generic, TypeVar

from contracts.calendar import Calendar, day_ends
from contracts.cases import CaseCommand, Dated, RebindPolicy, Reckoning
from contracts.deadlines import Deadline, counts_working_days
from contracts.errors import refuse_unless
from contracts.rebinding import Further, Standing, decide_case, settled_late
from contracts.rules import Rules

S = TypeVar("S")
P = TypeVar("P")
_Facts = Sequence[Any]


def _nothing(state: Any, rules: Rules[Any], now: datetime) -> _Facts:
    return ()


def _one_date(state: Any, policy: Any) -> Sequence[Dated]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Running(Generic[S, P]):
    """How the streams of a decider are cases. Of one that was never opened only `unit` is asked: None.

    `due_on`: the open due date that rules have reckoned; None while there is none. `is_announced`: it is on record that
    it was missed. `reckoning` is asked where there is a due date. `lapsed`: what time alone has brought about;
    `missed`: the announcements that are due after it; `beside`: what else of the state follows the rules.
    `recorded`: the due date where the facts say whether it is provisional. `owed` and `further` are for what owes
    several things by days of their own: of what the first due date is, and what comes after it.
    """

    unit: Callable[[S], str | None]
    due_on: Callable[[S], date | None]
    is_closed: Callable[[S], bool]
    is_announced: Callable[[S], bool]
    reckoning: Callable[[S, P], Reckoning]
    evolve: Callable[[S, Any], S]
    missed: Callable[[S, Rules[P], datetime], _Facts]
    lapsed: Callable[[S, Rules[P], datetime], _Facts] = _nothing
    beside: Callable[[S, Rules[P], datetime], _Facts] = _nothing
    recorded: Callable[[S], Deadline | None] | None = None
    owed: Callable[[S], str | None] = lambda _: None
    further: Callable[[S, P], Sequence[Dated]] = _one_date

    def dates(self, state: S, policy: P) -> Sequence[Dated]:
        """Every open due date of an opened case, and how these rules reckon it; the first one first."""
        due_on = self.due_on(state)
        if due_on is None:
            return ()
        first = Dated(due_on, self.reckoning(state, policy), self.owed(state))
        return (first, *self.further(state, policy))

    def due(self, state: S) -> Deadline | None:
        """As recorded; whether it was provisional the explanation says where no fact does."""
        if self.recorded is not None:
            return self.recorded(state)
        due_on = None if self.unit(state) is None else self.due_on(state)
        return None if due_on is None else _recorded(due_on)

    def decide(
        self,
        command: Any,
        state: S,
        rules: Rules[P],
        now: datetime,
        own: Callable[[Any, S, Rules[P], datetime], _Facts],
    ) -> _Facts:
        """`own` decides the service's commands of an opened case."""
        lapsed = [] if self.unit(state) is None else [*self.lapsed(state, rules, now)]
        current = reduce(self.evolve, lapsed, state)
        is_waiting = self._is_waiting(current, now)
        if isinstance(command, RebindPolicy):
            refuse_unless(not is_waiting, "due-date-passed", "It is judged first by what the case was opened under.")
        moved = [*lapsed, *(self._settled_late(current, rules, now) if is_waiting else ())]
        after = reduce(self.evolve, moved, state)
        if not isinstance(command, CaseCommand):
            return [*moved, *own(command, after, rules, now)]
        missed = [] if self.unit(after) is None else [*self.missed(after, rules, now)]
        return [*moved, *missed, *self._decide_case(command, reduce(self.evolve, missed, after), rules, now)]

    def _is_waiting(self, state: S, now: datetime) -> bool:
        """Past its due date, and nobody has said so."""
        due = self.due(state)
        is_past = due is not None and now >= due.due_at
        return is_past and not self.is_closed(state) and not self.is_announced(state)

    def _settled_late(self, state: S, rules: Rules[P], now: datetime) -> _Facts:
        standing = self._standing(state, rules, is_by_notice=True)
        moved = settled_late(standing, self.reckoning(state, rules.policy), rules, now)
        return [*self.beside(state, rules, now), *moved] if moved else []

    def _decide_case(self, command: CaseCommand, state: S, rules: Rules[P], now: datetime) -> _Facts:
        """Whose case it is comes first, then what else follows the rules, then the due date."""
        is_rebinding = isinstance(command, RebindPolicy)
        standing = self._standing(state, rules, is_by_notice=not is_rebinding)
        facts = decide_case(command, standing, lambda: self.reckoning(state, rules.policy), rules, now)
        if not facts:
            return []
        beside = [] if self.is_announced(state) else self.beside(state, rules, now)
        place = 1 if is_rebinding else 0
        return [*facts[:place], *beside, *facts[place:]]

    def _standing(self, state: S, rules: Rules[P], *, is_by_notice: bool) -> Standing | None:
        unit, due = self.unit(state), self.due(state)
        if unit is None:
            return None
        if due is not None and self.recorded is None:
            due = _as_known(due, self.reckoning(state, rules.policy), rules.calendar, is_by_notice=is_by_notice)
        further = [
            Further(
                dated.owed or "",
                _as_known(_recorded(dated.due_on), dated.reckoning, rules.calendar, is_by_notice=is_by_notice),
                dated.reckoning,
            )
            for dated in self.further(state, rules.policy)
        ]
        return Standing(unit, due, is_closed=self.is_closed(state), owed=self.owed(state), further=tuple(further))


def _recorded(due_on: date) -> Deadline:
    return Deadline(due_on=due_on, due_at=day_ends(due_on), is_provisional=False)


def _as_known(due: Deadline, reckoning: Reckoning, calendar: Calendar, *, is_by_notice: bool) -> Deadline:
    """A recorded due date that does not say so was provisional where the same rule and later notices give another."""
    after = reckoning.deadline(calendar)
    if after.due_on == due.due_on:
        return after
    is_open = counts_working_days(reckoning.rule) and not calendar.is_settled(reckoning.start, due.due_on)
    return Deadline(due_on=due.due_on, due_at=due.due_at, is_provisional=is_by_notice or is_open)

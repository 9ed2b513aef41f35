"""A mine as a case with a due date: how long the public notice of its round runs, and what a holiday notice does to it.

Law: schemes of 2020 and 2024 and the notices of the provinces (statutes 3.7): working days, so that a holiday notice
that comes later makes it longer. Never shorter: the day that was posted is the one people were told (MI-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from contracts.calendar import Calendar, day_ends
from contracts.cases import DueDateRederived, Reckoning, SettleDueDate
from contracts.deadlines import Deadline
from contracts.mining.mine.messages import MineCommand, MineFact, MineStage, NoticePosted
from contracts.mining.mine.rules import MiningPolicy
from contracts.rules import Rules
from contracts.running_cases import Running

from mining.domain import mine as of_mine
from mining.domain.mine_state import Mine
from mining.domain.mine_state import evolve as evolve_mine
from mining.domain.public_notice import notice_rule

Fact = MineFact | DueDateRederived


@dataclass(frozen=True, slots=True)
class _Told(Reckoning):
    """Not before the day that was posted, `told_on`."""

    told_on: date = date.max

    def deadline(self, calendar: Calendar) -> Deadline:
        found = Reckoning.deadline(self, calendar)
        if found.due_on >= self.told_on:
            return found
        return replace(found, due_on=self.told_on, due_at=day_ends(self.told_on))


def decide(
    command: MineCommand | SettleDueDate, mine: Mine, rules: Rules[MiningPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, mine, rules, now, of_mine.decide)


def evolve(mine: Mine, fact: Fact) -> Mine:
    if not isinstance(fact, DueDateRederived):
        return evolve_mine(mine, fact)
    notice = _running(mine)
    assert mine.round is not None
    assert notice is not None
    after = fact.after
    moved = replace(notice, last_on=after.due_on, ends_at=after.due_at, is_provisional=after.is_provisional)
    return replace(mine, round=replace(mine.round, notice=moved))


def _running(mine: Mine) -> NoticePosted | None:
    """Posted in a round that has not come to its end."""
    return None if mine.round is None or mine.stage is not MineStage.EVALUATED else mine.round.notice


def _reckoning(mine: Mine, policy: MiningPolicy) -> Reckoning:
    notice = _running(mine)
    assert notice is not None, "asked of what is due"
    return _Told(notice_rule(notice.working_days), notice.from_on, told_on=notice.last_on)


def _due_on(mine: Mine) -> date | None:
    notice = _running(mine)
    return None if notice is None else notice.last_on


RUNNING: Running[Mine, MiningPolicy] = Running(
    unit=lambda mine: None if mine.registered is None else mine.registered.unit,
    due_on=_due_on,
    is_closed=lambda _: False,
    is_announced=lambda _: False,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda _mine, _rules, _now: (),
)

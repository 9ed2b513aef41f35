"""A township's year, a centre's year of checks and a township's programme as cases with several due dates.

Law: county opinion on township standardisation (document 1 §五1, §五4), township opinion on the governance centre
(document 4 §三(七)): days of the calendar, which no notice moves; a statute that reaches running cases may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from contracts.assessment.centre.messages import CentreCommand, CentreFact, CentreMissed
from contracts.assessment.centre.rules import CentrePolicy
from contracts.assessment.programme.messages import ProgrammeCommand, ProgrammeFact, ProgrammeMissed
from contracts.assessment.programme.rules import ProgrammePolicy
from contracts.assessment.township.messages import Missed, TownshipCommand, TownshipFact
from contracts.assessment.township.rules import TownshipPolicy
from contracts.cases import CaseCommand, PolicyRebound
from contracts.owed_dates import OwedDateRederived, OwedFact
from contracts.owing import NamedDay, owing
from contracts.rules import Rules
from contracts.running_cases import Running

from assessment.domain import centre, programme, township
from assessment.domain.centre_state import CentreYear
from assessment.domain.centre_state import evolve as evolve_centre
from assessment.domain.programme import Programme
from assessment.domain.township_state import TownshipYear
from assessment.domain.township_state import evolve as evolve_township

S = TypeVar("S", TownshipYear, CentreYear, Programme)

_OF_TOWNSHIP: Mapping[str, str] = {Missed.PLAN: "plan_due_at", Missed.RESULT: "result_due_at"}
_OF_CENTRE: Mapping[str, str] = {
    CentreMissed.FIRST_HALF: "first_due_at",
    CentreMissed.SECOND_HALF: "second_due_at",
    CentreMissed.DECISION: "decision_due_at",
}
_OF_PROGRAMME: Mapping[str, str] = {
    ProgrammeMissed.OFFICE: "office_due_at",
    ProgrammeMissed.VILLAGE_SHARE: "share_due_at",
    ProgrammeMissed.PROGRAMME: "end_at",
}


def _after(state: S, fact: OwedFact, fields: Mapping[str, str]) -> S:
    """Bound to other packs; or one of the days on which something is owed is another one."""
    if isinstance(fact, PolicyRebound):
        return state
    assert state.opened is not None
    moved: dict[str, Any] = {fields[fact.owed]: fact.after.due_at}
    return replace(state, opened=replace(state.opened, **moved))


# A township's year


def decide_township(
    command: TownshipCommand | CaseCommand, year: TownshipYear, rules: Rules[TownshipPolicy], now: datetime
) -> Sequence[TownshipFact | OwedFact]:
    return OF_TOWNSHIP.decide(command, year, rules, now, township.decide)


def township_after(year: TownshipYear, fact: TownshipFact | OwedFact) -> TownshipYear:
    match fact:
        case PolicyRebound() | OwedDateRederived():
            return _after(year, fact, _OF_TOWNSHIP)
        case _:
            return evolve_township(year, fact)


def _day_of_township(owed: str, year: TownshipYear, policy: TownshipPolicy) -> NamedDay | None:
    assert year.opened is not None
    return policy.named(Missed(owed), year.opened.year)


OF_TOWNSHIP: Running[TownshipYear, TownshipPolicy] = owing(
    unit=lambda year: None if year.opened is None else year.opened.unit,
    awaited=township.awaited,
    announced=lambda year: year.announced,
    named=_day_of_township,
    evolve=township_after,
    missed=lambda year, _, now: township.missed(year, now),
)


# A centre's year of checks


def decide_centre(
    command: CentreCommand | CaseCommand, year: CentreYear, rules: Rules[CentrePolicy], now: datetime
) -> Sequence[CentreFact | OwedFact]:
    return OF_CENTRE.decide(command, year, rules, now, centre.decide)


def centre_after(year: CentreYear, fact: CentreFact | OwedFact) -> CentreYear:
    match fact:
        case PolicyRebound() | OwedDateRederived():
            return _after(year, fact, _OF_CENTRE)
        case _:
            return evolve_centre(year, fact)


def _day_of_centre(owed: str, year: CentreYear, policy: CentrePolicy) -> NamedDay | None:
    assert year.opened is not None
    return policy.named(CentreMissed(owed), year.opened.year)


OF_CENTRE: Running[CentreYear, CentrePolicy] = owing(
    unit=lambda year: None if year.opened is None else year.opened.unit,
    awaited=centre.awaited,
    announced=lambda year: year.announced,
    named=_day_of_centre,
    evolve=centre_after,
    missed=lambda year, _, now: centre.missed(year, now),
)


# A township's programme


def decide_programme(
    command: ProgrammeCommand | CaseCommand, state: Programme, rules: Rules[ProgrammePolicy], now: datetime
) -> Sequence[ProgrammeFact | OwedFact]:
    return OF_PROGRAMME.decide(command, state, rules, now, programme.decide)


def programme_after(state: Programme, fact: ProgrammeFact | OwedFact) -> Programme:
    match fact:
        case PolicyRebound() | OwedDateRederived():
            return _after(state, fact, _OF_PROGRAMME)
        case _:
            return programme.evolve(state, fact)


def _day_of_programme(owed: str, state: Programme, policy: ProgrammePolicy) -> NamedDay | None:
    assert state.opened is not None
    return policy.named(ProgrammeMissed(owed), state.opened.name)


OF_PROGRAMME: Running[Programme, ProgrammePolicy] = owing(
    unit=lambda state: None if state.opened is None else state.opened.unit,
    awaited=programme.awaited,
    announced=lambda state: state.announced,
    named=_day_of_programme,
    evolve=programme_after,
    missed=lambda state, _, now: programme.missed(state, now),
)

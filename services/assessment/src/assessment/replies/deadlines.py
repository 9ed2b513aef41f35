"""Why something of a township's year, a centre's year or a programme is due when it is, by the rules followed."""

from collections.abc import Mapping
from typing import Any

from contracts.assessment.centre.messages import CentreYearOpened
from contracts.assessment.programme.messages import ProgrammeOpened
from contracts.assessment.township.messages import YearOpened
from contracts.cases import ExplainDeadline
from contracts.catalogue import facts_of
from contracts.policies import ResolvedPolicy
from ledger.door import Answer
from ledger.explaining import Dated, Dates, explained_by

from assessment.deciders import TOWNSHIP
from assessment.programme_deciders import CENTRE, PROGRAMME


def _opened(decider: Any, fact: Any, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    """Days of the calendar, the last one first: it is the one that is asked for if no day is named."""
    dates = decider.cases.dates(decider.evolve(decider.initial, fact), decider.policy(resolved))
    return tuple(reversed(dates))


def _township(fact: YearOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(TOWNSHIP, fact, resolved)


def _centre(fact: CentreYearOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(CENTRE, fact, resolved)


def _programme(fact: ProgrammeOpened, resolved: ResolvedPolicy) -> tuple[Dated, ...]:
    return _opened(PROGRAMME, fact, resolved)


DATES: Dates = {YearOpened: _township, CentreYearOpened: _centre, ProgrammeOpened: _programme}
DEADLINE_ANSWERS: Mapping[type, Answer] = {
    ExplainDeadline: explained_by(facts_of("assessment"), DATES, TOWNSHIP, CENTRE, PROGRAMME)
}

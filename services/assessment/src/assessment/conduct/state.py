"""What is known of a township's conduct in a year, and how each fact changes it.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from contracts.assessment.conduct.messages import (
    Activity,
    ActivityHeld,
    ArticleFiled,
    BreachFound,
    CadreEntered,
    ConductChecked,
    ConductFact,
    ConductMadeGood,
    ConductMissed,
    ConductMonthChecked,
    ConductYearOpened,
    DiaryEntered,
    InspectionRecorded,
    Owed,
    Study,
    StudyHeld,
    SupervisionRecorded,
    VillageDaysRecorded,
)

Place = tuple[Owed, str, str | None]
"""What is owed in which span, by which cadre or by the unit."""


@dataclass(frozen=True, slots=True)
class ConductYear:
    """`articles`: cadre and half-year to how many; `village_days`: cadre to days; `checked`: the months.

    `missed`: what was found missing and is not made good.
    """

    opened: ConductYearOpened | None = None
    cadres: Mapping[str, CadreEntered] = field(default_factory=dict)
    studies: tuple[tuple[Study, date], ...] = ()
    articles: Mapping[tuple[str, str], int] = field(default_factory=dict)
    village_days: Mapping[str, frozenset[date]] = field(default_factory=dict)
    diaries: Mapping[str, int] = field(default_factory=dict)
    reached: frozenset[str] = frozenset()
    activities: Mapping[Activity, int] = field(default_factory=dict)
    checked: frozenset[int] = frozenset()
    missed: frozenset[Place] = frozenset()

    @property
    def linked(self) -> frozenset[str]:
        """The households linked to a cadre."""
        places = (place for cadre in self.cadres.values() for place in cadre.assignments)
        return frozenset(household for place in places for household in place.households)


Done = StudyHeld | ArticleFiled | VillageDaysRecorded | DiaryEntered | ActivityHeld
"""What counts for something that is owed."""

_Found = ConductMissed | ConductMadeGood | ConductMonthChecked


def evolve(year: ConductYear, fact: ConductFact) -> ConductYear:
    match fact:
        case ConductYearOpened():
            return ConductYear(opened=fact)
        case CadreEntered():
            return replace(year, cadres={**year.cadres, fact.cadre: fact})
        case StudyHeld() | ArticleFiled() | VillageDaysRecorded() | DiaryEntered() | ActivityHeld():
            return with_done(year, fact)
        case ConductMissed() | ConductMadeGood() | ConductMonthChecked():
            return _found(year, fact)
        case InspectionRecorded() | SupervisionRecorded() | ConductChecked() | BreachFound():
            return year
        case _:
            assert_never(fact)


def with_done(year: ConductYear, fact: Done) -> ConductYear:
    match fact:
        case StudyHeld():
            return replace(year, studies=(*year.studies, (fact.study, fact.held_on)))
        case ArticleFiled():
            return replace(year, articles={**year.articles, (fact.cadre, fact.half_year): fact.number})
        case VillageDaysRecorded():
            days = year.village_days.get(fact.cadre, frozenset()) | frozenset(fact.days)
            return replace(year, village_days={**year.village_days, fact.cadre: days})
        case DiaryEntered():
            diaries = {**year.diaries, fact.cadre: fact.number}
            return replace(year, diaries=diaries, reached=year.reached | frozenset(fact.households))
        case ActivityHeld():
            return replace(year, activities={**year.activities, fact.activity: fact.number})
        case _:
            assert_never(fact)


def _found(year: ConductYear, fact: _Found) -> ConductYear:
    match fact:
        case ConductMissed():
            return replace(year, missed=year.missed | {(fact.owed, fact.span, fact.cadre)})
        case ConductMadeGood():
            return replace(year, missed=year.missed - {(fact.owed, fact.span, fact.cadre)})
        case ConductMonthChecked():
            return replace(year, checked=year.checked | {fact.month})
        case _:
            assert_never(fact)

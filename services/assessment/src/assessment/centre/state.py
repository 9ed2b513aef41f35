"""What is known of a township's year of checks, and how each fact changes it.

Law: township opinion on the governance centre, part 3 (7) (document 4 §三(七)). State machine S17.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from contracts.assessment.centre.messages import (
    CentreFact,
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    CheckSubject,
    EvidenceFrozen,
    HalfYearCheckCompleted,
    SubjectCheck,
    SubjectChecked,
    SubjectPenalised,
    SubjectRewarded,
    SubjectsNamed,
)
from contracts.cases import PolicyRebound
from contracts.owed_dates import OwedDateRederived, OwedFact
from contracts.owing import moved_day

_DAYS: Mapping[str, str] = {
    CentreMissed.FIRST_HALF: "first_due_at",
    CentreMissed.SECOND_HALF: "second_due_at",
    CentreMissed.DECISION: "decision_due_at",
}
"""What is owed, and the field of the opened year that says by when."""


@dataclass(frozen=True, slots=True)
class CentreYear:
    """`frozen`: half-year to who is checked by whom; `checked`: half-year and subject to its result."""

    opened: CentreYearOpened | None = None
    subjects: tuple[CheckSubject, ...] = ()
    frozen: Mapping[str, tuple[SubjectCheck, ...]] = field(default_factory=dict)
    checked: Mapping[tuple[str, str], SubjectChecked] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()
    announced: frozenset[CentreMissed] = frozenset()

    @property
    def named(self) -> frozenset[str]:
        """Who is a subject, or was checked."""
        return frozenset(subject.unit for subject in self.subjects) | {subject for _, subject in self.checked}

    @property
    def is_all_decided(self) -> bool:
        return bool(self.subjects) and all(subject.unit in self.decided for subject in self.subjects)

    def check(self, term: str, subject: str) -> SubjectCheck | None:
        return next((check for check in self.frozen.get(term, ()) if check.subject == subject), None)

    def results(self, term: str) -> tuple[SubjectChecked, ...]:
        """In the order in which the subjects were named."""
        keys = ((term, check.subject) for check in self.frozen.get(term, ()))
        return tuple(self.checked[key] for key in keys if key in self.checked)

    def with_checked(self, fact: SubjectChecked) -> "CentreYear":
        return replace(self, checked={**self.checked, (fact.term, fact.subject): fact})


def evolve(year: CentreYear, fact: CentreFact | OwedFact) -> CentreYear:
    return _rebound(year, fact) if isinstance(fact, OwedFact) else _evolve(year, fact)


def _rebound(year: CentreYear, fact: OwedFact) -> CentreYear:
    """It is bound to other packs; or one of the days on which something is owed is another one."""
    match fact:
        case PolicyRebound():
            return year
        case OwedDateRederived():
            assert year.opened is not None
            return replace(year, opened=replace(year.opened, **moved_day(fact, _DAYS)))
        case _:
            assert_never(fact)


def _evolve(year: CentreYear, fact: CentreFact) -> CentreYear:
    match fact:
        case CentreYearOpened():
            return CentreYear(opened=fact, subjects=fact.subjects)
        case SubjectsNamed():
            return replace(year, subjects=fact.subjects)
        case EvidenceFrozen():
            return replace(year, frozen={**year.frozen, fact.term: fact.checks})
        case SubjectChecked():
            return year.with_checked(fact)
        case SubjectRewarded() | SubjectPenalised():
            return replace(year, decided=year.decided | {fact.subject})
        case CentreOverdue():
            return replace(year, announced=year.announced | {fact.missed})
        case HalfYearCheckCompleted():
            return year
        case _:
            assert_never(fact)

"""One township's year of checks: each half's evidence frozen, every subject checked, rewards and penalties decided.

Law: township opinion on the governance centre, parts 2 (6) and 3 (7) (document 4 §二(六), §三(七)). State machine S17;
AMB-49: the centre checks the others, the body above checks the centre, and nobody gives their own result. The year is a
case with three due dates, days of the calendar, which no notice moves; a statute that reaches running cases may.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, assert_never

from contracts.assessment.centre.messages import (
    CarryOverCentreYear,
    CentreCommand,
    CentreFact,
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    CheckSubject,
    DecideReward,
    EvidenceFrozen,
    FreezeEvidence,
    Half,
    HalfYearCheckCompleted,
    MarkCentreOverdue,
    NameSubjects,
    OpenCentreYear,
    RewardOutcome,
    SubjectCheck,
    SubjectChecked,
    SubjectPenalised,
    SubjectResult,
    SubjectRewarded,
    SubjectsNamed,
    TakeCentreSheet,
)
from contracts.assessment.centre.rules import CentrePolicy
from contracts.assessment.words import SchemeCode
from contracts.calendar import china_day, day_begins, day_ends
from contracts.cases import CaseCommand
from contracts.errors import refuse_unless
from contracts.owed_dates import OwedFact
from contracts.owing import Awaited, NamedDay, missing, owing
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import Part, key_of
from contracts.units import area_of

from assessment.centre.state import CentreYear, evolve

_OfTownship = CarryOverCentreYear | TakeCentreSheet | MarkCentreOverdue


def _township(command: Any) -> str:
    """Who acts on a check is named by its own unit, which is not the township."""
    township: str = command.unit if isinstance(command, _OfTownship) else command.township
    return township


centre_stream = key_of(__name__, Part("township", of=_township), Part("year", of=lambda command: f"{command.year:04}"))

_Later = NameSubjects | FreezeEvidence | DecideReward
_LAST_DAYS = {Half.FIRST: (6, 30), Half.SECOND: (12, 31)}


def decide(
    command: CentreCommand | CaseCommand, year: CentreYear, rules: Rules[CentrePolicy], now: datetime
) -> Sequence[CentreFact | OwedFact]:
    return RUNNING.decide(command, year, rules, now, _decide)


def _decide(
    command: CentreCommand, year: CentreYear, rules: Rules[CentrePolicy], now: datetime
) -> Sequence[CentreFact]:
    """Whatever is decided after a day has passed announces first what was missed."""
    match command:
        case OpenCentreYear():
            return [_open(command, year, rules.policy, now)]
        case CarryOverCentreYear():
            return [] if year.opened is not None else [_opened(command, command.unit, rules.policy, now)]
        case TakeCentreSheet():
            return [] if year.opened is None else [*missed(year, now), *_take(command, year, now)]
        case MarkCentreOverdue():
            return [] if year.opened is None else missed(year, now)
        case NameSubjects() | FreezeEvidence() | DecideReward():
            refuse_unless(year.opened is not None, "assessment.year-not-open", f"{command.township} {command.year}")
            assert year.opened is not None
            decided = _decide_on(command, year, year.opened, rules.policy, now)
            return [*missed(year, now), decided]
        case _:
            assert_never(command)


def _decide_on(
    command: _Later, year: CentreYear, opened: CentreYearOpened, policy: CentrePolicy, now: datetime
) -> CentreFact:
    match command:
        case NameSubjects():
            return _name(command, year, opened, now)
        case FreezeEvidence():
            return _freeze(command, year, opened, policy, now)
        case DecideReward():
            return _reward(command, year, opened, now)
        case _:
            assert_never(command)


def _open(command: OpenCentreYear, year: CentreYear, policy: CentrePolicy, now: datetime) -> CentreYearOpened:
    refuse_unless(year.opened is None, "assessment.year-already-open", f"{command.township} {command.year}")
    refuse_unless(command.centre != command.above, "assessment.self-assessment", f"{command.centre} checks itself.")
    _refuse_stranger(command.unit, command.centre, command.above)
    around = (command.centre, command.above, *(subject.unit for subject in command.subjects))
    strangers = [unit for unit in around if not _is_of(unit, command.township)]
    refuse_unless(not strangers, "assessment.not-of-the-township", ", ".join(strangers))
    _refuse_wrong_subjects(command.subjects, command.centre, command.township)
    policy.schemes.scheme(SchemeCode.CENTRE)
    return _opened(command, command.township, policy, now)


def _opened(
    command: OpenCentreYear | CarryOverCentreYear, township: str, policy: CentrePolicy, now: datetime
) -> CentreYearOpened:
    first, second, decision = (policy.due_on(each, command.year) for each in CentreMissed)
    return CentreYearOpened(
        unit=township,
        year=command.year,
        centre=command.centre,
        above=command.above,
        subjects=command.subjects,
        first_due_at=None if first is None else day_ends(first),
        second_due_at=None if second is None else day_ends(second),
        decision_due_at=None if decision is None else day_ends(decision),
        next_at=day_begins(date(command.year + 1, 1, 1)),
        opened_by=command.actor,
        opened_at=now,
    )


def _name(command: NameSubjects, year: CentreYear, opened: CentreYearOpened, now: datetime) -> SubjectsNamed:
    _refuse_stranger(command.unit, opened.centre, opened.above)
    refuse_unless(len(year.frozen) < len(Half), "assessment.already-frozen", f"{command.year}")
    strangers = [subject.unit for subject in command.subjects if not _is_of(subject.unit, command.township)]
    refuse_unless(not strangers, "assessment.not-of-the-township", ", ".join(strangers))
    _refuse_wrong_subjects(command.subjects, opened.centre, command.township)
    return SubjectsNamed(
        unit=command.township,
        year=command.year,
        centre=opened.centre,
        above=opened.above,
        subjects=command.subjects,
        next_at=opened.next_at,
        named_by=command.actor,
        named_at=now,
    )


def _freeze(
    command: FreezeEvidence, year: CentreYear, opened: CentreYearOpened, policy: CentrePolicy, now: datetime
) -> EvidenceFrozen:
    """From the last day of the half-year on, which is the only one on which it is in time."""
    term = f"{command.year:04}{command.half}"
    last_day = date(command.year, *_LAST_DAYS[command.half])
    _refuse_stranger(command.unit, opened.centre, opened.above)
    refuse_unless(term not in year.frozen, "assessment.already-frozen", term)
    refuse_unless(china_day(now) >= last_day, "assessment.half-year-not-over", f"Not before {last_day}.")
    scheme = policy.schemes.scheme(SchemeCode.CENTRE)
    return EvidenceFrozen(
        unit=command.township,
        year=command.year,
        term=term,
        scheme=SchemeCode.CENTRE,
        checks=tuple(_check(subject, opened) for subject in year.subjects),
        derived=tuple(sorted(code for code, rule in scheme.indicators.items() if rule.is_derived)),
        frozen_by=command.actor,
        frozen_at=now,
    )


def _check(subject: CheckSubject, opened: CentreYearOpened) -> SubjectCheck:
    """The centre checks the others, and the body above checks the centre (AMB-49).

    The centre's work is recorded for the township, a station's for its village; an office has no records of its own.
    """
    is_centre = subject.unit == opened.centre
    area = area_of(subject.unit)
    return SubjectCheck(
        subject=subject.unit,
        responsible=subject.responsible,
        assessor=opened.above if is_centre else opened.centre,
        counted_for=area if is_centre or area != opened.unit else None,
    )


def _take(command: TakeCentreSheet, year: CentreYear, now: datetime) -> list[CentreFact]:
    check = year.check(command.term, command.subject)
    if check is None or (command.term, command.subject) in year.checked:
        return []
    checked = SubjectChecked(
        unit=command.unit,
        year=command.year,
        term=command.term,
        subject=command.subject,
        responsible=check.responsible,
        sheet=command.sheet,
        unmet_mandatory=command.unmet_mandatory,
        vetoed=command.vetoed,
        mandatory_share=command.mandatory_share,
        score=command.score,
        digest=command.digest,
        checked_at=now,
    )
    results = year.with_checked(checked).results(command.term)
    if len(results) < len(year.frozen[command.term]):
        return [checked]
    return [
        checked,
        HalfYearCheckCompleted(
            unit=command.unit,
            year=command.year,
            term=command.term,
            results=tuple(map(_result, results)),
            completed_at=now,
        ),
    ]


def _result(checked: SubjectChecked) -> SubjectResult:
    return SubjectResult(
        subject=checked.subject,
        responsible=checked.responsible,
        unmet_mandatory=checked.unmet_mandatory,
        score=checked.score,
        digest=checked.digest,
    )


class _Decided(TypedDict):
    unit: str
    year: int
    subject: str
    responsible: str
    target_met: bool
    reason: str
    decided_by: str
    decided_at: datetime


def _reward(
    command: DecideReward, year: CentreYear, opened: CentreYearOpened, now: datetime
) -> SubjectRewarded | SubjectPenalised:
    subject = command.subject
    refuse_unless(command.unit != subject, "assessment.self-assessment", f"{subject} is judged here.")
    refuse_unless(command.unit == opened.above, "assessment.not-in-charge", f"{opened.above} decides.")
    refuse_unless(subject in year.named, "assessment.no-such-subject", subject)
    first, second = (year.checked.get((f"{command.year:04}{half}", subject)) for half in Half)
    refuse_unless(first is not None and second is not None, "assessment.results-missing", subject)
    refuse_unless(subject not in year.decided, "assessment.already-decided", subject)
    assert first is not None
    assert second is not None
    decided: _Decided = {
        "unit": command.township,
        "year": command.year,
        "subject": subject,
        "responsible": second.responsible,
        "target_met": command.target_met,
        "reason": command.reason,
        "decided_by": command.actor,
        "decided_at": now,
    }
    match command.outcome:
        case RewardOutcome.REWARD:
            return SubjectRewarded(**decided, first_score=first.score, second_score=second.score)
        case RewardOutcome.PENALTY:
            return SubjectPenalised(**decided, first_score=first.score, second_score=second.score)
        case _:
            assert_never(command.outcome)


def awaited(year: CentreYear) -> tuple[Awaited, ...]:
    """What is owed in an opened year, in the order of the days."""
    opened = year.opened
    assert opened is not None, "asked of an opened year"
    return (
        Awaited(CentreMissed.FIRST_HALF, opened.first_due_at, f"{opened.year:04}{Half.FIRST}" in year.frozen),
        Awaited(CentreMissed.SECOND_HALF, opened.second_due_at, f"{opened.year:04}{Half.SECOND}" in year.frozen),
        Awaited(CentreMissed.DECISION, opened.decision_due_at, year.is_all_decided),
    )


def missed(year: CentreYear, now: datetime) -> list[CentreFact]:
    """Each once, in the order of their days."""
    opened = year.opened
    assert opened is not None, "asked of an opened year"
    return [
        CentreOverdue(unit=opened.unit, year=opened.year, missed=CentreMissed(owed), due_at=due_at, announced_at=now)
        for owed, due_at in missing(awaited(year), year.announced, now)
    ]


def _refuse_stranger(unit: str, centre: str, above: str) -> None:
    refuse_unless(unit in (centre, above), "assessment.not-in-charge", f"{centre} or {above} acts here.")


def _refuse_wrong_subjects(subjects: Sequence[CheckSubject], centre: str, township: str) -> None:
    units = [subject.unit for subject in subjects]
    refuse_unless(len(set(units)) == len(units), "assessment.subject-twice", township)
    refuse_unless(centre in units, "assessment.centre-not-named", centre)


def _is_of(unit: str, township: str) -> bool:
    return area_of(unit).startswith(township)


def _named_day(owed: str, year: CentreYear, policy: CentrePolicy) -> NamedDay | None:
    assert year.opened is not None
    return policy.named(CentreMissed(owed), year.opened.year)


RUNNING: Running[CentreYear, CentrePolicy] = owing(
    unit=lambda year: None if year.opened is None else year.opened.unit,
    awaited=awaited,
    announced=lambda year: year.announced,
    named=_named_day,
    evolve=evolve,
    missed=lambda year, _, now: missed(year, now),
)

"""One township in the county's three-year programme: what is completed, what was done for it, and what was missed.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五3). Requirements A-012 to
A-015, A-019, A-020, A-024; AMB-23, AMB-24. The programme is a case with three due dates, days of the calendar, which no
notice moves; a statute that reaches running cases may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import assert_never

from contracts.assessment.programme.messages import (
    CompleteOffice,
    CompleteVillage,
    MarkProgrammeOverdue,
    OfficeCompleted,
    OpenProgramme,
    ProgrammeCommand,
    ProgrammeFact,
    ProgrammeMissed,
    ProgrammeOpened,
    ProgrammeOverdue,
    ProgrammeWorkRecorded,
    RecordProgrammeWork,
    VillageCompleted,
    Work,
)
from contracts.assessment.programme.rules import ProgrammePolicy
from contracts.calendar import china_day, day_ends
from contracts.cases import CaseCommand, PolicyRebound
from contracts.errors import refuse_unless
from contracts.owed_dates import OwedDateRederived, OwedFact
from contracts.owing import Awaited, NamedDay, missing, moved_day, owing
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of

programme_stream = key_of(__name__, "unit")

_DAYS: Mapping[str, str] = {
    ProgrammeMissed.OFFICE: "office_due_at",
    ProgrammeMissed.VILLAGE_SHARE: "share_due_at",
    ProgrammeMissed.PROGRAMME: "end_at",
}
"""What is owed, and the field of the opened programme that says by when."""

_Later = CompleteOffice | CompleteVillage | RecordProgrammeWork


@dataclass(frozen=True, slots=True)
class Programme:
    """`villages`: those completed; `announced`: what was said to be missed."""

    opened: ProgrammeOpened | None = None
    has_office: bool = False
    villages: frozenset[str] = frozenset()
    announced: frozenset[ProgrammeMissed] = frozenset()


def decide(
    command: ProgrammeCommand | CaseCommand, programme: Programme, rules: Rules[ProgrammePolicy], now: datetime
) -> Sequence[ProgrammeFact | OwedFact]:
    return RUNNING.decide(command, programme, rules, now, _decide)


def _decide(
    command: ProgrammeCommand, programme: Programme, rules: Rules[ProgrammePolicy], now: datetime
) -> Sequence[ProgrammeFact]:
    """Whatever is decided after a day has passed announces first what was missed."""
    match command:
        case OpenProgramme():
            return [_open(command, programme, rules.policy, now)]
        case MarkProgrammeOverdue():
            return [] if programme.opened is None else missed(programme, now)
        case CompleteOffice() | CompleteVillage() | RecordProgrammeWork():
            refuse_unless(programme.opened is not None, "assessment.programme-not-open", command.unit)
            assert programme.opened is not None
            decided = _decide_on(command, programme, programme.opened, rules.policy, now)
            return [*missed(programme, now), decided]
        case _:
            assert_never(command)


def _decide_on(
    command: _Later, programme: Programme, opened: ProgrammeOpened, policy: ProgrammePolicy, now: datetime
) -> ProgrammeFact:
    match command:
        case CompleteOffice():
            return _complete_office(command, programme, now)
        case CompleteVillage():
            return _complete_village(command, programme, opened, now)
        case RecordProgrammeWork():
            return _record(command, opened, policy, now)
        case _:
            assert_never(command)


def _open(command: OpenProgramme, programme: Programme, policy: ProgrammePolicy, now: datetime) -> ProgrammeOpened:
    refuse_unless(programme.opened is None, "assessment.programme-already-open", command.unit)
    is_over = policy.end is not None and china_day(now) > policy.end
    refuse_unless(not is_over, "assessment.programme-over", f"It ended on {policy.end}.")
    villages = command.villages
    refuse_unless(len(set(villages)) == len(villages), "assessment.village-twice", command.unit)
    strangers = [village for village in villages if not _is_village_of(village, command.unit)]
    refuse_unless(not strangers, "assessment.not-of-the-township", ", ".join(strangers))
    office, share, end = (policy.due_on(each, command.name) for each in ProgrammeMissed)
    return ProgrammeOpened(
        unit=command.unit,
        name=command.name,
        villages=villages,
        target_year=policy.targets.get(command.name),
        office_due_at=None if office is None else day_ends(office),
        least_share=policy.least_share,
        share_due_at=None if share is None else day_ends(share),
        end_at=None if end is None else day_ends(end),
        opened_by=command.actor,
        opened_at=now,
    )


def _complete_office(command: CompleteOffice, programme: Programme, now: datetime) -> OfficeCompleted:
    refuse_unless(not programme.has_office, "assessment.already-completed", command.unit)
    _refuse_unproven(command, now)
    return OfficeCompleted(
        unit=command.unit,
        completed_on=command.completed_on,
        evidence=command.evidence,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _complete_village(
    command: CompleteVillage, programme: Programme, opened: ProgrammeOpened, now: datetime
) -> VillageCompleted:
    refuse_unless(command.village in opened.villages, "assessment.not-of-the-township", command.village)
    refuse_unless(command.village not in programme.villages, "assessment.already-completed", command.village)
    _refuse_unproven(command, now)
    return VillageCompleted(
        unit=command.unit,
        village=command.village,
        completed_on=command.completed_on,
        evidence=command.evidence,
        completed=len(programme.villages) + 1,
        of=len(opened.villages),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_unproven(command: CompleteOffice | CompleteVillage, now: datetime) -> None:
    refuse_unless(bool(command.evidence), "assessment.evidence-required", command.unit)
    refuse_unless(command.completed_on <= china_day(now), "assessment.date-in-future", str(command.completed_on))


def _record(
    command: RecordProgrammeWork, opened: ProgrammeOpened, policy: ProgrammePolicy, now: datetime
) -> ProgrammeWorkRecorded:
    is_of_township = command.subject in (opened.unit, *opened.villages)
    refuse_unless(is_of_township, "assessment.not-of-the-township", command.subject)
    listed = policy.words.get(command.kind)
    is_listed = command.word is None if listed is None else command.word in listed
    refuse_unless(is_listed, "assessment.word-not-listed", f"{command.kind} {command.word}")
    is_money = command.kind is Work.FUNDING
    refuse_unless(not is_money or command.yuan is not None, "assessment.amount-required", command.text)
    refuse_unless(is_money or command.yuan is None, "assessment.amount-not-asked", command.kind)
    refuse_unless(command.done_on <= china_day(now), "assessment.date-in-future", str(command.done_on))
    return ProgrammeWorkRecorded(
        unit=command.unit,
        subject=command.subject,
        kind=command.kind,
        word=command.word,
        by=command.acting_unit,
        yuan=command.yuan,
        text=command.text,
        done_on=command.done_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def awaited(programme: Programme) -> tuple[Awaited, ...]:
    """What is owed of an opened programme, in the order of the days."""
    opened = programme.opened
    assert opened is not None, "asked of an opened programme"
    completed, of = len(programme.villages), len(opened.villages)
    has_share = opened.least_share is None or Fraction(completed, of) >= opened.least_share
    return (
        Awaited(ProgrammeMissed.OFFICE, opened.office_due_at, programme.has_office),
        Awaited(ProgrammeMissed.VILLAGE_SHARE, opened.share_due_at, has_share),
        Awaited(ProgrammeMissed.PROGRAMME, opened.end_at, programme.has_office and completed == of),
    )


def missed(programme: Programme, now: datetime) -> list[ProgrammeFact]:
    """Each once, in the order of their days."""
    opened = programme.opened
    assert opened is not None, "asked of an opened programme"
    return [
        ProgrammeOverdue(
            unit=opened.unit,
            missed=ProgrammeMissed(owed),
            completed=len(programme.villages),
            of=len(opened.villages),
            due_at=due_at,
            announced_at=now,
        )
        for owed, due_at in missing(awaited(programme), programme.announced, now)
    ]


def _is_village_of(village: str, township: str) -> bool:
    return village.startswith(township) and village != township


def evolve(programme: Programme, fact: ProgrammeFact | OwedFact) -> Programme:
    match fact:
        case ProgrammeOpened():
            return Programme(opened=fact)
        case OfficeCompleted():
            return replace(programme, has_office=True)
        case VillageCompleted():
            return replace(programme, villages=programme.villages | {fact.village})
        case ProgrammeOverdue():
            return replace(programme, announced=programme.announced | {fact.missed})
        case OwedDateRederived():
            assert programme.opened is not None
            return replace(programme, opened=replace(programme.opened, **moved_day(fact, _DAYS)))
        case ProgrammeWorkRecorded() | PolicyRebound():
            return programme
        case _:
            assert_never(fact)


def _named_day(owed: str, programme: Programme, policy: ProgrammePolicy) -> NamedDay | None:
    assert programme.opened is not None
    return policy.named(ProgrammeMissed(owed), programme.opened.name)


RUNNING: Running[Programme, ProgrammePolicy] = owing(
    unit=lambda programme: None if programme.opened is None else programme.opened.unit,
    awaited=awaited,
    announced=lambda programme: programme.announced,
    named=_named_day,
    evolve=evolve,
    missed=lambda programme, _, now: missed(programme, now),
)

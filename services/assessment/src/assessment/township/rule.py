"""One township's year: plan, check at the end, commendation; and what was missed.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4). State machine S16.
The year is a case with two due dates, days of the calendar, which no notice moves; a statute that reaches running cases
may.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, assert_never

from contracts.assessment.township.messages import (
    AddLocalIndicator,
    BeginYearEndCheck,
    CadreProposed,
    DecideCommendation,
    DropIndicator,
    FilePlan,
    FormLeadingGroup,
    LeadingGroupFormed,
    LocalIndicatorAdded,
    LocalIndicatorDropped,
    MarkTownshipOverdue,
    Missed,
    NegativeFindingRecorded,
    OpenYear,
    PlanFiled,
    Post,
    ProposeCadre,
    RecordNegativeFinding,
    TakeTownshipSheet,
    TownshipAssessed,
    TownshipCommand,
    TownshipCommended,
    TownshipFact,
    TownshipNotCommended,
    TownshipOverdue,
    YearEndCheckBegun,
    YearOpened,
)
from contracts.assessment.township.rules import TownshipPolicy
from contracts.assessment.words import SchemeCode
from contracts.calendar import china_day, day_begins, day_ends
from contracts.cases import CaseCommand
from contracts.errors import refuse_unless
from contracts.owed_dates import OwedFact
from contracts.owing import Awaited, NamedDay, missing, owing
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import Part, key_of

from assessment.township.state import TownshipYear, evolve


def _year_of_township(command: Any) -> str:
    year: str = command.term if isinstance(command, TakeTownshipSheet) else f"{command.year:04}"
    return year


township_stream = key_of(__name__, "unit", Part("year", of=_year_of_township))

_Later = (
    FormLeadingGroup
    | FilePlan
    | AddLocalIndicator
    | DropIndicator
    | RecordNegativeFinding
    | BeginYearEndCheck
    | DecideCommendation
    | ProposeCadre
    | MarkTownshipOverdue
)


def decide(
    command: TownshipCommand | CaseCommand, year: TownshipYear, rules: Rules[TownshipPolicy], now: datetime
) -> Sequence[TownshipFact | OwedFact]:
    return RUNNING.decide(command, year, rules, now, _decide)


def _decide(
    command: TownshipCommand, year: TownshipYear, rules: Rules[TownshipPolicy], now: datetime
) -> Sequence[TownshipFact]:
    """Whatever is decided after a day has passed announces first what was missed."""
    if isinstance(command, OpenYear):
        return [] if year.opened is not None else [_open(command, rules.policy, now)]
    if isinstance(command, TakeTownshipSheet):
        if year.opened is None or not year.is_begun or year.assessed is not None:
            return []
        return [*missed(year, now), _assessed(command, year.opened, year, now)]
    refuse_unless(year.opened is not None, "assessment.year-not-open", f"{command.unit} {command.year}")
    assert year.opened is not None
    return [*missed(year, now), *_decide_on(command, year, year.opened, rules.policy, now)]


def _decide_on(
    command: _Later, year: TownshipYear, opened: YearOpened, policy: TownshipPolicy, now: datetime
) -> Sequence[TownshipFact]:
    match command:
        case FormLeadingGroup():
            return [_form(command, now)]
        case FilePlan():
            return [_file(command, year, opened, now)]
        case AddLocalIndicator() | DropIndicator():
            return [_local(command, year, policy, now)]
        case RecordNegativeFinding():
            return [_find(command, now)]
        case BeginYearEndCheck():
            return [_begin(command, year, policy, now)]
        case DecideCommendation() | ProposeCadre():
            return [_by_result(command, year, now)]
        case MarkTownshipOverdue():
            return []
        case _:
            assert_never(command)


def _open(command: OpenYear, policy: TownshipPolicy, now: datetime) -> YearOpened:
    plan, check = policy.plan_due_on(command.year), policy.check_due_on(command.year)
    return YearOpened(
        unit=command.unit,
        year=command.year,
        plan_due_at=None if plan is None else day_ends(plan),
        result_due_at=None if check is None else day_ends(check),
        next_at=day_begins(date(command.year + 1, 1, 1)),
        opened_at=now,
    )


def _form(command: FormLeadingGroup, now: datetime) -> LeadingGroupFormed:
    is_secretary = command.post is Post.PARTY_SECRETARY
    refuse_unless(is_secretary, "assessment.leader-must-be-party-secretary", command.post)
    refuse_unless(command.formed_on <= china_day(now), "assessment.date-in-future", str(command.formed_on))
    return LeadingGroupFormed(**_key(command), leader=command.leader, formed_on=command.formed_on, recorded_at=now)


def _file(command: FilePlan, year: TownshipYear, opened: YearOpened, now: datetime) -> PlanFiled:
    refuse_unless(year.has_group, "assessment.leading-group-required", command.unit)
    refuse_unless(not year.has_plan, "assessment.plan-already-filed", str(command.year))
    refuse_unless(not year.is_begun, "assessment.assessment-begun", str(command.year))
    refuse_unless(bool(command.stages), "assessment.content-required", "A plan has stages.")
    backwards = [stage.title for stage in command.stages if stage.ends_on < stage.begins_on]
    refuse_unless(not backwards, "assessment.stage-ends-before-it-begins", ", ".join(backwards))
    return PlanFiled(
        **_key(command),
        characteristics=command.characteristics,
        stages=command.stages,
        due_at=opened.plan_due_at,
        filed_by=command.actor,
        filed_at=now,
    )


def _local(
    command: AddLocalIndicator | DropIndicator, year: TownshipYear, policy: TownshipPolicy, now: datetime
) -> LocalIndicatorAdded | LocalIndicatorDropped:
    match command:
        case AddLocalIndicator():
            return _add(command, year, now)
        case DropIndicator():
            return _drop(command, year, policy, now)
        case _:
            assert_never(command)


def _add(command: AddLocalIndicator, year: TownshipYear, now: datetime) -> LocalIndicatorAdded:
    refuse_unless(not year.is_begun, "assessment.assessment-begun", str(command.year))
    refuse_unless(command.indicator not in year.local, "assessment.indicator-exists", command.indicator)
    return LocalIndicatorAdded(**_key(command), indicator=command.indicator, name=command.name, added_at=now)


def _drop(command: DropIndicator, year: TownshipYear, policy: TownshipPolicy, now: datetime) -> LocalIndicatorDropped:
    uniform = policy.schemes.scheme(SchemeCode.TOWNSHIP).indicators
    refuse_unless(command.indicator not in uniform, "assessment.uniform-indicator", command.indicator)
    refuse_unless(command.indicator in year.local, "assessment.indicator-not-in-scheme", command.indicator)
    refuse_unless(not year.is_begun, "assessment.assessment-begun", str(command.year))
    return LocalIndicatorDropped(**_key(command), indicator=command.indicator, dropped_at=now)


def _find(command: RecordNegativeFinding, now: datetime) -> NegativeFindingRecorded:
    refuse_unless(command.found_on <= china_day(now), "assessment.date-in-future", str(command.found_on))
    return NegativeFindingRecorded(
        **_key(command),
        kind=command.kind,
        found_on=command.found_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _begin(command: BeginYearEndCheck, year: TownshipYear, policy: TownshipPolicy, now: datetime) -> YearEndCheckBegun:
    refuse_unless(not year.is_begun, "assessment.check-already-begun", str(command.year))
    policy.schemes.scheme(SchemeCode.TOWNSHIP)
    return YearEndCheckBegun(**_key(command), scheme=SchemeCode.TOWNSHIP, begun_by=command.actor, begun_at=now)


def _assessed(command: TakeTownshipSheet, opened: YearOpened, year: TownshipYear, now: datetime) -> TownshipAssessed:
    return TownshipAssessed(
        unit=command.unit,
        year=opened.year,
        sheet=command.sheet,
        unmet_mandatory=command.unmet_mandatory,
        mandatory_share=command.mandatory_share,
        score=command.score,
        digest=command.digest,
        findings=year.findings,
        due_at=opened.result_due_at,
        assessed_at=now,
    )


def _by_result(command: DecideCommendation | ProposeCadre, year: TownshipYear, now: datetime) -> TownshipFact:
    refuse_unless(year.assessed is not None, "assessment.results-missing", str(command.year))
    assert year.assessed is not None
    match command:
        case DecideCommendation():
            refuse_unless(not year.is_decided, "assessment.already-decided", str(command.year))
            return _commend(command, year.assessed, now)
        case ProposeCadre():
            return _propose(command, year.assessed, year.findings, now)
        case _:
            assert_never(command)


def _commend(
    command: DecideCommendation, result: TownshipAssessed, now: datetime
) -> TownshipCommended | TownshipNotCommended:
    score, digest = result.score, result.digest
    key, reason, by = _key(command), command.reason, command.actor
    if command.commend:
        return TownshipCommended(**key, score=score, digest=digest, reason=reason, decided_by=by, commended_at=now)
    return TownshipNotCommended(**key, score=score, digest=digest, reason=reason, decided_by=by, decided_at=now)


def _propose(command: ProposeCadre, result: TownshipAssessed, findings: int, now: datetime) -> CadreProposed:
    """Every proposal rests on the year's result (干部能上能下), which is linked and not typed."""
    return CadreProposed(
        **_key(command),
        cadre=command.cadre,
        movement=command.movement,
        reason=command.reason,
        sheet=result.sheet,
        score=result.score,
        digest=result.digest,
        findings=findings,
        proposed_by=command.actor,
        proposed_at=now,
    )


def awaited(year: TownshipYear) -> tuple[Awaited, ...]:
    """What is owed in an opened year, in the order of the days."""
    opened = year.opened
    assert opened is not None, "asked of an opened year"
    return (
        Awaited(Missed.PLAN, opened.plan_due_at, year.has_plan),
        Awaited(Missed.RESULT, opened.result_due_at, year.assessed is not None),
    )


def missed(year: TownshipYear, now: datetime) -> list[TownshipFact]:
    """Each once, in the order of their days."""
    opened = year.opened
    assert opened is not None, "asked of an opened year"
    return [
        TownshipOverdue(unit=opened.unit, year=opened.year, missed=Missed(owed), due_at=due_at, announced_at=now)
        for owed, due_at in missing(awaited(year), year.announced, now)
    ]


class _Key(TypedDict):
    unit: str
    year: int


def _key(command: _Later) -> _Key:
    return {"unit": command.unit, "year": command.year}


def _named_day(owed: str, year: TownshipYear, policy: TownshipPolicy) -> NamedDay | None:
    assert year.opened is not None
    return policy.named(Missed(owed), year.opened.year)


RUNNING: Running[TownshipYear, TownshipPolicy] = owing(
    unit=lambda year: None if year.opened is None else year.opened.unit,
    awaited=awaited,
    announced=lambda year: year.announced,
    named=_named_day,
    evolve=evolve,
    missed=lambda year, _, now: missed(year, now),
)

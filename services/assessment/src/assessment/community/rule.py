"""The titles of one community: list, self-check, application, four methods, decision; kept with all its years.

Law: draft opinion on residents' committees, part 3 (document 5 §三(一)-(三)). State machine S15; AMB-26.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.assessment.community.messages import (
    AcceptanceApplied,
    AcceptanceBegun,
    ApplyForAcceptance,
    CommunityCommand,
    CommunityFact,
    ConferDemonstration,
    DecideAcceptance,
    EnterProgramme,
    Method,
    MethodRecorded,
    ProgrammeEntered,
    RecordMethod,
    RecordSelfCheck,
    SelfCheckRecorded,
    SheetTaken,
    TakeSheet,
    WithdrawTitle,
)
from contracts.assessment.community.rules import TitlePolicy
from contracts.assessment.sheet.messages import Modality
from contracts.assessment.words import SchemeCode
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.impartiality import LiftTie, RecordTie, decide_tie
from contracts.rules import Rules
from contracts.stream_names import key_of

from assessment.community.state import Community, Level, Round
from assessment.community.titles import accept, demonstrate, withdraw

community_stream = key_of(__name__, "unit")

_Listed = RecordSelfCheck | ApplyForAcceptance | RecordMethod | DecideAcceptance | ConferDemonstration


def decide(
    command: CommunityCommand, community: Community, rules: Rules[TitlePolicy], now: datetime
) -> Sequence[CommunityFact]:
    match command:
        case EnterProgramme():
            return _enter(command, community, now)
        case TakeSheet():
            return _take(command, community, now)
        case WithdrawTitle():
            return withdraw(command, community, now)
        case RecordTie() | LiftTie():
            return decide_tie(command, community.unit, community.impartial, now)
        case RecordSelfCheck() | ApplyForAcceptance() | RecordMethod() | DecideAcceptance() | ConferDemonstration():
            listed = community.round(command.year)
            refuse_unless(listed is not None, "assessment.not-on-the-list", f"{command.unit} in {command.year}")
            assert listed is not None
            return _decide_on(command, community, listed, rules.policy, now)
        case _:
            assert_never(command)


def _decide_on(
    command: _Listed, community: Community, listed: Round, policy: TitlePolicy, now: datetime
) -> Sequence[CommunityFact]:
    match command:
        case RecordSelfCheck():
            return [_self_check(command, community, listed, policy, now)]
        case ApplyForAcceptance():
            return [_apply(command, listed, now)]
        case RecordMethod():
            return _method(command, community, listed, policy, now)
        case DecideAcceptance():
            return [accept(command, community, listed, policy, now)]
        case ConferDemonstration():
            return [demonstrate(command, community, listed, policy, now)]
        case _:
            assert_never(command)


def _enter(command: EnterProgramme, community: Community, now: datetime) -> list[CommunityFact]:
    if community.round(command.year) is not None:
        return []
    return [ProgrammeEntered(unit=command.unit, year=command.year, entered_at=now)]


def _self_check(
    command: RecordSelfCheck, community: Community, listed: Round, policy: TitlePolicy, now: datetime
) -> SelfCheckRecorded:
    """Passed by the rule, not by word: no mandatory indicator is unmet."""
    scheme = policy.schemes.scheme(SchemeCode.COMMUNITY)
    rules = [scheme.rule(code) for code in command.unmet]
    refuse_unless(listed.self_check is None, "assessment.already-self-checked", str(command.year))
    refuse_unless(command.checked_on <= china_day(now), "assessment.date-in-future", str(command.checked_on))
    window = policy.self_check
    is_inside = command.checked_on.year == command.year and (
        window is None or window.holds(command.checked_on, command.year)
    )
    refuse_unless(is_inside, "assessment.outside-self-check-window", str(command.checked_on))
    community.refuse_partial(command.actor, command.unit, Level.SELF_CHECK, policy)
    mandatory = tuple(sorted(rule.code for rule in rules if rule.modality is Modality.MANDATORY))
    return SelfCheckRecorded(
        unit=command.unit,
        year=command.year,
        unmet=command.unmet,
        unmet_mandatory=mandatory,
        passed=not mandatory,
        checked_on=command.checked_on,
        findings=command.findings,
        digest=scheme.digest,
        checked_by=command.actor,
        recorded_at=now,
    )


def _apply(command: ApplyForAcceptance, listed: Round, now: datetime) -> AcceptanceApplied:
    has_passed = listed.self_check is not None and listed.self_check.passed
    refuse_unless(has_passed, "assessment.self-check-required", f"No passed self-check of {command.year}.")
    refuse_unless(not listed.is_applied, "assessment.already-applied", str(command.year))
    refuse_unless(china_day(now).year == command.year, "assessment.year-over", str(command.year))
    return AcceptanceApplied(unit=command.unit, year=command.year, applied_by=command.actor, applied_at=now)


def _method(
    command: RecordMethod, community: Community, listed: Round, policy: TitlePolicy, now: datetime
) -> list[CommunityFact]:
    refuse_unless(listed.is_applied, "assessment.application-required", str(command.year))
    refuse_unless(not listed.is_decided, "assessment.already-decided", str(command.year))
    refuse_unless(command.held_on <= china_day(now), "assessment.date-in-future", str(command.held_on))
    _refuse_wrong_sample(command, policy)
    community.refuse_partial(command.actor, command.unit, Level.ACCEPTANCE, policy)
    recorded = MethodRecorded(
        unit=command.unit,
        year=command.year,
        method=command.method,
        held_on=command.held_on,
        findings=command.findings,
        sample=command.sample,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if listed.methods:
        return [recorded]
    begun = AcceptanceBegun(unit=command.unit, year=command.year, scheme=SchemeCode.COMMUNITY, begun_at=now)
    return [begun, recorded]


def _refuse_wrong_sample(command: RecordMethod, policy: TitlePolicy) -> None:
    """The draw of a survey is recorded (A-280); how large it has to be only a pack says."""
    is_survey = command.method is Method.SURVEY
    refuse_unless(not is_survey or command.sample is not None, "assessment.sample-required", command.method)
    refuse_unless(is_survey or command.sample is None, "assessment.not-a-survey", command.method)
    if command.sample is not None and policy.least_sample is not None:
        is_enough = command.sample.handed_out >= policy.least_sample
        refuse_unless(is_enough, "assessment.sample-too-small", f"{policy.least_sample} at least.")


def _take(command: TakeSheet, community: Community, now: datetime) -> list[CommunityFact]:
    year = int(command.term)
    listed = community.round(year)
    if listed is None or listed.sheet is not None:
        return []
    return [
        SheetTaken(
            unit=command.unit,
            year=year,
            sheet=command.sheet,
            unmet_mandatory=command.unmet_mandatory,
            vetoed=command.vetoed,
            mandatory_share=command.mandatory_share,
            score=command.score,
            digest=command.digest,
            taken_at=now,
        )
    ]

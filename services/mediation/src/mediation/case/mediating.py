"""Mediation rung by rung (document 4 §五): the ladder orders the organisers, never the parties (AMB-55).

Law: People's Mediation Law (人民调解法), arts 3, 4, 17, 19, 23, 26.
"""

from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.deadlines import Deadline, deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.case.messages import (
    AttemptFailed,
    AttemptStarted,
    ContinueMediation,
    FailAttempt,
    LadderCommand,
    LadderFact,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    ReplaceMediator,
    RoutesTold,
    StartAttempt,
    StopCause,
    StopMediation,
    TellRoutes,
)
from contracts.mediation.case.rules import ON_SPOT, MediationPolicy, Rung
from contracts.rules import Rules

from mediation.case.guards import (
    PETITIONER,
    lacking,
    refuse_agent,
    refuse_petition,
    refuse_stage,
    refuse_strange_unit,
    refuse_strangers,
    refuse_untold,
)
from mediation.case.state import OPEN, Attempt, Case, Stage, key

_PEOPLES = "people_mediation"
_ON_SPOT = Rung(
    ON_SPOT,
    (
        "CentreStaff",
        "CentreDeputyDirector",
        "DutyLeader",
        "VillageStationHead",
        "CommunityMediationCommittee",
        "PeoplesMediationCommittee",
    ),
)


def mediate(command: LadderCommand, case: Case, rules: Rules[MediationPolicy], now: datetime) -> LadderFact:
    refuse_petition(case)
    match command:
        case StartAttempt():
            return _start(command, case, rules, now)
        case ReplaceMediator():
            return _replace(command, case, rules.policy, now)
        case FailAttempt():
            return _fail(command, case, rules.policy, now)
        case StopMediation():
            return _stop(command, case, rules.policy, now)
        case TellRoutes():
            return _tell_routes(command, case, now)
        case ContinueMediation():
            return _continue(command, case, now)
        case _:
            assert_never(command)


def running(case: Case, acting_unit: str) -> Attempt:
    """The attempt that goes on; refused if none does, and to every unit but its organiser."""
    if case.stage not in OPEN or case.running is None:
        raise Rejected("mediation.no-attempt-runs", f"It is {case.stage}.")
    attempt = case.running
    refuse_unless(attempt.organiser == acting_unit, "forbidden-unit", f"{attempt.organiser} organises it.")
    return attempt


def _start(command: StartAttempt, case: Case, rules: Rules[MediationPolicy], now: datetime) -> AttemptStarted:
    refuse_unless(not case.is_refused, "mediation.party-refused", "A party refused or stopped mediation.")
    refuse_stage(case, *OPEN)
    rung = _next_rung(command, case, rules.policy)
    _refuse_organiser(command, rung, case)
    _refuse_terms(command, rung, case, rules.policy)
    finish = _finish(rung, case, rules, now)
    return AttemptStarted(
        **key(case),
        attempt=len(case.attempts) + 1,
        rung=rung.name,
        method=command.method,
        host=command.host,
        host_kind=command.host_kind,
        organiser=command.acting_unit,
        mediator=command.mediator,
        departments=command.departments,
        is_open=command.is_open,
        finish_on=None if finish is None else finish.due_on,
        finish_by=None if finish is None else finish.due_at,
        started_by=command.actor,
        started_at=now,
    )


def _next_rung(command: StartAttempt, case: Case, policy: MediationPolicy) -> Rung:
    """The one that follows the last rung that failed; refused if it is not the one named."""
    refuse_unless(case.running is None, "mediation.invalid-ladder-step", "An attempt is still running.")
    if case.stage is Stage.REGISTERED:
        first = command.rung == ON_SPOT and not case.attempts
        refuse_unless(first, "mediation.invalid-ladder-step", "Once on the spot; then it is signed and handed over.")
        return _ON_SPOT
    rungs = [] if case.transfer is None else list(policy.ladders.get(case.transfer.case_class, ()))
    done = sum(attempt.rung != ON_SPOT for attempt in case.attempts)
    following = rungs[done] if done < len(rungs) else None
    named = following is not None and following.name == command.rung and not following.by_parties
    refuse_unless(named, "mediation.invalid-ladder-step", f"{command.rung} does not follow.")
    assert following is not None
    return following


def _refuse_organiser(command: StartAttempt, rung: Rung, case: Case) -> None:
    refuse_unless(command.acting_role in rung.roles, "forbidden-role", f"{rung.name}: {', '.join(rung.roles)}.")
    held = case.transfer
    if rung.by_handler and held is not None:
        refuse_unless(
            not held.is_returned, "mediation.invalid-transition", "It was returned; a unit is designated first."
        )
        refuse_unless(held.handler == command.acting_unit, "forbidden-unit", f"{held.handler} has it.")


def _refuse_terms(command: StartAttempt, rung: Rung, case: Case, policy: MediationPolicy) -> None:
    """Voluntary, with a mediator whom all accept and nobody is bound to, free of charge, by a method that is known."""
    missing = lacking(command.consents, case)
    refuse_unless(not missing, "mediation.consent-missing", missing)
    missing = lacking(command.accepted_by, case)
    refuse_unless(not missing, "mediation.mediator-not-accepted", missing)
    refuse_unless(command.method in policy.methods, "mediation.invalid-method", command.method)
    attended = bool(command.departments) or not rung.with_departments
    refuse_unless(attended, "mediation.departments-required", rung.name)
    refuse_unless(command.fee_fen == 0, "mediation.fee-not-allowed", "Mediation is free of charge.")
    _refuse_bound(command.mediator, command.actor, case, policy)


def _refuse_bound(mediator: str, actor: str, case: Case, policy: MediationPolicy) -> None:
    case.impartial.refuse_partial("mediation", (mediator, actor), case.concerned, policy.barring)


def _finish(rung: Rung, case: Case, rules: Rules[MediationPolicy], now: datetime) -> Deadline | None:
    """The time begins with the first attempt on the ladder of people's mediation; later ones do not begin it anew."""
    rule = rules.policy.finish
    of_people = case.transfer is not None and case.transfer.case_class == _PEOPLES and rung.name != ON_SPOT
    if rule is None or not of_people or case.finish_by is not None:
        return None
    return deadline(rule, china_day(now), rules.calendar)


def _replace(command: ReplaceMediator, case: Case, policy: MediationPolicy, now: datetime) -> MediatorReplaced:
    attempt = running(case, command.acting_unit)
    missing = lacking(command.accepted_by, case)
    refuse_unless(not missing, "mediation.mediator-not-accepted", missing)
    _refuse_bound(command.mediator, command.mediator, case, policy)
    return MediatorReplaced(
        **key(case),
        attempt=attempt.number,
        mediator=command.mediator,
        reason=command.reason,
        replaced_by=command.actor,
        replaced_at=now,
    )


def _fail(command: FailAttempt, case: Case, policy: MediationPolicy, now: datetime) -> AttemptFailed:
    attempt = running(case, command.acting_unit)
    refuse_unless(command.reason is not None, "mediation.reason-required", "Why did it fail?")
    assert command.reason is not None
    is_last = _is_last(attempt, case, policy)
    if is_last:
        refuse_untold(command.routes_told, command.told, case)
    return AttemptFailed(
        **key(case),
        attempt=attempt.number,
        rung=attempt.rung,
        reason=command.reason,
        is_last=is_last,
        routes_told=command.routes_told,
        failed_by=command.actor,
        failed_at=now,
    )


def _is_last(attempt: Attempt, case: Case, policy: MediationPolicy) -> bool:
    """Whether nobody but the parties themselves can go on."""
    if attempt.rung == ON_SPOT or case.transfer is None:
        return False
    rungs = [rung.name for rung in policy.ladders[case.transfer.case_class] if not rung.by_parties]
    return attempt.rung == rungs[-1]


def _stop(command: StopMediation, case: Case, policy: MediationPolicy, now: datetime) -> MediationTerminated:
    refuse_stage(case, *OPEN)
    mediated = case.transfer is None or bool(policy.ladders[case.transfer.case_class])
    refuse_unless(mediated, "mediation.invalid-transition", "It is handled, not mediated.")
    refuse_strangers((command.by,), case)
    refuse_agent(command.acting_role, command.actor, command.by)
    if command.acting_role != PETITIONER:
        refuse_strange_unit(command.acting_unit, case)
    refuse_untold(command.routes_told, command.told, case)
    attempt = case.running
    return MediationTerminated(
        **key(case),
        cause=StopCause.REFUSED if attempt is None else StopCause.STOPPED,
        rung=None if attempt is None else attempt.rung,
        by=command.by,
        routes_told=command.routes_told,
        terminated_at=now,
    )


def _tell_routes(command: TellRoutes, case: Case, now: datetime) -> RoutesTold:
    refuse_stage(case, Stage.ENDED)
    refuse_strange_unit(command.acting_unit, case)
    refuse_unless(not case.are_routes_told, "mediation.routes-told-already", command.submission)
    refuse_untold(command.routes_told, command.told, case)
    return RoutesTold(**key(case), routes_told=command.routes_told, told_by=command.actor, told_at=now)


def _continue(command: ContinueMediation, case: Case, now: datetime) -> MediationContinued:
    refuse_stage(case, Stage.MEDIATING)
    refuse_strange_unit(command.acting_unit, case)
    refuse_unless(case.finish_by is not None, "mediation.no-time-runs", command.submission)
    assert case.finish_by is not None
    missing = lacking(command.consents, case)
    refuse_unless(not missing, "mediation.consent-missing", missing)
    until = day_ends(command.until)
    refuse_unless(until > case.finish_by, "mediation.day-too-early", f"The time runs until {case.finish_by}.")
    return MediationContinued(
        **key(case), finish_on=command.until, finish_by=until, recorded_by=command.actor, recorded_at=now
    )

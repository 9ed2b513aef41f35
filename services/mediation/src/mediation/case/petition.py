"""A letter, a visit or an opinion: classified, told, handled, told again (S10).

Law: county opinion (document 1 §四2三要); Regulation on Petition Work (信访工作条例), arts 18, 23, 28-34. An opinion on
what was published or done has neither class nor acceptance: its method is set, and its result told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.deadlines import deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.case.messages import (
    WAYS,
    AcceptanceTold,
    AnswerReview,
    AskReview,
    BeginHearing,
    CaseClosed,
    CaseKind,
    ClassifyPetition,
    CloseCause,
    ClosePetition,
    EndHearing,
    ExtendHandling,
    HandlingExtended,
    HandlingRated,
    MethodSet,
    NotAccepted,
    OpinionResultTold,
    PetitionClass,
    PetitionClassified,
    PetitionClock,
    PetitionCommand,
    PetitionFact,
    RateHandling,
    SetMethod,
    TellAcceptance,
    TellResult,
    WayOf,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules

from mediation.case import clock
from mediation.case.closing import closed
from mediation.case.guards import refuse_agent, refuse_day, refuse_dispute, refuse_stage, refuse_strangers
from mediation.case.review import review
from mediation.case.state import Case, Stage, key
from mediation.case.transfer import refuse_bound, returning

_SIXTH = WayOf.PETITION_HANDLING
_OF_AN_EARLIER_CASE = (NotAccepted.PENDING_ELSEWHERE, NotAccepted.FINAL)


def handle_petition(
    command: PetitionCommand, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> Sequence[PetitionFact | CaseClosed]:
    refuse_dispute(case)
    match command:
        case ClassifyPetition():
            return [_classify(command, case, rules.policy, now)]
        case TellAcceptance():
            return _tell_acceptance(command, case, rules, now)
        case SetMethod():
            return [_set_method(command, case, rules, now)]
        case ExtendHandling():
            return [_extend(command, case, rules, now)]
        case TellResult():
            return _tell_result(command, case, rules, now)
        case ClosePetition() | RateHandling():
            return [_by_the_person(command, case, now)]
        case AskReview() | AnswerReview() | BeginHearing() | EndHearing():
            return review(command, case, rules, now)
        case _:
            assert_never(command)


def _classify(command: ClassifyPetition, case: Case, policy: MediationPolicy, now: datetime) -> PetitionClassified:
    refuse_stage(case, Stage.REGISTERED)
    untold = not case.petition.is_acceptance_told
    refuse_unless(untold, "mediation.told-already", "The person was told which way it takes.")
    known = command.petition_class in policy.petition.classes
    refuse_unless(known, "mediation.unknown-class", command.petition_class)
    fits = command.way is not None and command.way in WAYS[command.petition_class]
    refuse_unless(fits, "mediation.route-required", ", ".join(sorted(WAYS[command.petition_class])))
    assert command.way is not None
    named = command.petition_class is not PetitionClass.ACCUSATION or command.accused is not None
    refuse_unless(named, "mediation.accused-required", "Whom is it against? Who is bound to them steps back.")
    return PetitionClassified(
        **key(case),
        petition_class=command.petition_class,
        way=command.way,
        accused=command.accused,
        classified_by=command.actor,
        classified_at=now,
    )


def _tell_acceptance(
    command: TellAcceptance, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[PetitionFact | CaseClosed]:
    refuse_stage(case, Stage.REGISTERED)
    refuse_unless(not case.petition.is_acceptance_told, "mediation.told-already", command.submission)
    refuse_unless(case.petition.way is not None, "mediation.not-classified", command.submission)
    refuse_day(command.told_on, case.opened.received_on, now)
    if command.ground is not None:
        _refuse_bare_no(command)
    told = AcceptanceTold(
        **key(case),
        ground=command.ground,
        responsible=command.responsible,
        same_as=command.same_as,
        text=command.text,
        means=command.means,
        told_on=command.told_on,
        clock=_sixty_days(command, case, rules),
        told_by=command.actor,
        recorded_at=now,
    )
    return [told] if command.ground is None else [told, closed(case, CloseCause.NOT_ACCEPTED, now)]


def _refuse_bare_no(command: TellAcceptance) -> None:
    """Who is turned away is told who has the power, or which earlier case it is (信访工作条例19, 23, 36)."""
    refuse_unless(command.responsible is not None, "mediation.responsible-required", "Who has the power?")
    names_it = command.ground not in _OF_AN_EARLIER_CASE or command.same_as is not None
    refuse_unless(names_it, "mediation.same-matter-required", "Which case is the same matter?")


def _sixty_days(command: TellAcceptance, case: Case, rules: Rules[MediationPolicy]) -> PetitionClock | None:
    days = rules.policy.petition.finish_days
    if command.ground is not None or case.petition.way is not _SIXTH or days is None:
        return None
    return clock.started(days, command.told_on, rules.calendar)


def _set_method(command: SetMethod, case: Case, rules: Rules[MediationPolicy], now: datetime) -> MethodSet:
    refuse_unless(case.transfer is None, "mediation.method-set-already", command.submission)
    refuse_stage(case, Stage.REGISTERED)
    accepted = case.petition.accepted_on is not None or case.opened.kind is CaseKind.OPINION
    refuse_unless(accepted, "mediation.not-accepted", "The person is told first whether it is accepted.")
    clock, due_on = case.petition.clock, command.due_on
    refuse_unless(clock is not None or due_on is not None, "mediation.deadline-required", "Name a day.")
    refuse_unless(due_on is None or due_on >= china_day(now), "mediation.day-in-past", str(due_on))
    if clock is not None and clock.due_on is not None and due_on is not None:
        refuse_unless(due_on <= clock.due_on, "mediation.due-day-too-late", f"The rule says {clock.due_on}.")
    refuse_bound(command.handler, command.actor, case, rules.policy)
    back = returning(rules, now)
    return MethodSet(
        **key(case),
        handler=command.handler,
        measure=command.measure,
        return_on=back.due_on,
        return_by=back.due_at,
        due_on=due_on,
        due_at=None if due_on is None else day_ends(due_on),
        set_by=command.actor,
        set_at=now,
    )


def _extend(command: ExtendHandling, case: Case, rules: Rules[MediationPolicy], now: datetime) -> HandlingExtended:
    petition, most = case.petition, rules.policy.petition.extension_days
    if petition.clock is None or petition.clock.due_at is None or petition.accepted_on is None:
        raise Rejected("mediation.no-rule-of-time", "Only a claim of the sixth way has the days of the regulation.")
    refuse_unless(petition.reported_on is None, "mediation.result-reported-already", command.submission)
    refuse_unless(now < petition.clock.due_at, "mediation.due-date-is-past", "Nothing is left to extend.")
    total = petition.extended_days + command.days
    refuse_unless(total <= most, "mediation.extension-too-long", f"{most} days in all, {total} with this one.")
    refuse_day(command.approved_on, petition.accepted_on, now)
    refuse_day(command.told_on, command.approved_on, now)
    return HandlingExtended(
        **key(case),
        days=command.days,
        approved_by=command.approved_by,
        approved_on=command.approved_on,
        told_on=command.told_on,
        reason=command.reason,
        clock=clock.extended(petition.clock, command.days, rules.calendar),
        recorded_at=now,
    )


def _tell_result(
    command: TellResult, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[PetitionFact | CaseClosed]:
    refuse_unless(case.has_result, "mediation.no-result", command.submission)
    refuse_unless(case.petition.told_on is None, "mediation.result-told-already", command.submission)
    assert case.petition.reported_on is not None
    refuse_day(command.told_on, case.petition.reported_on, now)
    rule = rules.policy.petition.ask_review if case.petition.way is _SIXTH else None
    ask = None if rule is None else deadline(rule, command.told_on, rules.calendar)
    told = OpinionResultTold(
        **key(case),
        origin=case.opened.origin,
        outcome=command.outcome,
        text=command.text,
        means=command.means,
        told_on=command.told_on,
        review_on=None if ask is None else ask.due_on,
        review_by=None if ask is None else ask.due_at,
        told_by=command.actor,
        recorded_at=now,
    )
    return [told, closed(case, CloseCause.TOLD, now)] if ask is None else [told]


def _by_the_person(command: ClosePetition | RateHandling, case: Case, now: datetime) -> HandlingRated | CaseClosed:
    """What follows from the person's own word, once the result was told."""
    refuse_unless(case.petition.told_on is not None, "mediation.result-not-notified", command.submission)
    return _rate(command, case, now) if isinstance(command, RateHandling) else _close(command, case, now)


def _close(command: ClosePetition, case: Case, now: datetime) -> CaseClosed:
    refuse_stage(case, Stage.TRIAGED)
    runs = any(review.answered_on is None for review in case.petition.reviews.values())
    refuse_unless(command.waives_review and not runs, "mediation.review-still-open", f"{case.petition.ask_until}")
    return closed(case, CloseCause.TOLD, now)


def _rate(command: RateHandling, case: Case, now: datetime) -> HandlingRated:
    refuse_strangers((command.by,), case)
    refuse_agent(command.acting_role, command.actor, command.by)
    refuse_unless(not case.petition.is_rated, "mediation.rated-already", command.submission)
    return HandlingRated(**key(case), by=command.by, rating=command.rating, rated_at=now)

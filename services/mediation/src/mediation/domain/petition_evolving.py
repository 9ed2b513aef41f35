"""What each fact makes of a letter, a visit or an opinion."""

from dataclasses import replace
from typing import assert_never

from contracts.mediation.case.messages import (
    AcceptanceTold,
    HandlingExtended,
    HandlingRated,
    HearingBegun,
    HearingEnded,
    MethodSet,
    OpinionResultTold,
    PetitionClassified,
    PetitionFact,
    PetitionOverdue,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
    ReviewLevel,
)

from mediation.domain.state import Case, Petition, Review, Stage, Transfer
from mediation.domain.transfer import OTHER

_ReviewFact = ReviewAsked | ReviewLate | ReviewAnswered | HearingBegun | HearingEnded


def evolve_petition(case: Case, fact: PetitionFact) -> Case:
    if isinstance(fact, _ReviewFact):
        return _evolve_review(case, fact)
    petition = case.petition
    match fact:
        case MethodSet():
            held = Transfer(fact.handler, OTHER, fact.return_by, fact.due_at)
            return replace(case, stage=Stage.TRIAGED, transfer=held)
        case PetitionClassified():
            news = replace(petition, way=fact.way, accused=fact.accused)
        case AcceptanceTold():
            accepted_on = fact.told_on if fact.ground is None else None
            news = replace(petition, is_acceptance_told=True, accepted_on=accepted_on, clock=fact.clock)
        case HandlingExtended():
            news = replace(petition, clock=fact.clock, extended_days=petition.extended_days + fact.days)
        case OpinionResultTold():
            news = replace(petition, told_on=fact.told_on, ask_until=fact.review_on, ask_by=fact.review_by)
        case PetitionOverdue() | HandlingRated():
            news = _noted(petition, fact)
        case _:
            assert_never(fact)
    return replace(case, petition=news)


def _noted(petition: Petition, fact: PetitionOverdue | HandlingRated) -> Petition:
    if isinstance(fact, HandlingRated):
        return replace(petition, is_rated=True)
    return replace(petition, announced=petition.announced | {fact.step})


def _evolve_review(case: Case, fact: _ReviewFact) -> Case:
    petition = case.petition
    match fact:
        case ReviewAsked():
            asked = Review(None, fact.clock, fact.asked_on)
            news = replace(petition, reviews={**petition.reviews, fact.level: asked}, ask_by=None)
            return replace(case, stage=Stage.TRIAGED, petition=news)
        case ReviewAnswered():
            answered = replace(petition.reviews[fact.level], body=fact.body, answered_on=fact.answered_on)
            news = replace(
                petition,
                reviews={**petition.reviews, fact.level: answered},
                ask_until=fact.recheck_on,
                ask_by=fact.recheck_by,
            )
            return replace(case, petition=news, impartial=case.impartial.acting(fact.level, fact.answered_by))
        case HearingBegun() | HearingEnded():
            return replace(case, petition=_heard(petition, fact))
        case ReviewLate():
            return case
        case _:
            assert_never(fact)


def _heard(petition: Petition, fact: HearingBegun | HearingEnded) -> Petition:
    in_hearing = isinstance(fact, HearingBegun)
    heard = replace(petition.reviews[ReviewLevel.RECHECK], clock=fact.clock, in_hearing=in_hearing)
    return replace(petition, reviews={**petition.reviews, ReviewLevel.RECHECK: heard})

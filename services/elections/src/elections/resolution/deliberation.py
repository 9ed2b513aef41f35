"""The four deliberations of a village resolution (四议): in order, each by its own body, each with its outcome.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要); Organic Law of the Villagers'
Committees, arts. 22, 24, 26 (村民委员会组织法). How the Party's own meetings reach their majority the text leaves to
them: what they record for and against is compared, and no quorum is asked.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.resolution.messages import (
    AdoptResolution,
    Authorisation,
    ConsultResolution,
    DeliberationHeld,
    ProposeResolution,
    ResolutionFact,
    ResolutionNotAdopted,
    ResolutionProposed,
    ReviewResolution,
    Step,
    VillageMatter,
    VillageResolutionAdopted,
)
from contracts.elections.resolution.rules import ResolutionRules
from contracts.elections.words import Body, Meeting
from contracts.errors import refuse_unless

from elections.resolution.meeting import ballot_decided, refuse_impossible, refuse_without_quorum
from elections.resolution.state import Resolution, Stage

Deliberation = ProposeResolution | ConsultResolution | ReviewResolution | AdoptResolution

_BODY = {
    Step.PROPOSAL: Body.PARTY_BRANCH,
    Step.CONSULTATION: Body.TWO_COMMITTEES,
    Step.REVIEW: Body.PARTY_MEMBERS,
}
_STAGE = (Stage.NONE, Stage.PROPOSED, Stage.CONSULTED, Stage.REVIEWED)
"""Where a run stands before each step of the policy's order."""


def deliberate(
    command: Deliberation, resolution: Resolution, rules: ResolutionRules, now: datetime
) -> Sequence[ResolutionFact]:
    step = _step(command)
    _refuse_out_of_order(step, resolution, rules)
    refuse_impossible(command.meeting, china_day(now))
    refuse_earlier(command.meeting.held_on, resolution)
    if isinstance(command, AdoptResolution):
        return _resolve(command, resolution, rules, now)
    refuse_unless(command.meeting.body is _BODY[step], "elections.wrong-body", command.meeting.body)
    if isinstance(command, ProposeResolution):
        return [_proposed(command, now)]
    if command.meeting.agreed <= command.meeting.against:
        return [_not_adopted(command, step, now)]
    return [
        DeliberationHeld(
            unit=command.unit, resolution=command.resolution, step=step, meeting=command.meeting, held_at=now
        )
    ]


def refuse_earlier(day: date, resolution: Resolution) -> None:
    """The days of a run do not go back."""
    is_later = resolution.last_on is None or day >= resolution.last_on
    refuse_unless(is_later, "elections.invalid-transition", f"{day} is before {resolution.last_on}")


def refuse_unauthorised(meeting: Meeting, matter: VillageMatter, authorisation: Authorisation | None) -> None:
    """What the law reserves to the assembly, representatives decide under its recorded authorisation only."""
    if meeting.body is Body.ASSEMBLY or matter is VillageMatter.OTHER:
        return
    refuse_unless(authorisation is not None, "elections.authorisation-required", matter)
    assert authorisation is not None
    refuse_unless(
        authorisation.given_on <= meeting.held_on, "elections.authorisation-required", str(authorisation.given_on)
    )


def _step(command: Deliberation) -> Step:
    match command:
        case ProposeResolution():
            return Step.PROPOSAL
        case ConsultResolution():
            return Step.CONSULTATION
        case ReviewResolution():
            return Step.REVIEW
        case AdoptResolution():
            return Step.RESOLUTION
        case _:
            assert_never(command)


def _refuse_out_of_order(step: Step, resolution: Resolution, rules: ResolutionRules) -> None:
    expected = _STAGE[rules.steps.index(step)]
    refuse_unless(resolution.stage is expected, "elections.invalid-transition", f"{step} after {resolution.stage}")


def _proposed(command: ProposeResolution, now: datetime) -> ResolutionProposed:
    meeting = command.meeting
    refuse_unless(meeting.agreed > meeting.against, "elections.proposal-not-agreed", f"{meeting.agreed} for")
    return ResolutionProposed(
        unit=command.unit,
        resolution=command.resolution,
        title=command.title,
        matter=command.matter,
        text=command.text,
        meeting=meeting,
        proposed_at=now,
    )


def _resolve(
    command: AdoptResolution, resolution: Resolution, rules: ResolutionRules, now: datetime
) -> Sequence[ResolutionFact]:
    meeting = command.meeting
    refuse_unless(meeting.body in rules.deciding_bodies, "elections.wrong-body", meeting.body)
    if rules.is_ballot_required:
        refuse_unless(meeting.by_ballot, "elections.ballot-required", meeting.body)
        refuse_unless(meeting.body in rules.ballot_bodies, "elections.wrong-body", meeting.body)
    refuse_unauthorised(meeting, resolution.matter, command.authorisation)
    refuse_without_quorum(meeting, rules, command.notice_on, command.households)
    is_adopted = rules.majority.is_met(meeting.agreed, meeting.attended)
    outcome = _adopted(command, resolution, now) if is_adopted else _not_adopted(command, Step.RESOLUTION, now)
    assert resolution.title is not None
    ballot = ballot_decided(command.unit, command.resolution, resolution.title, meeting, is_adopted=is_adopted, now=now)
    return [outcome, *ballot]


def _adopted(command: AdoptResolution, resolution: Resolution, now: datetime) -> VillageResolutionAdopted:
    assert resolution.title is not None
    return VillageResolutionAdopted(
        unit=command.unit,
        resolution=command.resolution,
        title=resolution.title,
        matter=resolution.matter,
        text=resolution.text,
        meeting=command.meeting,
        authorisation=command.authorisation,
        adopted_at=now,
    )


def _not_adopted(
    command: ConsultResolution | ReviewResolution | AdoptResolution, step: Step, now: datetime
) -> ResolutionNotAdopted:
    return ResolutionNotAdopted(
        unit=command.unit,
        resolution=command.resolution,
        step=step,
        meeting=command.meeting,
        reason=command.reason,
        decided_at=now,
    )

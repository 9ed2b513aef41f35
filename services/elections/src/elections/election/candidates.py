"""Who stands: nominations, checks, refusals to stand, the preliminary ballot and the final list (S3).

Law: Organic Law of Local Congresses and Governments, arts. 18, 26, 27 (地方组织法); Electoral Law, arts. 30-32
(选举法); draft opinion on residents' committees (document 5 §二(三)1), disapplied where the statute overrules it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    CandidateCommand,
    CandidateNominated,
    CandidateWithdrawn,
    CheckCandidate,
    ElectionFact,
    LeavesOn,
    ListedCandidate,
    NominateCandidate,
    NominationOpened,
    NominatorKind,
    NomineesPublished,
    OpenNomination,
    PublishFinalList,
    PublishNominees,
    RecordPreliminary,
    WithdrawCandidate,
)
from contracts.elections.election.rules import ElectionPolicy, KindRules
from contracts.elections.words import ElectionKind
from contracts.errors import refuse_unless
from contracts.rules import Rules

from elections.election.committee import leave, refuse_late
from elections.election.eligibility import check
from elections.election.final_list import NO_CLAUSE, confirm, hold_preliminary
from elections.election.state import Election, Stage, Standing
from elections.election.womens_seats import refuse_without_seats
from elections.office.incompatible import refuse_incompatible


def stand(
    command: CandidateCommand, election: Election, rules: Rules[ElectionPolicy], now: datetime
) -> Sequence[ElectionFact]:
    policy = rules.policy
    match command:
        case OpenNomination():
            return [_open(command, election, policy, now)]
        case NominateCandidate():
            return _nominate(command, election, policy, now)
        case CheckCandidate():
            return check(command, election, rules, now)
        case WithdrawCandidate():
            return [_withdraw(command, election, policy.of(election.kind), now)]
        case PublishNominees():
            return [_publish_nominees(command, election, policy.of(election.kind), now)]
        case RecordPreliminary():
            return [hold_preliminary(command, election, now)]
        case PublishFinalList():
            return confirm(command, election, policy, now)
        case _:
            assert_never(command)


def _open(command: OpenNomination, election: Election, policy: ElectionPolicy, now: datetime) -> NominationOpened:
    refuse_unless(election.measures is not None, "elections.election-measures-incomplete")
    refuse_unless(election.are_adopted, "elections.election-measures-not-adopted")
    may = (Stage.ADOPTED, Stage.NOMINATING)
    refuse_unless(election.stage in may, "elections.invalid-transition", f"It is {election.stage}.")
    if election.kind is not ElectionKind.CONGRESS:
        refuse_unless(election.committee is not None, "elections.committee-missing")
        refuse_unless(election.roll is not None and election.roll.is_final, "elections.roll-not-final")
    refuse_without_seats(election, policy.of(election.kind))
    assert election.held_on is not None
    in_order = command.from_on <= command.until_on <= election.held_on
    refuse_unless(in_order, "elections.invalid-date", f"The election is held on {election.held_on}.")
    return NominationOpened(
        unit=command.unit,
        election=command.election,
        from_on=command.from_on,
        until_on=command.until_on,
        opened_by=command.actor,
        recorded_at=now,
    )


def _nominate(
    command: NominateCandidate, election: Election, policy: ElectionPolicy, now: datetime
) -> Sequence[ElectionFact]:
    """Inside the window, by somebody who may name, and for no more seats than there are."""
    refuse_unless(election.stage is Stage.NOMINATING, "elections.nomination-invalid", "Nobody may be named now.")
    assert election.window is not None
    first, last = election.window
    refuse_unless(first <= command.nominated_on <= last, "elections.nomination-invalid", f"{first} to {last} only.")
    refuse_unless(command.nominated_on <= china_day(now), "elections.invalid-date", str(command.nominated_on))
    refuse_unless(election.seats(command.post) > 0, "elections.not-elected-here", command.post)
    known = election.candidates.get((command.post, command.person))
    again = known is None or known.standing is Standing.WITHDRAWN
    refuse_unless(again, "elections.nomination-invalid", "The person was named for this post before.")
    _refuse_nominators(command, election, policy.of(election.kind))
    refuse_incompatible(command.post, command.posts, policy.incompatible)
    named = CandidateNominated(
        unit=command.unit,
        election=command.election,
        post=command.post,
        person=command.person,
        name=command.name,
        by=command.by,
        nominators=command.nominators,
        nominated_on=command.nominated_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if not policy.of(election.kind).leaves_on_nomination:
        return [named]
    return [named, *leave(election, command.person, LeavesOn.NOMINATION, command.nominated_on, now)]


_NOMINATORS = {
    ElectionKind.CONGRESS: (NominatorKind.PRESIDIUM, NominatorKind.DEPUTIES),
    ElectionKind.DEPUTIES: (NominatorKind.VOTERS, NominatorKind.ORGANISATION),
    ElectionKind.VILLAGERS: (NominatorKind.VOTERS, NominatorKind.SELF),
    ElectionKind.RESIDENTS: (NominatorKind.VOTERS, NominatorKind.SELF, NominatorKind.ORGANISATION),
}
"""Who may name a candidate in which election."""

_JOINT = {ElectionKind.CONGRESS: NominatorKind.DEPUTIES, ElectionKind.DEPUTIES: NominatorKind.VOTERS}


def _refuse_nominators(command: NominateCandidate, election: Election, rules: KindRules) -> None:
    may = command.by in _NOMINATORS[election.kind]
    refuse_unless(may, "elections.nomination-invalid", f"Nobody is named by {command.by} here.")
    signers = set(command.nominators)
    refuse_unless(bool(signers), "elections.nomination-invalid", "A candidate has nominators.")
    if _JOINT.get(election.kind) is command.by and rules.signers is not None:
        enough = len(signers) >= rules.signers
        refuse_unless(enough, "elections.not-enough-signers", f"{len(signers)} of {rules.signers}.")
    if election.kind in _JOINT:
        _refuse_too_many(command, election, signers)


def _refuse_too_many(command: NominateCandidate, election: Election, signers: set[str]) -> None:
    """Neither the presidium nor one signer names more persons than there are seats; who declined counts no more."""
    seats = election.seats(command.post)
    named = [
        each.named
        for (post, _), each in election.candidates.items()
        if post is command.post and each.standing is not Standing.WITHDRAWN and each.named.by is command.by
    ]
    for signer in sorted(signers):
        before = sum(signer in each.nominators for each in named)
        refuse_unless(before < seats, "elections.too-many-nominated", f"{signer} has named {before} for {seats}.")
    if command.by is NominatorKind.PRESIDIUM:
        refuse_unless(len(named) < seats, "elections.too-many-nominated", f"{len(named)} for {seats}.")


def _withdraw(command: WithdrawCandidate, election: Election, rules: KindRules, now: datetime) -> CandidateWithdrawn:
    known = election.candidates.get((command.post, command.person))
    lasting = (Standing.NOMINATED, Standing.ELIGIBLE, Standing.CONFIRMED)
    stands = known is not None and known.standing in lasting and election.poll is None
    refuse_unless(stands, "elections.no-such-candidate", command.person)
    refuse_unless(command.declined_on <= china_day(now), "elections.invalid-date", str(command.declined_on))
    assert election.held_on is not None
    last = election.held_on - timedelta(days=rules.days.refusal or 0)
    refuse_unless(command.declined_on <= last, "elections.withdrawal-too-late", f"The last day is {last}.")
    return CandidateWithdrawn(
        unit=command.unit,
        election=command.election,
        post=command.post,
        person=command.person,
        declined_on=command.declined_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _publish_nominees(
    command: PublishNominees, election: Election, rules: KindRules, now: datetime
) -> NomineesPublished:
    refuse_unless(election.stage is Stage.NOMINATING, "elections.invalid-transition", f"It is {election.stage}.")
    refuse_unless(command.published_on <= china_day(now), "elections.invalid-date", str(command.published_on))
    assert election.held_on is not None
    refuse_late(command.published_on, election.held_on, rules.days.nominees)
    named = (Standing.NOMINATED, Standing.ELIGIBLE)
    nominees = [
        ListedCandidate(post=post, person=person)
        for (post, person), each in election.candidates.items()
        if each.standing in named
    ]
    refuse_unless(bool(nominees), "elections.no-such-candidate", "Nobody is named.")
    return NomineesPublished(
        unit=command.unit,
        election=command.election,
        nominees=tuple(nominees),
        published_on=command.published_on,
        clause=rules.sources.get("nominees", NO_CLAUSE),
        published_by=command.actor,
        recorded_at=now,
    )

"""The credentials of deputies: entered, reviewed, confirmed by the presidium, published, or invalid.

Law: Election Law (选举法), arts. 46, 47 and 58; district opinion (document 2 §三(三)2).
"""

from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.term.messages import (
    CommitteeSeat,
    CommitteeSeatVacated,
    ConfirmCredentials,
    CongressCommand,
    CongressFact,
    CredentialsCommand,
    CredentialsReviewed,
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListConfirmed,
    DeputyListPublished,
    DeputySeatFilled,
    DeputySeatVacated,
    EnterDeputies,
    Invalid,
    InvalidateElection,
    PublishDeputies,
    ReviewCredentials,
)
from contracts.elections.term.rules import TermPolicy
from contracts.elections.words import PresidiumMeeting, Standing, Votes
from contracts.errors import refuse_unless

from elections.plausible import refuse_future, refuse_twice
from elections.presidium.meeting import passes, refuse_meeting
from elections.term.state import Congress, Stage, key


def judge(command: CredentialsCommand, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    match command:
        case EnterDeputies():
            return _enter(command, congress, now)
        case ReviewCredentials():
            return [_review(command, congress, now)]
        case ConfirmCredentials():
            return _confirm(command, congress, policy, now)
        case PublishDeputies():
            return [_publish(command, congress, now)]
        case InvalidateElection():
            return _invalidate(command, congress, policy, now)
        case _:
            assert_never(command)


def _enter(command: EnterDeputies, congress: Congress, now: datetime) -> list[CongressFact]:
    """A seat is won in the general election, or it is vacant in the district and won in a by-election."""
    refuse_twice(each.deputy for each in command.deputies)
    free = list(congress.vacancies)
    for each in command.deputies:
        refuse_future(each.elected_on, now)
        refuse_unless(each.deputy not in congress.deputies, "elections.already-a-deputy", each.deputy)
        is_vacant = each.district in free if each.by_election else congress.stage is Stage.ELECTED
        refuse_unless(is_vacant, "elections.no-vacant-seat", each.district)
        if each.by_election:
            free.remove(each.district)
    total = len(congress.deputies) + len(command.deputies)
    refuse_unless(total <= congress.seats, "elections.no-vacant-seat", f"{total} of {congress.seats}")
    entered = DeputiesEntered(**key(command), deputies=command.deputies, recorded_at=now)
    filled = [
        DeputySeatFilled(**key(command), district=each.district, deputy=each.deputy, recorded_at=now)
        for each in command.deputies
        if each.by_election
    ]
    return [entered, *filled]


def _review(command: ReviewCredentials, congress: Congress, now: datetime) -> CredentialsReviewed:
    """By the committee of this congress, and before it has one by that of the congress before (E-061)."""
    refuse_unless(congress.stage is not Stage.ENDED, "elections.committee-term-expired")
    refuse_future(command.reviewed_on, now)
    members = tuple(congress.committee) if congress.is_committee_formed else congress.reviewers
    strangers = [person for person in command.reviewers if person not in members]
    refuse_unless(bool(command.reviewers) and not strangers, "elections.not-committee-member", ", ".join(strangers))
    refuse_twice(each.deputy for each in command.reviews)
    waiting = congress.having(Standing.UNREVIEWED)
    unknown = [each.deputy for each in command.reviews if each.deputy not in waiting]
    refuse_unless(not unknown, "elections.not-elected", ", ".join(unknown))
    return CredentialsReviewed(
        **key(command),
        reviewed_on=command.reviewed_on,
        reviewers=command.reviewers,
        reviews=command.reviews,
        recorded_at=now,
    )


def _confirm(command: ConfirmCredentials, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    _refuse_undecided(command.meeting, command.votes, congress, policy, now)
    refuse_twice((*command.confirmed, *(each.deputy for each in command.invalid)))
    refuse_unless(bool(command.confirmed or command.invalid), "elections.credentials-not-reviewed", "Nobody is named.")
    for deputy in command.confirmed:
        _refuse_unreviewed(deputy, congress, passed=True)
    for each in command.invalid:
        _refuse_unreviewed(each.deputy, congress, passed=False)
    confirmed = DeputyListConfirmed(
        **key(command), meeting=command.meeting, deputies=command.confirmed, confirmed_at=now
    )
    facts: list[CongressFact] = [confirmed] if command.confirmed else []
    for each in command.invalid:
        facts += _invalidated(each, command, congress, now)
    return facts


def _refuse_unreviewed(deputy: str, congress: Congress, *, passed: bool) -> None:
    """Confirmed is who passed the review; invalid is declared on a report too, whatever it says."""
    mandate = congress.deputies.get(deputy)
    is_waiting = mandate is not None and mandate.standing is Standing.UNREVIEWED
    is_reviewed = mandate is not None and mandate.is_reviewed in ((True,) if passed else (True, False))
    refuse_unless(is_waiting and is_reviewed, "elections.credentials-not-reviewed", deputy)


def _publish(command: PublishDeputies, congress: Congress, now: datetime) -> DeputyListPublished:
    refuse_future(command.published_on, now)
    refuse_twice(command.deputies)
    confirmed = congress.having(Standing.CONFIRMED)
    others = [deputy for deputy in command.deputies if deputy not in confirmed]
    refuse_unless(bool(command.deputies) and not others, "elections.not-confirmed", ", ".join(others))
    return DeputyListPublished(
        **key(command),
        deputies=command.deputies,
        published_on=command.published_on,
        active=congress.stage is Stage.BEGUN,
        recorded_at=now,
    )


def _invalidate(
    command: InvalidateElection, congress: Congress, policy: TermPolicy, now: datetime
) -> list[CongressFact]:
    deputy = command.invalid.deputy
    refuse_unless(deputy in congress.deputies, "elections.not-a-deputy", deputy)
    _refuse_undecided(command.meeting, command.votes, congress, policy, now)
    return _invalidated(command.invalid, command, congress, now)


def _invalidated(invalid: Invalid, command: CongressCommand, congress: Congress, now: datetime) -> list[CongressFact]:
    mandate = congress.deputies[invalid.deputy]
    invalidated = DeputyElectionInvalidated(
        **key(command),
        deputy=invalid.deputy,
        district=mandate.district,
        ground=invalid.ground,
        text=invalid.text,
        acted_from=mandate.acted_from,
        invalidated_at=now,
    )
    return [invalidated, *vacated(invalid.deputy, command, congress, china_day(now), now)]


def vacated(
    deputy: str, command: CongressCommand, congress: Congress, since: date, now: datetime
) -> list[CongressFact]:
    """The seat of the district is vacant, and one of the credentials committee if the deputy sat there (E-060)."""
    district = congress.deputies[deputy].district
    facts: list[CongressFact] = [DeputySeatVacated(**key(command), district=district, since=since, recorded_at=now)]
    if deputy in congress.committee:
        seat = CommitteeSeat(deputy=deputy, seat=congress.committee[deputy])
        facts.append(CommitteeSeatVacated(**key(command), seat=seat, recorded_at=now))
    return facts


def _refuse_undecided(
    meeting: PresidiumMeeting, votes: Votes, congress: Congress, policy: TermPolicy, now: datetime
) -> None:
    """An unconfirmed report has no effect: a meeting of the presidium decides (E-062)."""
    refuse_meeting(meeting, congress.presidium, stands_in=policy.stands_in, now=now)
    carries = passes(votes, meeting, congress.presidium, policy.presidium_majority)
    refuse_unless(carries, "elections.presidium-decision-required", "It found no majority.")

"""Who sits on the election committee: chosen by the voters, left by whoever stands, filled in the order of votes.

Law: Electoral Law, art. 10 (选举法); Organic Law of the Villagers' Committees, art. 12 (村民委员会组织法); draft
opinion on residents' committees (document 5 §二(三)1(2)-(3)).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    ChooseSubstitutes,
    CloseRoll,
    CommitteeChairNamed,
    CommitteeCommand,
    CommitteeFact,
    CommitteeMemberLeft,
    ElectionCommitteeFormed,
    FillCommitteeSeat,
    FormElectionCommittee,
    LeaveElectionCommittee,
    LeavesOn,
    NameCommitteeChair,
    NoSubstitute,
    PublishRoll,
    RollClosed,
    RollPublished,
    Standing,
    SubstitutesChosen,
    SubstituteSeated,
)
from contracts.elections.election.rules import KindRules
from contracts.elections.words import ElectionKind
from contracts.errors import Rejected, refuse_unless

from elections.election.group_voters import refuse_other_voters
from elections.election.state import Committee, Election, Stage


def run(command: CommitteeCommand, election: Election, rules: KindRules, now: datetime) -> Sequence[CommitteeFact]:
    match command:
        case FormElectionCommittee():
            return [_form(command, election, rules, now)]
        case LeaveElectionCommittee():
            _refuse_future(command.left_on, now)
            _refuse_stranger(command.person, election)
            return leave(election, command.person, LeavesOn.RESIGNATION, command.left_on, now)
        case FillCommitteeSeat():
            return [_fill(command, election, now)]
        case ChooseSubstitutes():
            return [_choose(command, election, now)]
        case NameCommitteeChair():
            return [_name_chair(command, election, now)]
        case PublishRoll():
            return [_publish(command, election, rules, now)]
        case CloseRoll():
            return [_close(command, election, now)]
        case _:
            assert_never(command)


def leave(election: Election, person: str, on: LeavesOn, day: date, now: datetime) -> list[CommitteeFact]:
    """The membership ends; who follows is named. Nothing, if the person is no member."""
    committee, plan = election.committee, election.plan
    if committee is None or plan is None or person not in committee.members:
        return []
    following = committee.following(_standing(election) | {person})
    left = CommitteeMemberLeft(
        unit=plan.unit, election=plan.election, person=person, on=on, left_on=day, next=following, recorded_at=now
    )
    if following is not None:
        return [left]
    open_seats = committee.open_seats + 1
    return [left, NoSubstitute(unit=plan.unit, election=plan.election, open_seats=open_seats, recorded_at=now)]


def _standing(election: Election) -> frozenset[str]:
    return frozenset(person for (_, person) in election.candidates if election.is_candidate(person))


def _form(
    command: FormElectionCommittee, election: Election, rules: KindRules, now: datetime
) -> ElectionCommitteeFormed:
    refuse_unless(election.kind is not ElectionKind.CONGRESS, "elections.no-election-committee")
    refuse_unless(election.committee is None, "elections.committee-formed-already")
    _refuse_future(command.chosen_on, now)
    refuse_unless(_is_in_order(command.chosen), "elections.invalid-order")
    least, most = rules.committee_size or (1, len(command.chosen))
    fits = least <= command.size <= most and command.size <= len(command.chosen)
    refuse_unless(fits, "elections.committee-size", f"{least} to {most} members.")
    members = [each.person for each in command.chosen[: command.size]]
    refuse_unless(command.chair in members, "elections.not-a-member", command.chair)
    return ElectionCommitteeFormed(
        unit=command.unit,
        election=command.election,
        chosen=command.chosen,
        size=command.size,
        chair=command.chair,
        chosen_by=command.chosen_by,
        chosen_on=command.chosen_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _is_in_order(chosen: Sequence[Standing]) -> bool:
    """By votes, each person once."""
    return len({each.person for each in chosen}) == len(chosen) and all(
        one.votes >= other.votes for one, other in pairwise(chosen)
    )


def _fill(command: FillCommitteeSeat, election: Election, now: datetime) -> SubstituteSeated:
    committee = _committee(election)
    refuse_unless(committee.open_seats > 0, "elections.no-open-seat")
    _refuse_future(command.filled_on, now)
    following = committee.following(_standing(election))
    refuse_unless(command.person == following, "elections.not-next-in-order", f"Next is {following}.")
    return SubstituteSeated(
        unit=command.unit,
        election=command.election,
        person=command.person,
        filled_on=command.filled_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _choose(command: ChooseSubstitutes, election: Election, now: datetime) -> SubstitutesChosen:
    committee = _committee(election)
    refuse_unless(committee.following(_standing(election)) is None, "elections.substitutes-left")
    _refuse_future(command.chosen_on, now)
    refuse_unless(_is_in_order(command.chosen), "elections.invalid-order")
    return SubstitutesChosen(
        unit=command.unit,
        election=command.election,
        chosen=command.chosen,
        chosen_by=command.chosen_by,
        chosen_on=command.chosen_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _name_chair(command: NameCommitteeChair, election: Election, now: datetime) -> CommitteeChairNamed:
    refuse_unless(not election.is_candidate(command.person), "elections.candidate-on-election-committee")
    _refuse_stranger(command.person, election)
    _refuse_future(command.named_on, now)
    return CommitteeChairNamed(
        unit=command.unit,
        election=command.election,
        person=command.person,
        named_on=command.named_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _publish(command: PublishRoll, election: Election, rules: KindRules, now: datetime) -> RollPublished:
    _committee(election)
    refuse_other_voters(command, election, rules)
    refuse_unless(election.roll is None or not election.roll.is_final, "elections.roll-final-already")
    _refuse_future(command.published_on, now)
    assert election.held_on is not None
    refuse_late(command.published_on, election.held_on, rules.days.roll)
    days = rules.days.objections
    return RollPublished(
        unit=command.unit,
        election=command.election,
        voters=command.voters,
        published_on=command.published_on,
        objections_until=None if days is None else command.published_on + timedelta(days=days),
        clause=rules.sources.get("roll", "—"),
        published_by=command.actor,
        recorded_at=now,
    )


def refuse_late(day: date, held_on: date, days: int | None) -> None:
    """At least so many full days before: the last lawful day is election day minus these days (AMB-56)."""
    last = held_on - timedelta(days=days or 0)
    refuse_unless(day <= last, "elections.published-too-late", f"The last day is {last}.")


def _close(command: CloseRoll, election: Election, now: datetime) -> RollClosed:
    if election.roll is None:
        raise Rejected("elections.roll-missing")
    until = election.roll.objections_until
    is_over = until is None or command.closed_on > until
    refuse_unless(is_over, "elections.roll-still-open", f"Objections are taken until {until}.")
    refuse_unless(not election.roll.is_final, "elections.roll-final-already")
    _refuse_future(command.closed_on, now)
    refuse_unless(election.stage is not Stage.VOTING, "elections.invalid-transition")
    return RollClosed(
        unit=command.unit,
        election=command.election,
        voters=command.voters,
        objections=command.objections,
        closed_on=command.closed_on,
        closed_by=command.actor,
        recorded_at=now,
    )


def _committee(election: Election) -> Committee:
    if election.committee is None:
        raise Rejected("elections.committee-missing")
    return election.committee


def _refuse_stranger(person: str, election: Election) -> None:
    refuse_unless(person in _committee(election).members, "elections.not-a-member", person)


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "elections.invalid-date", str(day))

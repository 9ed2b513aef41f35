"""The recall of an official by the congress: reasons first, then a defence, then the vote.

Law: Organic Law of Local Congresses and Governments, arts. 25, 31 (地方组织法 第二十五、三十一条).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.elections.office.messages import (
    DecideRecall,
    DefenceGiven,
    MovedBy,
    MoveRecall,
    OfficeFact,
    OfficialRecalled,
    RecallCommand,
    RecallMoved,
    RecallRefused,
    RecordDefence,
    VacancyGround,
)
from contracts.elections.office.rules import OfficePolicy
from contracts.errors import Rejected, refuse_unless

from elections.office.ending import holder_of, majority_of, needed_votes, refuse_future, vacated
from elections.office.state import Office
from elections.session.held import refuse_outside


def decide(command: RecallCommand, office: Office, policy: OfficePolicy, now: datetime) -> Sequence[OfficeFact]:
    match command:
        case MoveRecall():
            return [_move(command, office, policy, now)]
        case RecordDefence():
            return [_defend(command, office, now)]
        case DecideRecall():
            return _vote(command, office, policy, now)
        case _:
            assert_never(command)


def _move(command: MoveRecall, office: Office, policy: OfficePolicy, now: datetime) -> RecallMoved:
    holder = holder_of(command.person, office)
    refuse_unless(holder.recall is None, "elections.recall-moved-already", command.person)
    if command.reasons is None:
        raise Rejected("elections.reason-required", "A recall says why.")
    if command.session is None:
        raise Rejected("elections.session-not-open", "A recall is moved in a session.")
    refuse_future(command.moved_on, now)
    refuse_outside(command.held, command.moved_on, command.all_deputies)
    movers = len(set(command.movers))
    refuse_unless(movers > 0, "elections.not-enough-signers", "Nobody moves it.")
    if command.by is MovedBy.DEPUTIES:
        _refuse_few(movers, command.all_deputies, policy)
    return RecallMoved(
        unit=command.unit,
        post=command.post,
        person=command.person,
        by=command.by,
        movers=command.movers,
        all_deputies=command.all_deputies,
        reasons=command.reasons,
        session=command.session,
        clause=policy.recall_clause,
        moved_on=command.moved_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_few(movers: int, all_deputies: int, policy: OfficePolicy) -> None:
    if policy.recall_share is None:
        raise Rejected("policy-not-active", "No active pack says how many deputies move a recall.")
    is_enough = movers <= all_deputies and movers >= policy.recall_share * all_deputies
    refuse_unless(is_enough, "elections.not-enough-signers", f"{movers} of {all_deputies} deputies.")


def _defend(command: RecordDefence, office: Office, now: datetime) -> DefenceGiven:
    _refuse_before_the_motion(command.given_on, command.person, office, now)
    return DefenceGiven(
        unit=command.unit,
        post=command.post,
        person=command.person,
        form=command.form,
        given_on=command.given_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_before_the_motion(day: date, person: str, office: Office, now: datetime) -> None:
    moved = holder_of(person, office).recall
    if moved is None:
        raise Rejected("elections.no-recall-moved", person)
    refuse_future(day, now)
    refuse_unless(day >= moved.moved_on, "elections.invalid-date", f"Moved on {moved.moved_on}.")


def _vote(command: DecideRecall, office: Office, policy: OfficePolicy, now: datetime) -> Sequence[OfficeFact]:
    _refuse_before_the_motion(command.decided_on, command.person, office, now)
    refuse_unless(holder_of(command.person, office).is_defence_offered, "elections.defence-not-offered", command.person)
    refuse_outside(command.held, command.decided_on, command.vote.entitled)
    majority = majority_of(policy)
    needed = needed_votes(command.vote, majority)
    decided = OfficialRecalled if command.vote.agree >= needed else RecallRefused
    fact = decided(
        unit=command.unit,
        post=command.post,
        person=command.person,
        vote=command.vote,
        needed=needed,
        clause=majority.source,
        decided_on=command.decided_on,
        recorded_at=now,
    )
    if isinstance(fact, RecallRefused):
        return [fact]
    return [fact, vacated(command, office, VacancyGround.RECALLED, command.decided_on, policy.recall_clause, now)]

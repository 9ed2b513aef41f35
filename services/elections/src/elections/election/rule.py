"""One election or by-election from its plan to its announced result (选举、补选).

Law: district opinion on township people's congresses (document 2 §三(一)4), draft opinion on residents' committees
(document 5 §二(三)1), and the statutes of the streams' parts: measures, candidates, boxes, result.

What a command may do stands with its kind; here stands what holds of all: an election is planned first, whoever left
the election committee acts no more, and nobody but the office that runs elections of its kind acts at all.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.elections.election.messages import (
    CandidateCommand,
    CloseElection,
    CommitteeCommand,
    CountBox,
    DeclareResult,
    ElectionCommand,
    ElectionFact,
    FormElectionCommittee,
    MeasuresCommand,
    NoteOath,
    OpenVoting,
    OrderRerun,
    PlanElection,
    ProxyCommand,
    RecordKinship,
    RecordWomen,
    RecountBox,
    ReserveWomensSeats,
    ResultCommand,
    SetOutGroups,
    VotingCommand,
    WomensSeatCommand,
)
from contracts.elections.election.rules import COMMITTEE_FORMED_BY, RUN_BY, ElectionPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.election import committee, kinship, measures, polling, proxies, rerun, result, womens_seats
from elections.election.candidates import stand
from elections.election.group_voters import set_out
from elections.election.state import Election, Stage

election_stream = key_of(__name__, "unit", "election")


def decide(
    command: ElectionCommand, election: Election, rules: Rules[ElectionPolicy], now: datetime
) -> Sequence[ElectionFact]:
    if not isinstance(command, PlanElection):
        _refuse_outsiders(command, election)
    _refuse_other_office(command, election)
    if isinstance(command, MeasuresCommand):
        return measures.begin(command, election, rules.policy, now)
    if isinstance(command, CandidateCommand):
        return stand(command, election, rules, now)
    if isinstance(command, CommitteeCommand):
        return committee.run(command, election, rules.policy.of(election.kind), now)
    if isinstance(command, SetOutGroups):
        return [set_out(command, election, rules.policy.of(election.kind), now)]
    if isinstance(command, ProxyCommand):
        return [proxies.run(command, election, rules.policy.of(election.kind), now)]
    if isinstance(command, RecordKinship | WomensSeatCommand):
        return [_attest(command, election, rules.policy, now)]
    return _vote(command, election, rules.policy, now)


def _refuse_outsiders(command: ElectionCommand, election: Election) -> None:
    refuse_unless(election.plan is not None, "elections.no-such-election", command.election)
    is_over = election.stage is Stage.CLOSED
    refuse_unless(not is_over or isinstance(command, NoteOath), "elections.election-closed")
    left = election.committee is not None and command.actor in election.committee.left
    refuse_unless(not left, "elections.left-the-committee", command.actor)


def _refuse_other_office(command: ElectionCommand, election: Election) -> None:
    """An election is run by the office of its kind alone; where no role is said, the record knew none yet."""
    if isinstance(command, NoteOath) or command.acting_role is None:
        return
    kind = command.kind if isinstance(command, PlanElection) else election.kind
    runs = COMMITTEE_FORMED_BY if isinstance(command, FormElectionCommittee) else RUN_BY
    is_theirs = command.acting_role == runs.get(kind)
    refuse_unless(is_theirs, "forbidden-role", f"{command.acting_role} does not run elections of {kind}.")


def _attest(
    command: RecordKinship | WomensSeatCommand, election: Election, policy: ElectionPolicy, now: datetime
) -> ElectionFact:
    match command:
        case RecordKinship():
            return kinship.record(command, now)
        case ReserveWomensSeats():
            return womens_seats.reserve(command, election, policy, now)
        case RecordWomen():
            return womens_seats.record(command, now)
        case _:
            assert_never(command)


def _vote(
    command: VotingCommand | ResultCommand, election: Election, policy: ElectionPolicy, now: datetime
) -> Sequence[ElectionFact]:
    kind = policy.of(election.kind)
    match command:
        case OpenVoting():
            return [polling.open_voting(command, election, kind, now)]
        case CountBox():
            return [polling.count_box(command, election, kind, now)]
        case RecountBox():
            return [polling.recount_box(command, election, kind, now)]
        case DeclareResult():
            return result.declare(command, election, kind, now)
        case OrderRerun():
            return [rerun.order(command, election, policy, now)]
        case NoteOath():
            return rerun.note_oath(command, election)
        case CloseElection():
            closed = rerun.close(command, election, now)
            return [closed, *womens_seats.unfilled(closed, election, kind)]
        case _:
            assert_never(command)

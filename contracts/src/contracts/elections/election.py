"""Every command and fact of the stream of one election."""

from typing import get_args

from contracts.elections.ballots import VotingCommand, VotingFact
from contracts.elections.candidates import CandidateCommand, CandidateFact
from contracts.elections.committees import CommitteeCommand, CommitteeFact
from contracts.elections.group_reps import GroupsSetOut, SetOutGroups
from contracts.elections.kinship import KinshipRecorded, RecordKinship
from contracts.elections.measures import MeasuresCommand, MeasuresFact
from contracts.elections.proxies import ProxyCommand, ProxyFact
from contracts.elections.results import ResultCommand, ResultFact
from contracts.elections.womens_seats import WomensSeatCommand, WomensSeatFact
from contracts.message import Json, contract_of

ElectionCommand = (
    MeasuresCommand
    | CandidateCommand
    | CommitteeCommand
    | SetOutGroups
    | RecordKinship
    | WomensSeatCommand
    | ProxyCommand
    | VotingCommand
    | ResultCommand
)
ElectionFact = (
    MeasuresFact
    | CandidateFact
    | CommitteeFact
    | GroupsSetOut
    | KinshipRecorded
    | WomensSeatFact
    | ProxyFact
    | VotingFact
    | ResultFact
)
ELECTION_COMMANDS = get_args(ElectionCommand)
ELECTION_FACTS = get_args(ElectionFact)


def _without_role(document: Json) -> Json:
    return {**document, "acting_role": None}


def _without_session(document: Json) -> Json:
    return {**document, "held": None}


ELECTION_UPCASTS = {
    f"{contract_of(kind).name}.v1": _without_role for kind in ELECTION_COMMANDS if contract_of(kind).version > 1
}
"""Version 1 of what an office says of an election did not say which office it was (`run_by`)."""

ELECTION_UPCASTS |= {
    f"{contract_of(kind).name}.v2": _without_session for kind in ELECTION_COMMANDS if contract_of(kind).version > 2
}
"""Version 2 of what a congress votes on did not know its session."""

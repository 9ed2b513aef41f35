"""Every command and fact of the stream of one election."""

from typing import get_args

from contracts.elections.ballots import VotingCommand, VotingFact
from contracts.elections.candidates import CandidateCommand, CandidateFact
from contracts.elections.committees import CommitteeCommand, CommitteeFact
from contracts.elections.group_reps import GroupsSetOut, SetOutGroups
from contracts.elections.kinship import KinshipRecorded, RecordKinship
from contracts.elections.measures import MeasuresCommand, MeasuresFact
from contracts.elections.results import ResultCommand, ResultFact

ElectionCommand = (
    MeasuresCommand | CandidateCommand | CommitteeCommand | SetOutGroups | RecordKinship | VotingCommand | ResultCommand
)
ElectionFact = MeasuresFact | CandidateFact | CommitteeFact | GroupsSetOut | KinshipRecorded | VotingFact | ResultFact
ELECTION_COMMANDS = get_args(ElectionCommand)
ELECTION_FACTS = get_args(ElectionFact)

"""The deciders of elections and elected offices, and of what is sealed in them: the stream and the rules of each."""

from contracts.catalogue import commands_of, facts_of
from contracts.elections.election.messages import ELECTION_COMMANDS, ElectionCommand, ElectionFact
from contracts.elections.election.rules import ElectionPolicy, election_policy
from contracts.elections.office.messages import OFFICE_COMMANDS, OfficeCommand, OfficeFact
from contracts.elections.office.rules import OfficePolicy, office_policy
from contracts.elections.recall.messages import VOTER_RECALL_COMMANDS, VoterRecallCommand, VoterRecallFact
from contracts.elections.recall.rules import VoterRecallPolicy, voter_recall_policy
from contracts.elections.turnout.messages import TURNOUT_COMMANDS, RecordTurnout, TurnoutRecorded
from contracts.particulars import ErasureCommand, ErasureFact, RecordOpening, SealedOpened
from contracts.retention import Retention
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf
from ledger.erasure import Erasure, erasure_decider
from ledger.particulars import opening_decider

from elections.domain import election, election_evolve, office, office_state, turnout, voter_recall
from elections.domain.election_state import Election

OPENING: Decider[RecordOpening, SealedOpened, None, None] = opening_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

ERASURE: Decider[ErasureCommand, ErasureFact, Erasure, Retention] = erasure_decider(
    "elections", commands_of("elections"), facts_of("elections")
)


_ELECTIONS = "elections_election-"


def election_stream(unit: str, election: str) -> str:
    return f"{_ELECTIONS}{unit}-{election}"


ELECTION: Decider[ElectionCommand, ElectionFact, Election, ElectionPolicy] = Decider(
    name="elections.election",
    version=2,
    takes=ELECTION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=Election(),
    decide=election.decide,
    evolve=election_evolve.evolve,
    stream=lambda command: election_stream(command.unit, command.election),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=election_policy,
    kept=KeptRules(_ELECTIONS, "an election is held under the rules it was called under", RULES_DO_NOT_REACH_BACK),
)


def office_stream(unit: str, post: str) -> str:
    return f"elections_office-{unit}-{post.replace('_', '-')}"


OFFICE: Decider[OfficeCommand, OfficeFact, office_state.Office, OfficePolicy] = Decider(
    name="elections.office",
    version=1,
    takes=OFFICE_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=office_state.Office(),
    decide=office.decide,
    evolve=office_state.evolve,
    stream=lambda command: office_stream(command.unit, command.post),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=office_policy,
)


def turnout_stream(unit: str, election: str, number: int) -> str:
    return f"elections_turnout-{unit}-{election}-{number}"


TURNOUT: Decider[RecordTurnout, TurnoutRecorded, turnout.Turnout, None] = Decider(
    name="elections.turnout",
    version=1,
    takes=TURNOUT_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=turnout.Turnout(),
    decide=turnout.decide,
    evolve=turnout.evolve,
    stream=lambda command: turnout_stream(command.unit, command.election, command.round),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def recall_stream(unit: str, term: int, deputy: str) -> str:
    return f"elections_recall-{unit}-{term}-{deputy}"


RECALL: Decider[VoterRecallCommand, VoterRecallFact, voter_recall.VoterRecall, VoterRecallPolicy] = Decider(
    name="elections.recall",
    version=1,
    takes=VOTER_RECALL_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=voter_recall.VoterRecall(),
    decide=voter_recall.decide,
    evolve=voter_recall.evolve,
    stream=lambda command: recall_stream(command.unit, command.term, command.deputy),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=voter_recall_policy,
)

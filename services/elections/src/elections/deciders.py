"""The deciders of elections, with the stream and the rules of each."""

from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, ClockSet, EnterPack, PackEntered, PolicyActivated, SetClock
from contracts.elections.appraisals.messages import APPRAISAL_COMMANDS, AppraisalCommand, AppraisalFact
from contracts.elections.appraisals.rules import AppraisalPolicy, appraisal_policy
from contracts.elections.deputy_file.messages import DEPUTY_FILE_COMMANDS, DeputyFileCommand, DeputyFileFact
from contracts.elections.deputy_file.rules import DeputyFilePolicy, deputy_file_policy
from contracts.elections.execution.messages import EXECUTION_COMMANDS, ExecutionCommand, ExecutionFact
from contracts.elections.group.messages import GROUP_COMMANDS, GroupCommand, GroupFact
from contracts.elections.group.rules import GroupPolicy, group_policy
from contracts.elections.marks.messages import MARK_COMMANDS, MarkCommand, MarkFact
from contracts.elections.marks.rules import MarkPolicy, mark_policy
from contracts.elections.presidium.messages import PRESIDIUM_COMMANDS, PresidiumCommand, PresidiumFact
from contracts.elections.presidium.rules import PresidiumPolicy, presidium_policy
from contracts.elections.session.messages import SESSION_COMMANDS, SessionCommand, SessionFact
from contracts.elections.session.rules import SessionPolicy, session_policy
from contracts.elections.station.messages import STATION_COMMANDS, StationCommand, StationFact
from contracts.elections.suggestion.messages import SUGGESTION_COMMANDS, SuggestionCommand, SuggestionFact
from contracts.elections.suggestion.rules import SuggestionPolicy, suggestion_policy
from contracts.elections.term.messages import CONGRESS_COMMANDS, CongressCommand, CongressFact
from contracts.elections.term.rules import TermPolicy, term_policy
from contracts.refusals import RecordRefusals, RefusalFact
from contracts.succession import SucceedUnit, UnitSucceeded
from contracts.unit_register import EnrolUnit, UnitEnrolled
from ledger.activation import Activations, clock_decider, policy_decider
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf
from ledger.packs import pack_decider
from ledger.refusals import Refused, refusal_decider
from ledger.succession import Succeeded, succession_decider
from ledger.unit_register import unit_decider

from elections.domain import (
    appraisals,
    deputy_file,
    deputy_group,
    execution,
    organ_marks,
    presidium,
    presidium_state,
    session,
    session_evolving,
    station,
    suggestion,
    suggestion_state,
    term,
    term_evolving,
)
from elections.domain.presidium_state import CongressYear
from elections.domain.session_state import Session
from elections.domain.suggestion_state import Suggestion
from elections.domain.term_state import Congress

SESSIONS, _TERMS = "elections_session-", "elections_term-"


def session_stream(unit: str, term: int, number: int) -> str:
    return f"{SESSIONS}{unit}-{term}-{number}"


def term_stream(unit: str, number: int) -> str:
    return f"{_TERMS}{unit}-{number}"


TERM: Decider[CongressCommand, CongressFact, Congress, TermPolicy] = Decider(
    name="elections.term",
    version=1,
    takes=CONGRESS_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=Congress(),
    decide=term.decide,
    evolve=term_evolving.evolve,
    stream=lambda command: term_stream(command.unit, command.term),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=term_policy,
    kept=KeptRules(_TERMS, "the day of the first session follows from the election", RULES_DO_NOT_REACH_BACK),
)


def presidium_stream(unit: str, year: int) -> str:
    return f"elections_presidium-{unit}-{year}"


PRESIDIUM: Decider[PresidiumCommand, PresidiumFact, CongressYear, PresidiumPolicy] = Decider(
    name="elections.presidium",
    version=1,
    takes=PRESIDIUM_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=CongressYear(),
    decide=presidium.decide,
    evolve=presidium_state.evolve,
    stream=lambda command: presidium_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=presidium_policy,
)


def appraisals_stream(unit: str, number: int) -> str:
    return f"elections_appraisals-{unit}-{number}"


def execution_stream(command: ExecutionCommand) -> str:
    """One resolution and the unit that answers for it."""
    return f"elections_execution-{command.unit}-{command.congress}-{command.term}-{command.session}-{command.number}"


APPRAISALS: Decider[AppraisalCommand, AppraisalFact, appraisals.Appraisals, AppraisalPolicy] = Decider(
    name="elections.appraisals",
    version=1,
    takes=APPRAISAL_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=appraisals.Appraisals(),
    decide=appraisals.decide,
    evolve=appraisals.evolve,
    stream=lambda command: appraisals_stream(command.unit, command.term),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=appraisal_policy,
)

EXECUTION: Decider[ExecutionCommand, ExecutionFact, execution.Execution, None] = Decider(
    name="elections.execution",
    version=1,
    takes=EXECUTION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=execution.Execution(),
    decide=execution.decide,
    evolve=execution.evolve,
    stream=execution_stream,
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def deputy_file_stream(unit: str, deputy: str) -> str:
    return f"elections_deputy-{unit}-{deputy}"


DEPUTY_FILE: Decider[DeputyFileCommand, DeputyFileFact, deputy_file.DeputyFile, DeputyFilePolicy] = Decider(
    name="elections.deputy-file",
    version=1,
    takes=DEPUTY_FILE_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=deputy_file.DeputyFile(),
    decide=deputy_file.decide,
    evolve=deputy_file.evolve,
    stream=lambda command: deputy_file_stream(command.unit, command.deputy),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=deputy_file_policy,
)


def group_stream(unit: str, number: int, group: str) -> str:
    return f"elections_group-{unit}-{number}-{group}"


GROUP: Decider[GroupCommand, GroupFact, deputy_group.Group, GroupPolicy] = Decider(
    name="elections.group",
    version=1,
    takes=GROUP_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=deputy_group.Group(),
    decide=deputy_group.decide,
    evolve=deputy_group.evolve,
    stream=lambda command: group_stream(command.unit, command.term, command.group),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=group_policy,
)


def marks_stream(unit: str) -> str:
    return f"elections_marks-{unit}"


MARKS: Decider[MarkCommand, MarkFact, organ_marks.Marks, MarkPolicy] = Decider(
    name="elections.marks",
    version=1,
    takes=MARK_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=organ_marks.Marks(),
    decide=organ_marks.decide,
    evolve=organ_marks.evolve,
    stream=lambda command: marks_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=mark_policy,
)

SESSION: Decider[SessionCommand, SessionFact, Session, SessionPolicy] = Decider(
    name="elections.session",
    version=1,
    takes=SESSION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=Session(),
    decide=session.decide,
    evolve=session_evolving.evolve,
    stream=lambda command: session_stream(command.unit, command.term, command.session),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=session_policy,
    kept=KeptRules(SESSIONS, "a session is held under the rules it was convened under", RULES_DO_NOT_REACH_BACK),
)

UNIT: Decider[EnrolUnit, UnitEnrolled, UnitEnrolled | None, None] = unit_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

PACK: Decider[EnterPack, PackEntered, PackEntered | None, None] = pack_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

POLICY: Decider[ActivatePolicy, PolicyActivated, Activations, None] = policy_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

CLOCK: Decider[SetClock, ClockSet, ClockSet | None, None] = clock_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

REFUSALS: Decider[RecordRefusals, RefusalFact, Refused, None] = refusal_decider(
    "elections", commands_of("elections"), facts_of("elections")
)

SUCCESSION: Decider[SucceedUnit, UnitSucceeded, Succeeded, None] = succession_decider(
    "elections", commands_of("elections"), facts_of("elections")
)


def station_stream(unit: str, name: str) -> str:
    return f"elections_station-{unit}-{name}"


STATION: Decider[StationCommand, StationFact, station.Station, None] = Decider(
    name="elections.station",
    version=1,
    takes=STATION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=station.Station(),
    decide=station.decide,
    evolve=station.evolve,
    stream=lambda command: station_stream(command.unit, command.station),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def suggestion_stream(unit: str, number: int, name: str) -> str:
    return f"elections_suggestion-{unit}-{number}-{name}"


SUGGESTION: Decider[SuggestionCommand, SuggestionFact, Suggestion, SuggestionPolicy] = Decider(
    name="elections.suggestion",
    version=1,
    takes=SUGGESTION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=Suggestion(),
    decide=suggestion.decide,
    evolve=suggestion_state.evolve,
    stream=lambda command: suggestion_stream(command.unit, command.term, command.suggestion),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=suggestion_policy,
)

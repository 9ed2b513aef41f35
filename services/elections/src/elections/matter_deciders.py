"""The deciders of village resolutions and hearings and of team decisions, with the stream and the rules of each."""

from contracts.elections.catalogue import ELECTIONS_COMMANDS, ELECTIONS_FACTS
from contracts.elections.decision_policy import DecisionRules, decision_policy
from contracts.elections.decisions import DECISION_COMMANDS, DecisionCommand, DecisionFact
from contracts.elections.hearings import HEARING_COMMANDS, HoldRestorationHearing, RestorationHearingHeld
from contracts.elections.resolution_facts import ResolutionFact
from contracts.elections.resolution_policy import ResolutionRules, resolution_policy
from contracts.elections.resolutions import RESOLUTION_COMMANDS, ResolutionCommand
from ledger.decider import Decider, RulesOf

from elections.domain import decision, hearing, resolution, resolution_state

RESOLUTIONS, DECISIONS = "elections_resolution-", "elections_decision-"


def resolution_stream(unit: str, identifier: str) -> str:
    return f"{RESOLUTIONS}{unit}-{identifier}"


def decision_stream(unit: str, identifier: str) -> str:
    return f"{DECISIONS}{unit}-{identifier}"


RESOLUTION: Decider[ResolutionCommand, ResolutionFact, resolution_state.Resolution, ResolutionRules] = Decider(
    name="elections.resolution",
    version=1,
    takes=RESOLUTION_COMMANDS,
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
    initial=resolution_state.Resolution(),
    decide=resolution.decide,
    evolve=resolution_state.evolve,
    stream=lambda command: resolution_stream(command.unit, command.resolution),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=resolution_policy,
)

DECISION: Decider[DecisionCommand, DecisionFact, decision.Topic, DecisionRules] = Decider(
    name="elections.decision",
    version=1,
    takes=DECISION_COMMANDS,
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
    initial=decision.Topic(),
    decide=decision.decide,
    evolve=decision.evolve,
    stream=lambda command: decision_stream(command.unit, command.decision),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=decision_policy,
)

HEARING: Decider[HoldRestorationHearing, RestorationHearingHeld, RestorationHearingHeld | None, None] = Decider(
    name="elections.hearing",
    version=1,
    takes=HEARING_COMMANDS,
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
    initial=None,
    decide=hearing.decide,
    evolve=hearing.evolve,
    stream=lambda command: f"elections_hearing-{command.unit}-{command.hearing}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)

"""The deciders of villages and communities: what they resolve, who they are, how one is set up; of a team's work."""

from contracts.catalogue import commands_of, facts_of
from contracts.elections.community.messages import COMMUNITY_COMMANDS, CommunityCommand, CommunityFact
from contracts.elections.community.rules import CommunityPolicy, community_policy
from contracts.elections.decision.messages import DECISION_COMMANDS, DecisionCommand, DecisionFact
from contracts.elections.decision.rules import DecisionRules, decision_policy
from contracts.elections.funding.messages import FUNDING_COMMANDS, FundingCommand, FundingFact
from contracts.elections.funding.rules import FundingPolicy, funding_policy
from contracts.elections.hearing.messages import HEARING_COMMANDS, HoldRestorationHearing, RestorationHearingHeld
from contracts.elections.residents_meeting.messages import (
    RESIDENTS_MEETING_COMMANDS,
    ResidentsMeetingCommand,
    ResidentsMeetingFact,
)
from contracts.elections.residents_meeting.rules import ResidentsMeetingPolicy, residents_meeting_policy
from contracts.elections.resolution.messages import RESOLUTION_COMMANDS, ResolutionCommand, ResolutionFact
from contracts.elections.resolution.rules import ResolutionRules, resolution_policy
from contracts.elections.team.messages import TEAM_COMMANDS, TeamCommand, TeamFact
from contracts.elections.village_audit.messages import VILLAGE_AUDIT_COMMANDS, ReportVillageAudit, VillageAuditReported
from contracts.elections.villagers.messages import VILLAGERS_COMMANDS, VillagersCommand, VillagersFact
from contracts.elections.villagers.rules import VillagersPolicy, villagers_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, Decider, KeptRules, RulesOf

from elections.domain import (
    community,
    community_state,
    decision,
    funding,
    funding_state,
    hearing,
    residents_meeting,
    resolution,
    resolution_state,
    team,
    village_audit,
    villagers,
)

RESOLUTIONS, DECISIONS, _MEETINGS = "elections_resolution-", "elections_decision-", "elections_residents-"
_AS_PUT = "what was put to a vote is decided by the rules it was put under"


def resolution_stream(unit: str, identifier: str) -> str:
    return f"{RESOLUTIONS}{unit}-{identifier}"


def decision_stream(unit: str, identifier: str) -> str:
    return f"{DECISIONS}{unit}-{identifier}"


RESOLUTION: Decider[ResolutionCommand, ResolutionFact, resolution_state.Resolution, ResolutionRules] = Decider(
    name="elections.resolution",
    version=1,
    takes=RESOLUTION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=resolution_state.Resolution(),
    decide=resolution.decide,
    evolve=resolution_state.evolve,
    stream=lambda command: resolution_stream(command.unit, command.resolution),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=resolution_policy,
    kept=KeptRules(RESOLUTIONS, _AS_PUT, RULES_DO_NOT_REACH_BACK),
)

DECISION: Decider[DecisionCommand, DecisionFact, decision.Topic, DecisionRules] = Decider(
    name="elections.decision",
    version=1,
    takes=DECISION_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=decision.Topic(),
    decide=decision.decide,
    evolve=decision.evolve,
    stream=lambda command: decision_stream(command.unit, command.decision),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=decision_policy,
    kept=KeptRules(DECISIONS, _AS_PUT, RULES_DO_NOT_REACH_BACK),
)

HEARING: Decider[HoldRestorationHearing, RestorationHearingHeld, RestorationHearingHeld | None, None] = Decider(
    name="elections.hearing",
    version=1,
    takes=HEARING_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=None,
    decide=hearing.decide,
    evolve=hearing.evolve,
    stream=lambda command: f"elections_hearing-{command.unit}-{command.hearing}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def residents_meeting_stream(unit: str, meeting: str) -> str:
    return f"{_MEETINGS}{unit}-{meeting}"


RESIDENTS_MEETING: Decider[
    ResidentsMeetingCommand, ResidentsMeetingFact, residents_meeting.Meeting, ResidentsMeetingPolicy
] = Decider(
    name="elections.residents-meeting",
    version=1,
    takes=RESIDENTS_MEETING_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=residents_meeting.Meeting(),
    decide=residents_meeting.decide,
    evolve=residents_meeting.evolve,
    stream=lambda command: residents_meeting_stream(command.unit, command.meeting),
    unit=lambda command: command.unit,
    rules=RulesOf.CASE,
    policy=residents_meeting_policy,
    kept=KeptRules(_MEETINGS, "a meeting is held under the rules it was called under", RULES_DO_NOT_REACH_BACK),
)

VILLAGE_AUDIT: Decider[ReportVillageAudit, VillageAuditReported, VillageAuditReported | None, None] = Decider(
    name="elections.village-audit",
    version=1,
    takes=VILLAGE_AUDIT_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=None,
    decide=village_audit.decide,
    evolve=village_audit.evolve,
    stream=lambda command: f"elections_audit-{command.unit}-{command.audit}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def team_stream(unit: str, year: int) -> str:
    return f"elections_team-{unit}-{year}"


TEAM: Decider[TeamCommand, TeamFact, team.Team, None] = Decider(
    name="elections.team",
    version=1,
    takes=TEAM_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=team.Team(),
    decide=team.decide,
    evolve=team.evolve,
    stream=lambda command: team_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def villagers_stream(unit: str, term: str) -> str:
    return f"elections_villagers-{unit}-{term}"


VILLAGERS: Decider[VillagersCommand, VillagersFact, villagers.Villagers, VillagersPolicy] = Decider(
    name="elections.villagers",
    version=1,
    takes=VILLAGERS_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=villagers.Villagers(),
    decide=villagers.decide,
    evolve=villagers.evolve,
    stream=lambda command: villagers_stream(command.unit, command.term),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=villagers_policy,
)


def community_stream(unit: str) -> str:
    return f"elections_community-{unit}"


COMMUNITY: Decider[CommunityCommand, CommunityFact, community_state.Community, CommunityPolicy] = Decider(
    name="elections.community",
    version=1,
    takes=COMMUNITY_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=community_state.Community(),
    decide=community.decide,
    evolve=community_state.evolve,
    stream=lambda command: community_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=community_policy,
)


def funding_stream(unit: str, year: int) -> str:
    return f"elections_funding-{unit}-{year}"


FUNDING: Decider[FundingCommand, FundingFact, funding_state.Funding, FundingPolicy] = Decider(
    name="elections.funding",
    version=1,
    takes=FUNDING_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=funding_state.Funding(),
    decide=funding.decide,
    evolve=funding_state.evolve,
    stream=lambda command: funding_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=funding_policy,
)

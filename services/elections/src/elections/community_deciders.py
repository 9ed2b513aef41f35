"""The deciders of communities that exist: their changes, directories, areas, councils, meetings."""

from contracts.catalogue import commands_of, facts_of
from contracts.elections.area.messages import AREA_COMMANDS, AreaRegistered, RegisterArea
from contracts.elections.area.rules import CoveragePolicy, coverage_policy
from contracts.elections.community_change.messages import (
    COMMUNITY_CHANGE_COMMANDS,
    CommunityChangeCommand,
    CommunityChangeFact,
)
from contracts.elections.community_change.rules import CommunityChangePolicy, community_change_policy
from contracts.elections.community_matter.messages import (
    COMMUNITY_MATTER_COMMANDS,
    CommunityMatterExecuted,
    CommunityMatterFact,
    ExecuteCommunityMatter,
)
from contracts.elections.council.messages import COUNCIL_COMMANDS, CouncilCommand, CouncilFact
from contracts.elections.council.rules import CouncilPolicy, council_policy
from contracts.elections.directory.messages import DIRECTORY_COMMANDS, DirectoryCommand, DirectoryFact
from contracts.elections.directory.rules import DirectoryPolicy, directory_policy
from contracts.elections.meeting_year.messages import MEETING_YEAR_COMMANDS, MeetingYearCommand, MeetingYearFact
from contracts.elections.meeting_year.rules import MeetingYearPolicy, meeting_year_policy
from contracts.elections.subcommittees.messages import SUBCOMMITTEE_COMMANDS, SubcommitteeCommand, SubcommitteeFact
from contracts.elections.subcommittees.rules import SubcommitteePolicy, subcommittee_policy
from ledger.decider import Decider, RulesOf

from elections.domain import (
    community_change,
    community_matter,
    council,
    coverage,
    directory,
    meeting_year,
    subcommittee,
)

COMMUNITY_CHANGE: Decider[
    CommunityChangeCommand, CommunityChangeFact, community_change.Change, CommunityChangePolicy
] = Decider(
    name="elections.community-change",
    version=1,
    takes=COMMUNITY_CHANGE_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=community_change.Change(),
    decide=community_change.decide,
    evolve=community_change.evolve,
    stream=lambda command: f"elections_change-{command.unit}-{command.decided_on}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=community_change_policy,
)


def directory_stream(district: str, year: int) -> str:
    return f"elections_directory-{district}-{year}"


DIRECTORY: Decider[DirectoryCommand, DirectoryFact, directory.Directory, DirectoryPolicy] = Decider(
    name="elections.directory",
    version=1,
    takes=DIRECTORY_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=directory.Directory(),
    decide=directory.decide,
    evolve=directory.evolve,
    stream=lambda command: directory_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=directory_policy,
)

AREA: Decider[RegisterArea, AreaRegistered, AreaRegistered | None, CoveragePolicy] = Decider(
    name="elections.area",
    version=1,
    takes=AREA_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=None,
    decide=coverage.decide,
    evolve=coverage.evolve,
    stream=lambda command: f"elections_area-{command.unit}-{command.area}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=coverage_policy,
)

COUNCIL: Decider[CouncilCommand, CouncilFact, council.Council, CouncilPolicy] = Decider(
    name="elections.council",
    version=1,
    takes=COUNCIL_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=council.Council(),
    decide=council.decide,
    evolve=council.evolve,
    stream=lambda command: f"elections_council-{command.unit}",
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=council_policy,
)

COMMUNITY_MATTER: Decider[ExecuteCommunityMatter, CommunityMatterFact, CommunityMatterExecuted | None, None] = Decider(
    name="elections.community-matter",
    version=1,
    takes=COMMUNITY_MATTER_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=None,
    decide=community_matter.decide,
    evolve=community_matter.evolve,
    stream=lambda command: f"elections_matter-{command.unit}-{command.matter}",
    unit=lambda command: command.unit,
    rules=RulesOf.NONE,
    policy=lambda _: None,
)


def meeting_year_stream(unit: str, year: int) -> str:
    return f"elections_meetings-{unit}-{year}"


MEETING_YEAR: Decider[MeetingYearCommand, MeetingYearFact, meeting_year.MeetingYear, MeetingYearPolicy] = Decider(
    name="elections.meeting-year",
    version=1,
    takes=MEETING_YEAR_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=meeting_year.MeetingYear(),
    decide=meeting_year.decide,
    evolve=meeting_year.evolve,
    stream=lambda command: meeting_year_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=meeting_year_policy,
)


def subcommittees_stream(unit: str) -> str:
    return f"elections_subcommittees-{unit}"


SUBCOMMITTEES: Decider[SubcommitteeCommand, SubcommitteeFact, subcommittee.Subcommittees, SubcommitteePolicy] = Decider(
    name="elections.subcommittees",
    version=1,
    takes=SUBCOMMITTEE_COMMANDS,
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    initial=subcommittee.Subcommittees(),
    decide=subcommittee.decide,
    evolve=subcommittee.evolve,
    stream=lambda command: subcommittees_stream(command.unit),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=subcommittee_policy,
)

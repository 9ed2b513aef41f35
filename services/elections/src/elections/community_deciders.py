"""The deciders of communities that exist: how each is changed, and in which directory their committees stand."""

from contracts.elections.catalogue import ELECTIONS_COMMANDS, ELECTIONS_FACTS
from contracts.elections.community_change_policy import CommunityChangePolicy, community_change_policy
from contracts.elections.community_changes import (
    COMMUNITY_CHANGE_COMMANDS,
    CommunityChangeCommand,
    CommunityChangeFact,
)
from contracts.elections.directories import DIRECTORY_COMMANDS, DirectoryCommand, DirectoryFact
from contracts.elections.directory_policy import DirectoryPolicy, directory_policy
from ledger.decider import Decider, RulesOf

from elections.domain import community_change, directory

COMMUNITY_CHANGE: Decider[
    CommunityChangeCommand, CommunityChangeFact, community_change.Change, CommunityChangePolicy
] = Decider(
    name="elections.community-change",
    version=1,
    takes=COMMUNITY_CHANGE_COMMANDS,
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
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
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
    initial=directory.Directory(),
    decide=directory.decide,
    evolve=directory.evolve,
    stream=lambda command: directory_stream(command.unit, command.year),
    unit=lambda command: command.unit,
    rules=RulesOf.TODAY,
    policy=directory_policy,
)

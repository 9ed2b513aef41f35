"""A community that elects by representatives of its groups: two to three of each, and they alone stand on the roll.

Law: Organic Law of the Urban Residents' Committees, art. 8 (城市居民委员会组织法 第八条).
"""

from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.election.messages import GroupsSetOut, PublishRoll, SetOutGroups, VotersMode
from contracts.elections.election.rules import KindRules
from contracts.errors import refuse_unless

from elections.election.state import Election


def set_out(command: SetOutGroups, election: Election, rules: KindRules, now: datetime) -> GroupsSetOut:
    refuse_unless(_is_by_groups(election), "elections.not-by-groups", command.election)
    refuse_unless(election.roll is None, "elections.roll-published-already", command.election)
    refuse_unless(command.wished_on <= china_day(now), "elections.invalid-date", str(command.wished_on))
    if rules.group_voters is not None:
        least, most = rules.group_voters
        fits = least * command.groups <= command.representatives <= most * command.groups
        refuse_unless(
            fits,
            "elections.representatives-per-group",
            f"{command.representatives} of {command.groups} groups",
        )
    return GroupsSetOut(
        unit=command.unit,
        election=command.election,
        groups=command.groups,
        representatives=command.representatives,
        wished_by=command.wished_by,
        wished_on=command.wished_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def refuse_other_voters(command: PublishRoll, election: Election, rules: KindRules) -> None:
    """Where groups elect, the roll has their representatives and nobody else."""
    if not _is_by_groups(election) or rules.group_voters is None:
        return
    refuse_unless(election.group_voters is not None, "elections.groups-not-set-out", command.election)
    is_theirs = command.voters == election.group_voters
    refuse_unless(is_theirs, "elections.roll-differs", f"{election.group_voters} representatives")


def _is_by_groups(election: Election) -> bool:
    return election.plan is not None and election.plan.mode is VotersMode.GROUP_REPS

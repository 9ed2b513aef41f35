"""Where a community elects by representatives of its groups (居民小组代表): how many there are of each.

Law: Organic Law of the Urban Residents' Committees, art. 8 (城市居民委员会组织法 第八条).
"""

from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, UnitCode


@command(version=2)
class SetOutGroups:
    """The residents wish to elect by representatives of their groups: so many groups, so many representatives.

    Refused: `not-by-groups`, `representatives-per-group`, `roll-published-already`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    groups: Count
    representatives: Count
    wished_by: Name
    wished_on: Day


@fact
class GroupsSetOut:
    """So many representatives of so many groups elect (居民小组推选代表)."""

    unit: UnitCode
    election: Ref
    groups: Count
    representatives: Count
    wished_by: Name
    wished_on: Day
    recorded_by: Actor
    recorded_at: Instant

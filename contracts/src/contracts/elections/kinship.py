"""Who of those that stand is a near relative of whom, where a province lets only one of them into a committee.

Law: provincial measures for the election of villagers' committees (村民委员会选举办法), as their packs say.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.message import command, fact, shape
from contracts.vocabulary import ActingRole, Actor, Day, Instant, Ref, UnitCode


@shape
class Kin:
    """Two near relatives (近亲属): spouses, parents and children, siblings."""

    one: Ref
    other: Ref


KinPairs = Annotated[tuple[Kin, ...], Length(min=1, max=200)]


@command(version=2)
class RecordKinship:
    """The election committee attests who is a near relative of whom; what is attested later is added.

    Refused: `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    kin: KinPairs
    attested_on: Day


@fact
class KinshipRecorded:
    """Near relatives among those who stand are attested (近亲属关系)."""

    unit: UnitCode
    election: Ref
    kin: KinPairs
    attested_on: Day
    recorded_by: Actor
    recorded_at: Instant

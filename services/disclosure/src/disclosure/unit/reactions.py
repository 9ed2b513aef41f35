"""A community that elections recorded as established is enrolled here, and so owes its catalogue (event flow 36).

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), §二(三)2(5)).
"""

from collections.abc import Iterator

from contracts.disclosure.unit.messages import EnrolUnit
from contracts.elections.community.messages import CommunityEstablished
from contracts.units import UnitKind
from ledger.reaction import Reaction, Seen


def enrol(fact: CommunityEstablished, seen: Seen) -> Iterator[EnrolUnit]:
    yield EnrolUnit(
        actor=seen.actor, unit=fact.unit, kind=UnitKind.COMMUNITY, name=fact.name, valid_from=fact.approved_on
    )


ENROL = Reaction(
    enrol,
    forgives=frozenset({"disclosure.unit-already-enrolled"}),  # who enrolled it by hand before has said the same
    ids={EnrolUnit: lambda command: ("disclosure.enrol-unit.v1", command.unit)},
)

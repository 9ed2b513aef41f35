"""The committee of a new term enters the directory of its district and of the year of its election."""

from collections.abc import Iterator

from contracts.elections.directory.messages import EnterDirectoryCommittee
from contracts.elections.election.messages import ResidentsCommitteeElected
from contracts.elections.words import Basis
from contracts.units import DIGITS, UnitKind, area_of
from ledger.reaction import Reaction, Seen


def enter_committee(fact: ResidentsCommitteeElected, seen: Seen) -> Iterator[EnterDirectoryCommittee]:
    if fact.basis is Basis.GENERAL:
        yield EnterDirectoryCommittee(
            actor=seen.actor,
            unit=area_of(fact.unit)[: DIGITS[UnitKind.COUNTY]],
            year=fact.declared_on.year,
            committee=fact.unit,
            election=fact.election,
            elected_on=fact.declared_on,
        )


ENTER_COMMITTEE = Reaction(enter_committee)

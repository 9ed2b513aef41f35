"""The first committee of a community that is being set up forms it."""

from collections.abc import Iterator

from contracts.elections.community.messages import NoteCommitteeOfCommunity
from contracts.elections.election.messages import ResidentsCommitteeElected
from ledger.reaction import Reaction, Seen


def note_committee(fact: ResidentsCommitteeElected, seen: Seen) -> Iterator[NoteCommitteeOfCommunity]:
    yield NoteCommitteeOfCommunity(
        actor=seen.actor,
        unit=fact.unit,
        election=fact.election,
        elected_on=fact.declared_on,
        members=len(fact.members),
    )


NOTE_COMMITTEE = Reaction(note_committee)

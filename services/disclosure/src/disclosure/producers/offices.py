"""What ends an elected office and is to be made public (event flow 53).

Law: Electoral Law (选举法), arts. 54-56; Deputies Law (代表法), art. 63; district opinion (document 2 §三(一)4,
5). Officials are references: no line names a person.
"""

from collections.abc import Iterable

from contracts.disclosure.duty.messages import Occasion
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.office_facts import ResignationAccepted
from contracts.elections.recalls import OfficialRecalled
from ledger.store import Recorded

from disclosure.postings import Posting, Telling, kind_of


def _resigned(fact: ResignationAccepted, recorded: Recorded) -> Iterable[Telling]:
    """What a session accepted is part of its announcement."""
    yield Telling(
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=fact.decided_on,
        case=fact.session,
        under=Occasion.SESSION_ANNOUNCEMENT,
    )


def _recalled(fact: OfficialRecalled, recorded: Recorded) -> Iterable[Telling]:
    yield Telling(unit=fact.unit, kind=kind_of(fact.unit), happened_on=fact.decided_on)


POSTINGS = (
    Posting(facts=ELECTIONS_FACTS, fact=ResignationAccepted, occasion=Occasion.OFFICE_ENDED, tells=_resigned),
    Posting(facts=ELECTIONS_FACTS, fact=OfficialRecalled, occasion=Occasion.OFFICE_ENDED, tells=_recalled),
)

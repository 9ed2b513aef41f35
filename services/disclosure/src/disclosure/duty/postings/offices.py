"""What ends an elected office and is to be made public (event flow 53).

Law: Electoral Law (选举法), arts. 54-56; Deputies Law (代表法), art. 63; district opinion (document 2 §三(一)4,
5). Officials are references: no line names a person.
"""

from collections.abc import Iterable

from contracts.disclosure.duty.messages import Occasion
from contracts.elections.office.messages import OfficialRecalled, ResignationAccepted
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, kind_of


def _resigned(fact: ResignationAccepted, seen: Seen) -> Iterable[Telling]:
    """What a session accepted is part of its announcement."""
    yield Telling(
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=fact.decided_on,
        case=fact.session,
        under=Occasion.SESSION_ANNOUNCEMENT,
    )


def _recalled(fact: OfficialRecalled, seen: Seen) -> Iterable[Telling]:
    yield Telling(unit=fact.unit, kind=kind_of(fact.unit), happened_on=fact.decided_on)


POSTINGS = (Posting(_resigned, Occasion.OFFICE_ENDED), Posting(_recalled, Occasion.OFFICE_ENDED))

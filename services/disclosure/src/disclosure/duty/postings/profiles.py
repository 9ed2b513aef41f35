"""What a deputy's file holds that is to be made public and kept current (event flow 51).

Law: Deputies Law (代表法), art. 58. The deputy is a reference; the profile itself is written by whoever publishes it.
"""

from collections.abc import Iterable

from contracts.disclosure.duty.messages import Occasion
from contracts.elections.deputy_file.messages import DeputyProfileChanged
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, decided_on, kind_of


def _changed(fact: DeputyProfileChanged, seen: Seen) -> Iterable[Telling]:
    """One duty for each deputy, an item for each change that the law of its day asks to be published."""
    if fact.to_publish:
        yield Telling(
            unit=fact.unit, kind=kind_of(fact.unit), happened_on=decided_on(seen.recorded), case=seen.recorded.stream
        )


POSTINGS = (Posting(_changed, Occasion.DEPUTY_PROFILE),)

"""What a deputy's file holds that is to be made public and kept current (event flow 51).

Law: Deputies Law (代表法), art. 58. The deputy is a reference; the profile itself is written by whoever publishes it.
"""

from collections.abc import Iterable

from contracts.disclosure.duty.messages import Occasion
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.deputy_files import DeputyProfileChanged
from ledger.store import Recorded

from disclosure.postings import Posting, Telling, decided_on, kind_of


def _changed(fact: DeputyProfileChanged, recorded: Recorded) -> Iterable[Telling]:
    """One duty for each deputy, an item for each change that the law of its day asks to be published."""
    if fact.to_publish:
        yield Telling(unit=fact.unit, kind=kind_of(fact.unit), happened_on=decided_on(recorded), case=recorded.stream)


POSTINGS = (
    Posting(facts=ELECTIONS_FACTS, fact=DeputyProfileChanged, occasion=Occasion.DEPUTY_PROFILE, tells=_changed),
)

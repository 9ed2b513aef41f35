"""What facts of other services are to make public under the items of one duty, and what of it is public."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from contracts.disclosure.duty.messages import Occasion, OccasionDisclosed, OccasionFact, OccasionRecorded
from contracts.disclosure.words import Cause


@dataclass(frozen=True, slots=True)
class Told:
    """What another service recorded, for the item that makes it public. `event_on` ends the time for it."""

    occasion: Occasion
    cause: Cause
    event_on: date | None
    is_disclosed: bool = False


def evolve_told(told: Mapping[str, Told], fact: OccasionFact) -> Mapping[str, Told]:
    match fact:
        case OccasionRecorded():
            return {**told, fact.item: Told(fact.occasion, fact.cause, fact.event_on)}
        case OccasionDisclosed():
            return {**told, fact.item: replace(told[fact.item], is_disclosed=True)}
        case _:
            assert_never(fact)

"""A hearing that a village or community held is a hearing of the mine's restoration here (event flow 57).

One that was held before the plan was posted is no hearing on it: it waits among the parked messages until the plan is
posted or the hearing is dropped.
"""

from collections.abc import Iterator

from contracts.elections.hearing.messages import RestorationHearingHeld
from contracts.mining.restoration.messages import HearingPurpose, RecordHearing
from ledger.reaction import Reaction, Seen


def hear(held: RestorationHearingHeld, seen: Seen) -> Iterator[RecordHearing]:
    yield RecordHearing(
        actor=seen.actor,
        unit=held.mine,
        purpose=HearingPurpose(held.on.value),
        heard=held.heard.value,
        held_on=held.held_on,
        opinions=held.opinions,
    )


HEAR = Reaction(hear, ids={RecordHearing: "record-hearing"})

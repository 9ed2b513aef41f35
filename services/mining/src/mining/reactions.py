"""A hearing that a village or community held is a hearing of the mine's restoration here (event flow 57).

One that was held before the plan was posted is no hearing on it: it waits among the parked messages until the plan is
posted or the hearing is dropped.
"""

import json
from collections.abc import Mapping

from contracts.catalogue import commands_of, facts_of
from contracts.elections.hearing.messages import RestorationHearingHeld
from contracts.mining.restoration.messages import RecordHearing
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from mining.deciders import restoration_stream


def reactions(handlers: Handlers) -> Mapping[str, React]:
    def heard(recorded: Recorded) -> None:
        fact: RestorationHearingHeld = facts_of("elections").read(recorded.type, json.loads(recorded.data))
        document = {
            "unit": fact.mine,
            "purpose": fact.on.value,
            "heard": fact.heard.value,
            "held_on": fact.held_on.isoformat(),
            "opinions": fact.opinions,
        }
        command_type = commands_of("mining").type_named(RecordHearing)
        command_id = derived_command_id(recorded.id, "record-hearing", restoration_stream(fact.mine))
        handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)

    return {facts_of("elections").type_named(RestorationHearingHeld): heard}

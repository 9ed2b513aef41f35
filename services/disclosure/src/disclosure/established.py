"""A community that elections recorded as established is enrolled here, and so owes its catalogue (event flow 36).

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), §二(三)2(5)).
"""

import json
from collections.abc import Mapping

from contracts.catalogue import commands_of
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.communities import CommunityEstablished
from contracts.errors import Rejected
from contracts.message import dump
from contracts.units import UnitKind
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

_ENROLLED = "disclosure.unit-already-enrolled"


def established(handlers: Handlers) -> Mapping[str, React]:
    def enrol(recorded: Recorded) -> None:
        """Who enrolled it by hand before has said the same."""
        fact: CommunityEstablished = ELECTIONS_FACTS.read(recorded.type, json.loads(recorded.data))
        document = {
            "unit": fact.unit,
            "kind": UnitKind.COMMUNITY.value,
            "name": dump(fact.name),
            "valid_from": fact.approved_on.isoformat(),
        }
        command_type = commands_of("disclosure").type_named(EnrolUnit)
        command_id = derived_command_id(recorded.id, command_type, fact.unit)
        try:
            handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)
        except Rejected as refused:
            if refused.code != _ENROLLED:
                raise

    return {ELECTIONS_FACTS.type_named(CommunityEstablished): enrol}

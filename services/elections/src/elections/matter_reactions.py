"""What disclosure made public lets a village's resolution and a team's decision go on (event flows 3 and 5)."""

import json
from collections.abc import Callable, Mapping

from contracts.catalogue import commands_of, facts_of
from contracts.disclosure.duty.messages import Occasion, OccasionDisclosed
from contracts.elections.decision.messages import RecordDecisionPublished
from contracts.elections.resolution.messages import CloseResolution, Disclosure, RecordDisclosure, ResultDisclosed
from contracts.fields import instant_text
from contracts.message import Json
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.recorded import digest_of_fact
from ledger.store import Recorded

from elections.matter_deciders import DECISIONS, RESOLUTIONS, resolution_stream

_DISCLOSURES = {
    Occasion.VILLAGE_RESOLUTION: Disclosure.RESOLUTION,
    Occasion.VILLAGE_IMPLEMENTATION: Disclosure.RESULT,
}


def reactions(handlers: Handlers) -> Mapping[str, React]:
    def disclosed(recorded: Recorded) -> None:
        fact: OccasionDisclosed = facts_of("disclosure").read(recorded.type, json.loads(recorded.data))
        stream = fact.cause.stream
        if stream.startswith(RESOLUTIONS) and fact.occasion in _DISCLOSURES:
            document = {"resolution": _name(fact, RESOLUTIONS), "disclosed": _DISCLOSURES[fact.occasion].value}
            _send(handlers, RecordDisclosure, stream, _public(fact, recorded, document), recorded)
        if stream.startswith(DECISIONS) and fact.occasion is Occasion.BALLOT_RESULT:
            document = {"decision": _name(fact, DECISIONS)}
            _send(handlers, RecordDecisionPublished, stream, _public(fact, recorded, document), recorded)

    return {facts_of("disclosure").type_named(OccasionDisclosed): disclosed}


def own_reactions(handlers: Handlers) -> Mapping[str, Callable[[Recorded], None]]:
    """A resolution whose result is public has nothing left to wait for."""

    def result_disclosed(recorded: Recorded) -> None:
        fact: ResultDisclosed = facts_of("elections").read(recorded.type, json.loads(recorded.data))
        document = {"unit": fact.unit, "resolution": fact.resolution}
        _send(handlers, CloseResolution, resolution_stream(fact.unit, fact.resolution), document, recorded)

    return {facts_of("elections").type_named(ResultDisclosed): result_disclosed}


def _name(fact: OccasionDisclosed, prefix: str) -> str:
    return fact.cause.stream.removeprefix(f"{prefix}{fact.unit}-")


def _public(fact: OccasionDisclosed, recorded: Recorded, document: Json) -> Json:
    cause = {"stream": recorded.stream, "type": recorded.type, "digest": digest_of_fact(recorded)}
    return {**document, "unit": fact.unit, "published_at": instant_text(fact.published_at), "cause": cause}


def _send(handlers: Handlers, kind: type, stream: str, document: Json, recorded: Recorded) -> None:
    command_type = commands_of("elections").type_named(kind)
    command_id = derived_command_id(recorded.id, command_type, stream)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)

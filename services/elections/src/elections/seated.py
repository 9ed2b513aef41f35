"""What the service's door adds to a command before it is decided, from another stream than that of the command.

The calendar year of a congress is one stream and its term another: whoever records a meeting of the presidium does not
say who its members are, the record of the term does. Nor does the record of who took part say what was elected.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.congress_year import HoldPresidiumMeeting
from contracts.elections.measures import ElectionPlanned
from contracts.elections.sessions import PresidiumSeat
from contracts.elections.turnout import RecordTurnout
from contracts.errors import Malformed
from contracts.message import Json, dump
from ledger.door import Prepare, Source

from elections.deciders import TERM, term_stream
from elections.domain.term_state import Congress, Stage
from elections.election_deciders import election_stream
from elections.projections.deputies import terms_on_record


def seat(source: Source, document: Json, today: date) -> Json:
    """The document with the `presidium` of the unit's congress as it stands; nobody sits where there is none."""
    if "presidium" in document:
        raise Malformed({"presidium": ["Read from the record of the congress, never sent."]})
    congresses = {each.stage: each for each in _congresses(source, str(document.get("unit")))}
    sitting = congresses.get(Stage.BEGUN) or congresses.get(Stage.ELECTED) or Congress()
    seats = (dump(PresidiumSeat(person=person, seat=kind)) for person, kind in sitting.presidium.items())
    return {**document, "presidium": list(seats)}


def _congresses(source: Source, unit: str) -> Iterator[Congress]:
    """Every congress of the unit that has deputies on record, by term."""
    for term in terms_on_record(source.connection, unit):
        facts = source.read(term_stream(unit, term))
        yield TERM.fold([ELECTIONS_FACTS.read(fact.type, json.loads(fact.data)) for fact in facts])


def name_kind(source: Source, document: Json, today: date) -> Json:
    """The document with the `kind` of its election; None where no election of the name is planned."""
    if "kind" in document:
        raise Malformed({"kind": ["Read from the plan of the election, never sent."]})
    stream = election_stream(str(document.get("unit")), str(document.get("election")))
    facts = (ELECTIONS_FACTS.read(fact.type, json.loads(fact.data)) for fact in source.read(stream)[:1])
    kinds = [fact.kind.value for fact in facts if isinstance(fact, ElectionPlanned)]
    return {**document, "kind": kinds[0] if kinds else None}


PREPARES: Mapping[type, Prepare] = {HoldPresidiumMeeting: seat, RecordTurnout: name_kind}

"""What happened before its pack was activated is owed as well: the facts are read again, and each counts once.

A county activates a text when it begins to keep its record by it, not when the text came into force. Whatever the
other services recorded on the days on which the text was in force and known is therefore made public by it, whether it
was recorded before the activation or after. Every command has the id it would have had at once, so that nothing is
opened twice however often this is done.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial

from contracts.catalogue import facts_of
from contracts.common import PolicyActivated
from contracts.disclosure.duty.messages import Occasion
from contracts.disclosure.duty.rules import occasion_policy
from contracts.units import levels_above
from ledger.activation import policy_of
from ledger.parts import Handlers, React
from ledger.recorded import PolicyNote
from ledger.store import Recorded

from disclosure.occasions import Lines, lines_of, open_told
from disclosure.postings import Line, Telling, decided_on


def rederivations(postings: Iterable[Line], handlers: Handlers) -> Mapping[str, React]:
    activated = facts_of("disclosure").type_named(PolicyActivated)
    return {activated: partial(_rederive, lines_of(postings), handlers)}


def _rederive(lines: Lines, handlers: Handlers, recorded: Recorded) -> None:
    activated: PolicyActivated = facts_of("disclosure").read(recorded.type, json.loads(recorded.data))
    note = PolicyNote(activated.area, "", (activated.pack,))
    alone = policy_of(note, handlers.read, facts_of("disclosure").service)
    ordered = frozenset(occasion_policy(alone))
    if not ordered:
        return
    handlers.forget_policies()  # what is recorded from here on is decided by the new pack in any case
    [pack] = alone.packs
    prefixes = sorted({f"{recorded_type.partition('.')[0]}_" for recorded_type in lines})
    for fact in handlers.read_all(prefixes):
        if fact.type in lines and pack.is_in_force(day := decided_on(fact)) and pack.known_from <= day:
            open_told(handlers, lines[fact.type], fact, partial(_is_reached, activated.area, ordered))


def _is_reached(area: str, ordered: frozenset[Occasion], occasion: Occasion, telling: Telling) -> bool:
    return occasion in ordered and area in levels_above(telling.unit)

"""What other services recorded is counted for the indicators that the table names (A-003, event flows 12 to 56)."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from contracts.assessment.measure.messages import CountEntry
from contracts.assessment.measure.rules import CountRule, count_rules
from contracts.catalogue import Catalogue, commands_of, facts_of
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from assessment.deciders import measure_stream

PRODUCERS: Mapping[str, Catalogue] = {
    "elections": facts_of("elections"),
    "mediation": facts_of("mediation"),
    "mining": facts_of("mining"),
}


def counting(handlers: Handlers) -> Mapping[str, React]:
    by_fact = sorted(count_rules(), key=attrgetter("fact"))
    rules = {fact: tuple(lines) for fact, lines in groupby(by_fact, key=attrgetter("fact"))}
    return {fact: partial(count, handlers, lines) for fact, lines in rules.items()}


def count(handlers: Handlers, rules: Sequence[CountRule], recorded: Recorded) -> None:
    fact = PRODUCERS[recorded.type.partition(".")[0]].read(recorded.type, json.loads(recorded.data))
    command_type = commands_of("assessment").type_named(CountEntry)
    for counted in (counted for rule in rules for counted in rule.counts(fact)):
        document = {
            "unit": fact.unit,
            "indicator": counted.indicator,
            "term": counted.term,
            "entry": counted.entry,
            "hits": counted.hits,
            "of": counted.of,
            "cause": {"stream": recorded.stream, "fact": str(recorded.id)},
        }
        stream = measure_stream(fact.unit, counted.indicator, counted.term)
        command_id = derived_command_id(recorded.id, f"count-entry/{counted.entry}", stream)
        handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)

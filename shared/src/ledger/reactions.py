"""What a service does about facts, those of others or its own: one function per recorded type it reads."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from contracts.consumers import producers_of, reads

from ledger.store import Recorded

Reaction = Callable[[Recorded], None]
"""Calls the service's own command handlers, with derived command ids, so that doing it twice is harmless."""


class Reactions:
    """A consumer's functions by recorded type.

    Those to others are exactly what `consumers.toml` says it reads. Those to its `own` facts are declared nowhere else,
    and nothing of them depends on the broker: one stream's fact becomes a command to another stream.
    Raises `ValueError` at construction for a type without a function, and for a function without a type.
    """

    def __init__(self, consumer: str, functions: Mapping[str, Reaction], *, own: bool = False) -> None:
        self.consumer = consumer
        self.producers = (consumer,) if own else producers_of(consumer)
        self._functions = dict(functions)
        if own:
            _refuse_foreign(consumer, frozenset(functions))
        else:
            _refuse_other_than_declared(consumer, self.producers, frozenset(functions))

    def __call__(self, fact: Recorded) -> None:
        self._functions[fact.type](fact)

    def acts_on(self, recorded_type: str) -> bool:
        return recorded_type in self._functions


def _refuse_foreign(service: str, types: frozenset[str]) -> None:
    foreign = sorted(each for each in types if not each.startswith(f"{service}."))
    if foreign:
        raise ValueError(f"{service}: facts of others are read through consumers.toml: {foreign}.")


def _refuse_other_than_declared(consumer: str, producers: tuple[str, ...], types: frozenset[str]) -> None:
    declared = frozenset[str]().union(*(reads(consumer, producer) for producer in producers))
    missing, undeclared = declared - types, types - declared
    if missing or undeclared:
        raise ValueError(f"{consumer}: no function for {sorted(missing)}; not in consumers.toml {sorted(undeclared)}.")


def derived_command_id(causing_fact_id: UUID, reaction: str, target_stream: str) -> UUID:
    """The same for the same cause, so that a repeated reaction is a repeated command."""
    return uuid5(causing_fact_id, f"{reaction}/{target_stream}")


def together(*reacting: Mapping[str, Reaction]) -> Mapping[str, Reaction]:
    """Of several that react to the same fact, one after the other: each sends commands of its own."""

    def in_turn(recorded_type: str) -> Reaction:
        functions = [each[recorded_type] for each in reacting if recorded_type in each]

        def react(recorded: Recorded) -> None:
            for function in functions:
                function(recorded)

        return functions[0] if len(functions) == 1 else react

    return {recorded_type: in_turn(recorded_type) for each in reacting for recorded_type in each}

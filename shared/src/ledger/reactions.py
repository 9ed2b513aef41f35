"""What a service does about the facts of others: one function per recorded type it reads."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from contracts.consumers import producers_of, reads

from ledger.store import Recorded

Reaction = Callable[[Recorded], None]
"""Calls the service's own command handlers, with derived command ids, so that doing it twice is harmless."""


class Reactions:
    """A consumer's functions by recorded type: exactly those types that `consumers.toml` says it reads.

    Raises `ValueError` at construction for a type without a function, and for a function without a type.
    """

    def __init__(self, consumer: str, functions: Mapping[str, Reaction]) -> None:
        declared = frozenset[str]().union(*(reads(consumer, producer) for producer in producers_of(consumer)))
        missing, undeclared = declared - set(functions), set(functions) - declared
        if missing or undeclared:
            raise ValueError(
                f"{consumer}: no function for {sorted(missing)}; not in consumers.toml {sorted(undeclared)}."
            )
        self.consumer = consumer
        self._functions = dict(functions)

    def __call__(self, fact: Recorded) -> None:
        self._functions[fact.type](fact)

    def acts_on(self, recorded_type: str) -> bool:
        return recorded_type in self._functions


def derived_command_id(causing_fact_id: UUID, reaction: str, target_stream: str) -> UUID:
    """The same for the same cause, so that a repeated reaction is a repeated command."""
    return uuid5(causing_fact_id, f"{reaction}/{target_stream}")

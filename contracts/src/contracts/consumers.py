"""Which service reads which facts of another one, as declared in `consumers.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Table = Mapping[str, Mapping[str, frozenset[str]]]
"""Consumer to producer to the recorded types the consumer acts on."""


def consumers_of(producer: str) -> tuple[str, ...]:
    """The services that read facts of this one, in name order; none means that its facts are not relayed."""
    return tuple(sorted(consumer for consumer, read in _declared().items() if producer in read))


def producers_of(consumer: str) -> tuple[str, ...]:
    """The services whose facts this one reads, in name order."""
    return tuple(sorted(_declared().get(consumer, {})))


def reads(consumer: str, producer: str) -> frozenset[str]:
    """The recorded types of `producer` that `consumer` acts on."""
    return _declared().get(consumer, {}).get(producer, frozenset())


def relayed_of(producer: str) -> frozenset[str]:
    """The recorded types of `producer` that any other service acts on."""
    return frozenset[str]().union(*(reads(consumer, producer) for consumer in consumers_of(producer)))


def read_consumers(text: str) -> Table:
    """Raise `ValueError` if a type is not the producer's, stands twice, or nothing is read at all."""
    return MappingProxyType({consumer: _producers(consumer, table) for consumer, table in tomllib.loads(text).items()})


@cache
def _declared() -> Table:
    return read_consumers((files("contracts") / "consumers.toml").read_text("utf-8"))


def _producers(consumer: str, table: Mapping[str, list[str]]) -> Mapping[str, frozenset[str]]:
    for producer, types in table.items():
        _require(producer != consumer, f"{consumer} reads its own facts from the store.")
        _require(bool(types), f"{consumer} reads nothing of {producer}.")
        _require(len(set(types)) == len(types), f"{consumer} names a type of {producer} twice.")
        for name in types:
            _require(name.startswith(f"{producer}."), f"{name} is no fact of {producer}.")
    return MappingProxyType({producer: frozenset(types) for producer, types in table.items()})


def _require(holds: bool, complaint: str) -> None:
    if not holds:
        raise ValueError(complaint)

"""Reading recorded messages of every version that was ever written."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from contracts.message import Json, Role, contract_of, dump_readable, is_message, recall

Upcast = Callable[[Json], Json]


class UnknownMessage(LookupError):
    """A recorded type this catalogue has no entry for: stop, never skip."""


class Catalogue:
    """The messages of one service that one reader understands.

    `upcasts` maps a recorded type name to the step that lifts its document by one version; a name that begins with a
    dot is, as with messages, of whichever service reads it.
    """

    def __init__(self, service: str, *kinds: type, upcasts: Mapping[str, Upcast] | None = None) -> None:
        self.service = service
        self._kinds = {self._type_name(kind): kind for kind in kinds}
        self._names = {kind: name for name, kind in self._kinds.items()}
        self._upcasts = {self._own(name): step for name, step in (upcasts or {}).items()}

    def __iter__(self) -> Iterator[type]:
        return iter(self._names)

    def type_of(self, item: object) -> str:
        """The recorded type of an instance, e.g. `disclosure.duty-opened.v1`."""
        return self.type_named(type(item))

    def type_named(self, kind: type) -> str:
        return self._names[kind]

    def types_read_as(self, kind: type) -> tuple[str, ...]:
        """The recorded types of every version of a kind, the newest first."""
        newest = self.type_named(kind)
        name, _, version = newest.rpartition(".v")
        older = (f"{name}.v{number}" for number in range(int(version) - 1, 0, -1))
        return (newest, *(each for each in older if each in self._upcasts))

    def kind_of(self, type_name: str) -> type:
        try:
            return self._kinds[type_name]
        except KeyError:
            raise UnknownMessage(type_name) from None

    def write(self, item: object) -> tuple[str, Json]:
        """Raise `Malformed` rather than record what could not be read back."""
        document = dump_readable(item)
        return self.type_of(item), document

    def lift(self, recorded_as: str, document: Json) -> tuple[str, Json]:
        """The newest version of a recorded message, still as a document."""
        while recorded_as in self._upcasts:
            document = self._upcasts[recorded_as](document)
            recorded_as = _next_version(recorded_as)
        return recorded_as, document

    def read(self, recorded_as: str, document: Json) -> Any:
        """The message as its newest version; `UnknownMessage` if this catalogue has no entry for it."""
        newest, lifted = self.lift(recorded_as, document)
        return recall(self.kind_of(newest), lifted)

    def lifted(self, recorded_as: str, data: bytes) -> tuple[type, Json]:
        """Kind and document of a recorded message as its newest version."""
        newest, document = self.lift(recorded_as, json.loads(data.decode()))
        return self.kind_of(newest), document

    def _type_name(self, kind: type) -> str:
        contract = contract_of(kind)
        return self._own(f"{contract.name}.v{contract.version}")

    def _own(self, name: str) -> str:
        return _named(self.service, name)


@cache
def commands_of(service: str) -> Catalogue:
    """Every command that the service takes."""
    return _catalogue_of(service, Role.COMMAND)


@cache
def facts_of(service: str) -> Catalogue:
    """Every fact that the service records."""
    return _catalogue_of(service, Role.FACT)


@cache
def messages_of(service: str) -> Mapping[type, str]:
    """Every message of the service to the stream whose folder it stands in; none ("") if several services share it."""
    package = import_module(f"contracts.{service}")
    known: dict[type, str] = dict.fromkeys(package.SHARED, "")
    for stream in package.STREAMS:
        known |= dict.fromkeys(messages_in(import_module(f"contracts.{service}.{stream}.messages")), stream)
    return known


def recorded_in(service: str, *streams: str) -> frozenset[type]:
    """The facts whose folders these are; `LookupError` if the service has no such stream."""
    strangers = sorted({*streams} - {*messages_of(service).values()})
    if strangers:
        raise LookupError(f"{service} has no {', '.join(strangers)}.")
    of_stream = messages_of(service)
    return frozenset(kind for kind in facts_of(service) if of_stream[kind] in streams)


def messages_in(module: ModuleType) -> Sequence[type]:
    """The messages that are defined in a module, in the order of their definition."""
    kinds = (each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__)
    return [kind for kind in kinds if is_message(kind)]


def _catalogue_of(service: str, role: Role) -> Catalogue:
    kinds = [kind for kind in messages_of(service) if contract_of(kind).role is role]
    upcasts: dict[str, Upcast] = {}
    for module in dict.fromkeys(kind.__module__ for kind in kinds):
        upcasts |= getattr(sys.modules[module], "UPCASTS", {})
    named = {_named(service, contract_of(kind).name) for kind in kinds}
    return Catalogue(
        service, *kinds, upcasts={name: step for name, step in upcasts.items() if _named(service, name)[:-3] in named}
    )


def _named(service: str, name: str) -> str:
    return f"{service}{name}" if name.startswith(".") else name


def _next_version(recorded_as: str) -> str:
    name, _, version = recorded_as.rpartition(".v")
    return f"{name}.v{int(version) + 1}"

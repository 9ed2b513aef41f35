"""Reading recorded messages of every version that was ever written."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contracts.message import Json, contract_of, dump_readable, recall

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
        return f"{self.service}{name}" if name.startswith(".") else name


def _next_version(recorded_as: str) -> str:
    name, _, version = recorded_as.rpartition(".v")
    return f"{name}.v{int(version) + 1}"

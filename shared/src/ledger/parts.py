"""What a service is made of, and its commands' way to their deciders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from contracts.cases import RebindPolicy, SettleDueDate
from contracts.catalogue import Catalogue
from contracts.common import ActivatePolicy
from contracts.errors import Rejected
from contracts.impartiality import LiftTie, RecordTie
from contracts.message import Json, load

from ledger.activation import ActivePolicies
from ledger.clock import Clock
from ledger.decider import Decider
from ledger.handler import Handler, Policies, Reply, Request, answering
from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store
from ledger.views import Schema

PAGE = 500
"""Facts per read of all of them."""

NAMESPACE = uuid5(NAMESPACE_URL, "urn:sunledger")

React = Callable[[Recorded], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceParts:
    """One service: its messages, deciders, views, and reactions to facts.

    `reactions` is given the service's handlers and says which recorded type of another service leads to what;
    `own_reactions` says the same of the service's own facts: what one of its streams owes another.
    """

    name: str
    commands: Catalogue
    facts: Catalogue
    deciders: tuple[Decider[Any, Any, Any, Any], ...]
    schema: Schema
    reactions: "Callable[[Handlers], Mapping[str, React]]" = field(default=lambda _: {})
    own_reactions: "Callable[[Handlers], Mapping[str, React]]" = field(default=lambda _: {})


class Handlers:
    """Every handler of a service, by the type of command it takes."""

    def __init__(self, parts: ServiceParts, store: Store, clock: Clock, *, policies: Policies | None = None) -> None:
        """`policies`: those that are recorded as active, if nothing else is said."""
        self._recorded = None if policies else ActivePolicies(store, parts.facts)
        followed = policies or self._recorded
        assert followed is not None
        self.parts = parts
        self.clock = clock
        self.read = store.read
        self._read_page = store.read_all
        self._by_kind: dict[type, Handler[Any, Any, Any, Any]] = {}
        self._by_prefix: dict[str, Handler[Any, Any, Any, Any]] = {}
        for decider in parts.deciders:
            handler = Handler(decider, store=store, clock=clock, policies=followed)
            self._by_kind.update(dict.fromkeys(decider.takes, handler))
            prefix = decider.prefix if decider.cases is None else decider.cases.prefix
            if prefix is not None:
                self._by_prefix[prefix] = handler

    def taking(self, command: object) -> Handler[Any, Any, Any, Any]:
        """What every case takes goes by the stream it names; `Rejected` if the service keeps no such cases."""
        if not isinstance(command, RebindPolicy | SettleDueDate | RecordTie | LiftTie):
            return self._by_kind[type(command)]
        for prefix, handler in self._by_prefix.items():
            if command.case.startswith(prefix) and type(command) in handler.decider.takes:
                return handler
        if isinstance(command, RebindPolicy | SettleDueDate):
            self._refuse_kept(command.case)
        raise Rejected("unknown-case", f"{self.parts.name} keeps no case {command.case}.")

    def _refuse_kept(self, case: str) -> None:
        for decider in self.parts.deciders:
            if decider.kept is not None and case.startswith(decider.kept.prefix):
                raise Rejected("case-keeps-its-rules", f"{case}: {decider.kept.reason} ({decider.kept.source})")

    def handle(self, command: Any, request: Request) -> Reply:
        if self._recorded is not None and isinstance(command, ActivatePolicy):
            with answering():
                self._recorded.find(command.pack)  # entered by whichever process of the service
        reply = self.taking(command).handle(command, request)
        if self._recorded is not None and isinstance(command, ActivatePolicy):
            self._recorded.forget()  # what this process activates it follows at once, whatever its cache holds
        return reply

    def forget_policies(self) -> None:
        """Whatever is activated by now is followed from the next decision on."""
        if self._recorded is not None:
            self._recorded.forget()

    def read_all(self, prefixes: Sequence[str]) -> Iterator[Recorded]:
        """Every fact of these streams, in the order of the log, whichever service recorded it."""
        position = START
        while page := self._read_page(prefixes, after=position, limit=PAGE):
            yield from page
            position = page[-1].position

    def handle_own(self, command_type: str, document: Json, *, command_id: UUID, cause: Recorded | None) -> Reply:
        """A command the service gives itself, by reaction or because something fell due."""
        kind = self.parts.commands.kind_of(command_type)
        actor = service_actor(self.parts.name)
        command: Any = load(kind, {**document, "actor": actor})
        return self.handle(command, own_request(self.parts.name, command_id, cause))


def service_actor(service: str) -> str:
    """The reference under which a service acts by itself."""
    return f"service:{service}"


def own_request(service: str, command_id: UUID, cause: Recorded | None) -> Request:
    """The service's own identity, with what caused it kept in the chain."""
    correlation = command_id if cause is None else UUID(metadata_of(cause)["$correlationId"])
    return Request(
        command_id=command_id,
        actor=service_actor(service),
        role="Service",
        actor_unit="cn",
        correlation_id=correlation,
        causation_id=None if cause is None else cause.id,
    )

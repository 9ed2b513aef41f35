"""What stands between a caller and a decision: token, form, permission, in this order, for every method."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol, TypeVar
from uuid import UUID

from contracts.blobs import BlobPart, PutBlobPart
from contracts.calendar import china_day
from contracts.errors import REFUSALS, Behind, Forbidden, InternalError, Rejected, Unavailable
from contracts.message import Json, dump, load
from contracts.permissions import Permissions
from contracts.refusals import Refusal
from contracts.sealed import Blank, Sealer, is_sealed, seal_in
from contracts.units import acts_as

from ledger.acting import in_place_of, with_caller
from ledger.arguments import Page as Page
from ledger.arguments import id_in, page_in, position_in, revision_in
from ledger.authority import Authority, Caller
from ledger.blobs import Blobs
from ledger.clock import monotonic, sleep
from ledger.handler import Handler, Reply, Request
from ledger.keys import KeyDestroyed
from ledger.particulars import Particulars
from ledger.parts import Handlers
from ledger.refusals import Spool
from ledger.sealing import KeyedSealer
from ledger.store import Recorded
from ledger.succession import Successions
from ledger.views import Connection, Views

PATIENCE_S = 5.0
"""How long a query waits for the view to reach the position the caller asks for."""

_POLL_S = 0.02

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Run(Protocol):
    """Runs a blocking function where it may block, and answers with its result."""

    def __call__(self, function: Callable[..., T], /, *arguments: Any) -> T: ...


def no_blob_part(digest: str, offset: int) -> BlobPart:
    """What a source without contents says."""
    raise Rejected("blob-missing", f"{digest} from {offset} on")


@dataclass(frozen=True, slots=True)
class Source:
    """What a query may read: the live views, the facts of one stream, and contents by digest from an offset on."""

    connection: Connection
    read: Callable[[str], list[Recorded]]
    blob_part: Callable[[str, int], BlobPart] = no_blob_part


Answer = Callable[[Source, Any, Page], Any]
"""Answers a query message with an answer message."""

Prepare = Callable[[Source, Json, date], Json]
"""What a door adds to a command's document before it is read, from what the service knows on the day: never a decision.

Like the actor it becomes part of the recorded command, so that a re-execution needs neither view nor content.
"""


NOTHING_PREPARED: Mapping[type, Prepare] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in: the method, and what the call context carries."""

    method: str
    context: Mapping[str, Any]


@dataclass(slots=True)
class _Noted:
    """What is known of a command by the time it is refused."""

    stream: str | None = None
    command_id: UUID | None = None


class Door:
    """The commands and queries of one service."""

    def __init__(
        self,
        handlers: Handlers,
        answers: Mapping[type, Answer],
        *,
        views: Views,
        authority: Authority,
        permissions: Permissions,
        read: Callable[[str], list[Recorded]],
        spool: Spool,
        blobs: Blobs,
        run: Run,
        sealer: KeyedSealer | None = None,
        prepares: Mapping[type, Prepare] = NOTHING_PREPARED,
    ) -> None:
        self._handlers = handlers
        self._answers = answers
        self._views = views
        self._authority = authority
        self._permissions = permissions
        self._read = read
        self._spool = spool
        self._blobs = blobs
        self._run = run
        self._sealer = sealer
        self._prepares = prepares
        self._particulars = Particulars(handlers, sealer, read)
        self._successions = Successions(read, handlers.parts.facts)

    def command(self, call: Call, kind: type, document: Any, command_id: Any, if_revision: Any) -> Json:
        """Answer with what is recorded under the command id."""
        return self._guarded(call, lambda: self._command(call, kind, document, command_id, if_revision))

    def query(self, call: Call, kind: type, document: Any, at_least: Any, page: Any) -> Json:
        """Answer from the views, not older than the position `at_least` that a command answered with."""
        return self._guarded(call, lambda: self._query(call, kind, document, at_least, page))

    def put_blob_part(self, call: Call, document: Any) -> Json:
        """Keep one part of a content for a unit whose records the caller may write; nothing is recorded by it."""
        return self._guarded(call, lambda: self._put_blob_part(call, document))

    def particulars(self, call: Call, kind: type, document: Any, command_id: Any) -> Json:
        """Open what is sealed, or erase a person or case; both are recorded under the command id."""
        return self._guarded(call, lambda: self._act(call, kind, document, command_id))

    def _command(self, call: Call, kind: type, document: Any, command_id: Any, if_revision: Any) -> Json:
        caller = self._authority.caller(call.context.get("token"))
        with self._noting(call, caller) as noted:
            self._permissions.refuse_role(call.method, caller.role)
            sent = self._prepared(kind, with_caller(kind, document, caller))
            command: Any = load(kind, seal_in(kind, sent, Blank()))
            identity = noted.command_id = id_in(command_id, "command_id")
            handler = self._handlers.taking(command)
            noted.stream = handler.decider.stream(command)
            acting = self._refuse_unit(call, caller, handler.decider.unit(command))
            if acting != caller.unit:
                sent = in_place_of(acting, kind, sent)
                command = load(kind, seal_in(kind, sent, Blank()))
            for blob in handler.contents(command):
                self._run(self._blobs.attest, blob)
            request = _request(call, caller, identity, if_revision)
            reply = self._handle(handler, command, sent, request)
        return reply.document(self._handlers.parts.name)

    def _prepared(self, kind: type, sent: Json) -> Json:
        prepare = self._prepares.get(kind)
        if prepare is None:
            return sent
        with self._views.live().reading() as connection:
            return prepare(self._source(connection), sent, china_day(self._handlers.clock.now()))

    def _source(self, connection: Connection) -> Source:
        return Source(
            connection,
            read=lambda stream: self._run(self._read, stream),
            blob_part=lambda digest, offset: self._run(self._blobs.part, digest, offset),
        )

    def _handle(self, handler: Handler[Any, Any, Any, Any], blank: Any, sent: Json, request: Request) -> Reply:
        """Seal and decide. Of a person or case whose key was destroyed only what is recorded already is answered."""
        kind, unit = type(blank), handler.decider.unit(blank)
        if not is_sealed(kind):
            return self._handlers.handle(blank, request)
        if self._sealer is None:
            raise Unavailable("No master key is set: nothing can be sealed.")
        sealer = self._sealer.within(unit)
        try:
            command = self._run(_sealed_by, sealer, kind, sent)
        except KeyDestroyed as error:
            reply = handler.repeated(self._run(_sealed_by, Blank(sealer), kind, sent), request)
            if reply is None:
                raise Rejected("sealed-data-erased", "The key of this person or case was destroyed.") from error
            return reply
        return handler.handle(command, request)

    def _query(self, call: Call, kind: type, document: Any, at_least: Any, page: Any) -> Json:
        caller = self._authority.caller(call.context.get("token"))
        with self._noting(call, caller):
            self._permissions.refuse_role(call.method, caller.role)
            question: Any = load(kind, with_caller(kind, document, caller))
            self._refuse_unit(call, caller, question.unit)
        asked = page_in(page)
        self._await(position_in(at_least, self._handlers.parts.name))
        with self._views.live().reading() as connection:
            return dump(self._answers[kind](self._source(connection), question, asked))

    def _put_blob_part(self, call: Call, document: Any) -> Json:
        caller = self._authority.caller(call.context.get("token"))
        with self._noting(call, caller):
            self._permissions.refuse_role(call.method, caller.role)
            part = load(PutBlobPart, document)
            self._refuse_unit(call, caller, part.unit)
            return dump(self._run(self._blobs.put, part))

    def _act(self, call: Call, kind: type, document: Any, command_id: Any) -> Json:
        caller = self._authority.caller(call.context.get("token"))
        with self._noting(call, caller) as noted:
            self._permissions.refuse_role(call.method, caller.role)
            question: Any = load(kind, document)
            identity = noted.command_id = id_in(command_id, "command_id")
            act = self._run(self._particulars.act, question)
            noted.stream = act.stream
            self._refuse_unit(call, caller, act.unit)
            return self._run(act.perform, _request(call, caller, identity, None))

    @contextmanager
    def _noting(self, call: Call, caller: Caller) -> Iterator[_Noted]:
        """Keep what a rule refuses, apart from the record it was meant for."""
        noted = _Noted()
        try:
            yield noted
        except (Rejected, Forbidden) as refused:
            refusal = Refusal(
                code=refused.code,
                method=f"{self._handlers.parts.name}.{call.method}",
                actor=caller.subject,
                role=caller.role,
                actor_unit=caller.unit,
                stream=noted.stream,
                command_id=None if noted.command_id is None else str(noted.command_id),
                refused_at=self._handlers.clock.now(),
            )
            self._spool.note(refusal)
            raise

    def _refuse_unit(self, call: Call, caller: Caller, record_unit: str) -> str:
        """By the codes alone, and where these refuse also by what was merged; the unit as which the caller's acts."""
        refuse = partial(
            self._permissions.refuse_unit, call.method, caller.role, actor_unit=caller.unit, record_unit=record_unit
        )
        try:
            refuse()
        except Forbidden:
            successors = self._run(self._successions.on, self._handlers.clock.now())
            refuse(successors=successors)
            return acts_as(caller.unit, record_unit, successors)
        return caller.unit

    def _await(self, position: int) -> None:
        deadline = monotonic() + PATIENCE_S
        while self._views.live().bookmark() < position:
            if monotonic() > deadline:
                raise Behind(f"The view has not reached {position}.")
            sleep(_POLL_S)

    def _guarded(self, call: Call, work: Callable[[], Json]) -> Json:
        """Nothing but refusals crosses; what else goes wrong is logged under the correlation id."""
        try:
            return work()
        except REFUSALS:
            raise
        except Exception as error:
            correlation = str(call.context.get("correlation_id") or call.context.get("call_id_stack", "?"))
            _log.exception("internal error in %s, correlation %s", call.method, correlation)
            raise InternalError(f"Correlation id {correlation}.") from error


def _sealed_by(sealer: Sealer, kind: type, sent: Json) -> Any:
    return load(kind, seal_in(kind, sent, sealer))


def _request(call: Call, caller: Caller, identity: UUID, if_revision: Any) -> Request:
    return Request(
        command_id=identity,
        actor=caller.subject,
        role=caller.role,
        actor_unit=caller.unit,
        correlation_id=id_in(call.context.get("correlation_id", str(identity)), "correlation_id"),
        if_revision=revision_in(if_revision),
    )

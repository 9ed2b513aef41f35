"""A reaction: a fact in, commands out.

    def count_told_result(told: OpinionResultTold, seen: Seen) -> Iterator[NoteOpinionResult]:
        yield NoteOpinionResult(actor=seen.actor, unit=told.unit, month=month_of(told.told_on), ...)

To which fact a reaction belongs and what it sends is said by its annotations. The command's stream is named by the
stream that takes it. Its id is derived from the causing fact, the command's name and its stream, never from a message's
version: a new version of either must not make a second command of what was recorded before.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from contracts.catalogue import Catalogue, facts_of
from contracts.common import PolicyActivated
from contracts.errors import Rejected
from contracts.message import contract_of

from ledger.annotations import taken_by
from ledger.parts import Handlers, React, own_request, service_actor
from ledger.reactions import derived_command_id, together
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded

Naming = Callable[[Any], tuple[str, str]]
"""From a command to the two words that its id is derived from, beside the causing fact."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reaction sees beside the fact: how it is recorded, who acts, and what else is recorded.

    `actor` is the service itself. `read` gives a stream's facts as recorded, `read_all` those of all streams whose
    names begin so, in the order of the log.
    """

    recorded: Recorded
    actor: str
    read: Callable[[str], list[Recorded]]
    read_all: Callable[[Sequence[str]], Iterator[Recorded]]

    @property
    def digest(self) -> str:
        return digest_of_fact(self.recorded)

    @property
    def metadata(self) -> Mapping[str, Any]:
        return metadata_of(self.recorded)

    def told(self, stream: str) -> Iterator[Any]:
        """A stream's facts as messages, first to last."""
        return map(message_of, self.read(stream))


def message_of(recorded: Recorded) -> Any:
    """A recorded fact as the message of its newest version, whichever service recorded it."""
    return facts_of(recorded.type.partition(".")[0]).read(recorded.type, json.loads(recorded.data))


@dataclass(frozen=True, slots=True)
class Because:
    """A command that another fact leads to than the one which was told: one from before, read again."""

    of: Recorded
    command: Any


@dataclass(frozen=True, slots=True)
class Reaction:
    """A function and how it is run.

    `of`: the service whose fact it is, where several record it. `facts`: where the annotation does not say them.
    `forgives`: the codes with which a command may be refused because there is nothing to do. `ids`: the words from
    which ids of recorded commands were derived before they were derived from the command's name: by kind of command,
    the word in the name's place, or both words.
    """

    function: Callable[..., Iterable[Any]]
    of: str | None = None
    facts: tuple[type, ...] = ()
    forgives: frozenset[str] = frozenset()
    ids: Mapping[type, str | Naming] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[type, ...]:
        """The facts that it acts on."""
        return self.facts or taken_by(self.function)

    def recorded_types(self, service: str) -> tuple[str, ...]:
        """The recorded types that it acts on, as `service` reads them: of every version that was ever recorded."""
        return tuple(name for kind in self.kinds for name in self._producer(kind, service).types_read_as(kind))

    def is_recorded(self, kind: type, service: str) -> bool:
        """Whether the service that the message names, or `service` itself, records it as a fact."""
        return kind in self._producer(kind, service)

    def _producer(self, kind: type, service: str) -> Catalogue:
        return facts_of(self.of or contract_of(kind).name.partition(".")[0] or service)

    def run(self, handlers: Handlers, recorded: Recorded) -> None:
        """Each command is handled before the function is asked for the next one."""
        seen = Seen(recorded, service_actor(handlers.parts.name), handlers.read, handlers.read_all)
        fact = message_of(recorded)
        if isinstance(fact, PolicyActivated):
            handlers.forget_policies()  # what is recorded from here on is decided by the new pack in any case
        for each in self.function(fact, seen):
            cause, command = (each.of, each.command) if isinstance(each, Because) else (recorded, each)
            request = own_request(handlers.parts.name, self._id(handlers, cause, command), cause)
            try:
                handlers.handle(command, request)
            except Rejected as refusal:
                if refusal.code not in self.forgives:
                    raise

    def _id(self, handlers: Handlers, cause: Recorded, command: Any) -> UUID:
        named = handlers.parts.commands.type_named(type(command)).rpartition(".v")[0]
        word = self.ids.get(type(command), f"{named}.v1")
        if callable(word):
            return derived_command_id(cause.id, *word(command))
        return derived_command_id(cause.id, word, handlers.taking(command).decider.stream(command))


def reaction_of(declared: Callable[..., Any] | Reaction) -> Reaction:
    return declared if isinstance(declared, Reaction) else Reaction(declared)


def reacting(reactions: Iterable[Reaction], handlers: Handlers) -> Mapping[str, React]:
    """By recorded type; of several reactions to one fact the one that is declared first comes first."""

    def react(reaction: Reaction) -> React:
        return lambda recorded: reaction.run(handlers, recorded)

    service = handlers.parts.name
    return together(*(dict.fromkeys(each.recorded_types(service), react(each)) for each in reactions))

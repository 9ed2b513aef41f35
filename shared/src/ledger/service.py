"""A service as it is declared: its streams, and what follows from them.

    SERVICE = Service("disclosure", streams=(UNIT, DUTY, ...), shared=..., bookmark=BOOKMARK, agenda=AGENDA)

`<service>/service.py` is the table of contents: what it does not name is not there. Catalogues, deciders, answers,
reactions, methods, and what each view has nothing to do with follow from the streams. What is declared wrongly is
refused when the module is imported, with a sentence that names the stream.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contracts.cases import RebindPolicy, SettleDueDate
from contracts.catalogue import Catalogue, commands_of, facts_of, messages_of
from contracts.declared import declared_of
from contracts.message import Role, contract_of, method_named
from contracts.permissions import permissions_of

from ledger.annotations import taken_by
from ledger.decider import Decider
from ledger.door import NOTHING_PREPARED, Answer, Prepare
from ledger.parts import ServiceParts
from ledger.reaction import Reaction, reacting
from ledger.stream import DeclarationError, Stream
from ledger.views import Projection, Schema, Table

_NOTHING_BESIDE: Mapping[type, Callable[[Path], Answer]] = MappingProxyType({})

_REFUSED_WITH_A_REASON = frozenset({RebindPolicy, SettleDueDate})
"""Whoever sends one of these for a case that keeps its rules is told why it does; no stream has to take them."""

Shared = Callable[[str, Catalogue, Catalogue], Decider[Any, Any, Any, Any]]
"""Makes the decider of a stream that every service has: of packs, clocks, successions, refusals, erasures."""


@dataclass(frozen=True, slots=True, init=False)
class Service(ServiceParts):
    """One service. `answers` by question, `methods` by name with the message that each takes."""

    streams: tuple[Stream[Any, Any, Any, Any], ...]
    answers: Mapping[type, Answer]
    methods: Mapping[str, type]
    beside: Mapping[type, Callable[[Path], Answer]]
    prepares: Mapping[type, Prepare]

    def __init__(
        self,
        name: str,
        *,
        streams: Sequence[Stream[Any, Any, Any, Any]],
        shared: Sequence[Shared],
        bookmark: Table,
        agenda: Table,
        views: Sequence[Projection] = (),
        answers: Sequence[Answer | Mapping[type, Answer]] = (),
        beside: Mapping[type, Callable[[Path], Answer]] = _NOTHING_BESIDE,
        prepares: Mapping[type, Prepare] = NOTHING_PREPARED,
    ) -> None:
        """`views` and `answers`: those of several streams. `beside`: questions that are answered from what stands in
        the service's folder beside its views. `prepares`: what its door adds to a command, by kind.
        """
        commands, facts = commands_of(name), facts_of(name)
        _refuse_shared_prefixes(streams)
        deciders = (*streams, *(make(name, commands, facts) for make in shared))
        _refuse_untaken(name, commands, deciders)
        reactions = tuple(reaction for stream in streams for reaction in stream.reacting)
        _refuse_unrecorded(name, streams)
        own, others = _own_and_others(name, reactions)
        known = _answers([*(each for stream in streams for each in stream.answers), *answers])
        methods = _methods(name)
        _refuse_unanswered(name, methods, {*known, *beside})
        ServiceParts.__init__(
            self,
            name=name,
            commands=commands,
            facts=facts,
            deciders=deciders,
            schema=Schema(agenda.metadata, bookmark, agenda, tuple(_views(streams, views, facts))),
            reactions=lambda handlers: reacting(others, handlers),
            own_reactions=lambda handlers: reacting(own, handlers),
        )
        for field, value in {
            "streams": tuple(streams),
            "answers": known,
            "methods": methods,
            "beside": beside,
            "prepares": prepares,
        }.items():
            object.__setattr__(self, field, value)

    def answers_in(self, folder: Path) -> Mapping[type, Answer]:
        """Every answer, given the folder in which the service's views stand."""
        return {**self.answers, **{question: made(folder) for question, made in self.beside.items()}}

    @property
    def reads(self) -> Mapping[str, Sequence[str]]:
        """Producer to the recorded types of its facts that this service acts on, sorted: its part of the consumers."""
        found: dict[str, set[str]] = {}
        for reaction in (each for stream in self.streams for each in stream.reacting):
            for recorded_type in reaction.recorded_types(self.name):
                found.setdefault(recorded_type.partition(".")[0], set()).add(recorded_type)
        return {producer: sorted(types) for producer, types in sorted(found.items()) if producer != self.name}


def _own_and_others(service: str, reactions: Sequence[Reaction]) -> tuple[list[Reaction], list[Reaction]]:
    """Those to the service's own facts, and those to facts of others; none is to both."""
    own: list[Reaction] = []
    others: list[Reaction] = []
    for reaction in reactions:
        producers = {each.partition(".")[0] for each in reaction.recorded_types(service)}
        (own if producers == {service} else others).append(reaction)
        if service in producers and len(producers) > 1:
            raise DeclarationError(f"{service}: {reaction.function.__name__} reacts to own facts and to others'.")
    return own, others


def _views(
    streams: Sequence[Stream[Any, Any, Any, Any]], of_several: Sequence[Projection], facts: Catalogue
) -> Iterator[Projection]:
    """Each ignores the facts of other streams; of those of its own it names each."""
    for stream in streams:
        for view in stream.views:
            unnamed = sorted(kind.__name__ for kind in {*stream.records} - view.named)
            if unnamed:
                raise DeclarationError(
                    f"{stream.name}: the view {view.name} does not say what it does with {', '.join(unnamed)}."
                )
            yield _completed(view, facts)
    yield from (_completed(view, facts) for view in of_several)


def _completed(view: Projection, facts: Catalogue) -> Projection:
    return replace(view, ignores=frozenset(facts) - {*view.applies, *view.applies_documents})


def _answers(declared: Iterable[Answer | Mapping[type, Answer]]) -> Mapping[type, Answer]:
    answers: dict[type, Answer] = {}
    for each in declared:
        answers |= each if isinstance(each, Mapping) else dict.fromkeys(taken_by(each, 1), each)
    return answers


def _methods(service: str) -> Mapping[str, type]:
    """Every message that somebody may send, by the name of the method that takes it.

    A command is sent by a caller or by the service alone; one of which neither is said is refused.
    """
    sent = {method_named(kind): kind for kind in messages_of(service) if _is_sent(kind)}
    permissions = permissions_of(service).methods
    own = {name for declared in declared_of(service).values() for name in declared.own}
    for stream, declared in declared_of(service).items():
        strangers = sorted((declared.who.keys() | declared.own) - sent.keys())
        if strangers:
            raise DeclarationError(f"{service}/{stream or 'service'}: no message is sent to {', '.join(strangers)}.")
    unsaid = sorted(sent.keys() - permissions.keys() - own)
    if unsaid:
        place = messages_of(service)[sent[unsaid[0]]] or "service"
        raise DeclarationError(
            f"{service}/{place}: nobody may call {', '.join(unsaid)}; give it a [who] or name it own."
        )
    return {name: sent[name] for name in sorted(permissions)}


def _is_sent(kind: type) -> bool:
    return contract_of(kind).role in (Role.COMMAND, Role.QUESTION, Role.ACT)


def _refuse_shared_prefixes(streams: Sequence[Stream[Any, Any, Any, Any]]) -> None:
    seen: dict[str, str] = {}
    for stream in streams:
        if stream.key.prefix in seen:
            raise DeclarationError(f"{stream.name}: {seen[stream.key.prefix]} has its prefix {stream.key.prefix} too.")
        seen[stream.key.prefix] = stream.name


def _refuse_untaken(service: str, commands: Catalogue, deciders: Sequence[Decider[Any, Any, Any, Any]]) -> None:
    taken = {kind for decider in deciders for kind in decider.takes}
    if any(decider.kept is not None for decider in deciders):
        taken |= _REFUSED_WITH_A_REASON
    untaken = sorted(kind.__name__ for kind in {*commands} - taken)
    if untaken:
        raise DeclarationError(f"{service}: no stream decides {', '.join(untaken)}.")


def _refuse_unrecorded(service: str, streams: Sequence[Stream[Any, Any, Any, Any]]) -> None:
    for stream in streams:
        for reaction in stream.reacting:
            unrecorded = sorted(kind.__name__ for kind in reaction.kinds if not reaction.is_recorded(kind, service))
            if unrecorded:
                named = reaction.function.__name__
                raise DeclarationError(
                    f"{stream.name}: nobody records {', '.join(unrecorded)}, to which {named} reacts."
                )


def _refuse_unanswered(service: str, methods: Mapping[str, type], known: set[type]) -> None:
    asked = {kind for kind in methods.values() if contract_of(kind).role is Role.QUESTION}
    unanswered = sorted(kind.__name__ for kind in asked - known)
    if unanswered:
        place = messages_of(service)[next(kind for kind in asked if kind.__name__ == unanswered[0])] or "service"
        raise DeclarationError(f"{service}/{place}: nothing answers {', '.join(unanswered)}.")

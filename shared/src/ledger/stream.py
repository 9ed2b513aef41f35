"""A stream as it is declared, and what follows from the declaration: its name, its messages, its decider.

A stream is one folder: `disclosure/opinion_results/__init__.py` holds `STREAM = Stream(...)`. Which commands it takes
and which facts it records is said by the annotations of `decide` and `evolve`, and nowhere else. What is declared
wrongly is refused when the module is imported, with a sentence that names the stream.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Generic

from contracts.blobs import Blob
from contracts.catalogue import commands_of, facts_of
from contracts.policies import ResolvedPolicy
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import Key

from ledger.annotations import given_by, taken_by
from ledger.decider import C, Decider, E, KeptRules, P, RulesOf, S, cases_of
from ledger.door import Answer
from ledger.reaction import Reaction, reaction_of
from ledger.views import Projection


class DeclarationError(TypeError):
    """A stream or a service is declared wrongly: the release is, whatever anybody calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[C, E, S, P]):
    """The rule of a stream: what it `begins` as, what may be decided about it, and what a fact changes.

    `decide` returns facts or raises `Rejected`; `evolve` never refuses a recorded fact. Both are deterministic: no
    clock, no id, no input besides their arguments. `version` goes up when any golden decision changes. `contents`: by
    kind of command the contents that it rests on without naming them; they have to be there still.
    """

    begins: S
    decide: Callable[[C, S, Rules[P], datetime], Sequence[E]]
    evolve: Callable[[S, E], S]
    version: int = 1
    contents: Mapping[type, Callable[[Any, S], Iterable[Blob]]] = field(default_factory=dict)


def _no_policy(resolved: ResolvedPolicy) -> Any:
    return None


@dataclass(frozen=True, slots=True, init=False)
class Stream(Decider[C, E, S, P]):
    """One kind of stream. What a decider is made of follows from the rule and the key.

    `rules`: which rules its decisions follow, and `policy` their typed form. `running`: how its streams are cases with
    a due date; `kept`: why they keep the rules that they were begun under. `unit` names the unit whose record a command
    is about. `views`, `answers` and `reactions` are those of its folder.
    """

    folder: str
    key: Key
    views: tuple[Projection, ...]
    answers: tuple[Answer | Mapping[type, Answer], ...]
    reacting: tuple[Reaction, ...]

    def __init__(
        self,
        *,
        rule: Rule[C, E, S, P],
        key: Key,
        rules: RulesOf,
        policy: Callable[[ResolvedPolicy], P] = _no_policy,
        running: Running[S, P] | None = None,
        kept: KeptRules | None = None,
        unit: Callable[[C], str] = lambda command: command.unit,  # type: ignore[attr-defined]
        named: str | None = None,
        views: Sequence[Projection] = (),
        answers: Sequence[Answer | Mapping[type, Answer]] = (),
        reactions: Sequence[Callable[..., Any] | Reaction] = (),
    ) -> None:
        """`named`: where recorded decisions bear another name than the folder."""
        service, folder = _place(rule.decide.__module__)
        place = f"{service}/{folder}"
        takes, recorded, evolved = taken_by(rule.decide), given_by(rule.decide), taken_by(rule.evolve, 1)
        _require(takes != (), place, "the annotation of decide names no command")
        unmatched = sorted(kind.__name__ for kind in {*recorded} ^ {*evolved})
        _require(
            not unmatched, place, f"only one of what decide returns and what evolve takes names {', '.join(unmatched)}"
        )
        Decider.__init__(
            self,
            name=f"{service}.{folder.replace('_', '-') if named is None else named}",
            version=rule.version,
            takes=takes,
            commands=commands_of(service),
            facts=facts_of(service),
            initial=rule.begins,
            decide=rule.decide,
            evolve=rule.evolve,
            stream=key.of,
            unit=unit,
            rules=rules,
            policy=policy,
            cases=None if running is None else cases_of(key.prefix, running),
            contents=rule.contents,
            prefix=key.prefix,
            kept=kept,
        )
        _set(
            self,
            folder=folder,
            key=key,
            views=tuple(views),
            answers=tuple(answers),
            reacting=tuple(map(reaction_of, reactions)),
        )

    @property
    def records(self) -> tuple[type, ...]:
        """The facts that it records."""
        return taken_by(self.evolve, 1)


def _set(item: object, **values: Any) -> None:
    for name, value in values.items():
        object.__setattr__(item, name, value)


def _place(module: str) -> tuple[str, str]:
    """`disclosure.opinion_results.rule` to service and folder."""
    service, _, rest = module.partition(".")
    return service, rest.partition(".")[0]


def _require(holds: bool, place: str, complaint: str) -> None:
    if not holds:
        raise DeclarationError(f"{place}: {complaint}.")


def shared(
    decider: Decider[C, E, S, P],
    *,
    views: Sequence[Projection] = (),
    answers: Sequence[Answer | Mapping[type, Answer]] = (),
    reactions: Sequence[Callable[..., Any] | Reaction] = (),
) -> Stream[C, E, S, P]:
    """A stream whose rule is the same in every service that has it: reports upward, the register of units."""
    stream: Stream[C, E, S, P] = Stream.__new__(Stream)
    _set(stream, **{each.name: getattr(decider, each.name) for each in fields(Decider)})
    service, _, folder = decider.name.partition(".")
    key = Key(f"{service}_{folder}-", ())
    _set(
        stream,
        folder="",
        key=key,
        views=tuple(views),
        answers=tuple(answers),
        reacting=tuple(map(reaction_of, reactions)),
    )
    return stream

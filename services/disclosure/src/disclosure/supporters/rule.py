"""The units that are linked with one unit or support it (挂点帮扶单位).

Law: county opinion on township standardisation (document 1 §五2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import assert_never

from contracts.disclosure.supporters.messages import (
    EndSupport,
    NameSupporter,
    SupportEnded,
    SupporterCommand,
    SupporterFact,
    SupporterNamed,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

supporters_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Support:
    """One link or support: since when, and until when if it has ended."""

    supporter: str
    kind: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Supporters:
    """Links and support by number, from 1 without gaps."""

    entries: Mapping[int, Support] = field(default_factory=dict)


def decide(command: SupporterCommand, supporters: Supporters, rules: Rules[None], now: datetime) -> list[SupporterFact]:
    match command:
        case NameSupporter():
            return [_name(command, supporters, now)]
        case EndSupport():
            return [_end(command, supporters, now)]
        case _:
            assert_never(command)


def _name(command: NameSupporter, supporters: Supporters, now: datetime) -> SupporterNamed:
    lasting = {(each.supporter, each.kind) for each in supporters.entries.values() if each.valid_to is None}
    is_new = (command.supporter, command.kind.value) not in lasting
    refuse_unless(is_new, "disclosure.supporter-already-named", command.supporter)
    return SupporterNamed(
        unit=command.unit,
        entry=len(supporters.entries) + 1,
        supporter=command.supporter,
        kind=command.kind,
        valid_from=command.valid_from,
        named_by=command.actor,
        named_at=now,
    )


def _end(command: EndSupport, supporters: Supporters, now: datetime) -> SupportEnded:
    support = supporters.entries.get(command.entry)
    refuse_unless(support is not None and support.valid_to is None, "disclosure.no-such-entry", str(command.entry))
    assert support is not None
    refuse_unless(command.valid_to >= support.valid_from, "disclosure.ends-before-it-begins", str(command.valid_to))
    return SupportEnded(
        unit=command.unit, entry=command.entry, valid_to=command.valid_to, ended_by=command.actor, ended_at=now
    )


def evolve(supporters: Supporters, fact: SupporterFact) -> Supporters:
    match fact:
        case SupporterNamed():
            support = Support(fact.supporter, fact.kind.value, fact.valid_from)
            return Supporters({**supporters.entries, fact.entry: support})
        case SupportEnded():
            before = supporters.entries[fact.entry]
            ended = Support(before.supporter, before.kind, before.valid_from, fact.valid_to)
            return Supporters({**supporters.entries, fact.entry: ended})
        case _:
            assert_never(fact)

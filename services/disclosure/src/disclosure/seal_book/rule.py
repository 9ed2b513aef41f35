"""The uses of one seal in one month (用印登记).

Law: district opinion on township congress work (document 2 §三(三)1); draft opinion on residents' committees
(document 5 §二(三)3(4)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.disclosure.seal_book.messages import (
    CorrectSealUse,
    EnterSealUse,
    SealCommand,
    SealFact,
    SealUse,
    SealUseCorrected,
    SealUseEntered,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

seal_stream = key_of(__name__, "unit", "seal", "month", named="seals")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands."""

    version: int
    use: SealUse


@dataclass(frozen=True, slots=True)
class Book:
    """The entries by number, from 1 without gaps."""

    entries: Mapping[int, Written] = field(default_factory=dict)


def decide(command: SealCommand, book: Book, rules: Rules[None], now: datetime) -> list[SealFact]:
    use = command.use
    refuse_unless(f"{use.used_on:%Y-%m}" == command.month, "disclosure.wrong-period", f"{use.used_on}")
    refuse_unless(use.used_on <= china_day(now), "disclosure.date-in-future", str(use.used_on))
    match command:
        case EnterSealUse():
            return [_enter(command, book, now)]
        case CorrectSealUse():
            return [_correct(command, book, now)]
        case _:
            assert_never(command)


def _enter(command: EnterSealUse, book: Book, now: datetime) -> SealUseEntered:
    return SealUseEntered(
        unit=command.unit,
        seal=command.seal,
        month=command.month,
        entry=len(book.entries) + 1,
        use=command.use,
        entered_by=command.actor,
        entered_at=now,
    )


def _correct(command: CorrectSealUse, book: Book, now: datetime) -> SealUseCorrected:
    before = book.entries.get(command.entry)
    refuse_unless(before is not None, "disclosure.no-such-entry", str(command.entry))
    assert before is not None
    refuse_unless(before.use != command.use, "disclosure.nothing-changed", str(command.entry))
    return SealUseCorrected(
        unit=command.unit,
        seal=command.seal,
        month=command.month,
        entry=command.entry,
        version=before.version + 1,
        use=command.use,
        reason=command.reason,
        corrected_by=command.actor,
        corrected_at=now,
    )


def evolve(book: Book, fact: SealFact) -> Book:
    match fact:
        case SealUseEntered():
            return Book({**book.entries, fact.entry: Written(1, fact.use)})
        case SealUseCorrected():
            return Book({**book.entries, fact.entry: Written(fact.version, fact.use)})
        case _:
            assert_never(fact)

"""The documents that a unit registered in one year (文件登记).

Law: the colophons of the source documents (1 §尾; 2 §尾; 4 §尾; 4 §前言).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.disclosure.documents.messages import (
    CorrectDocument,
    DocumentCommand,
    DocumentCorrected,
    DocumentFact,
    DocumentRegistered,
    RegisterDocument,
    RegisteredDocument,
)
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

document_stream = key_of(__name__, "unit", "year")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands."""

    version: int
    document: RegisteredDocument


@dataclass(frozen=True, slots=True)
class Register:
    """The entries by number, from 1 without gaps."""

    entries: Mapping[int, Written] = field(default_factory=dict)

    def numbers(self, issuer: str, *, besides: int | None) -> set[str]:
        """The document numbers of a body in this register, but for one entry's."""
        documents = [written.document for entry, written in self.entries.items() if entry != besides]
        return {each.number for each in documents if each.issuer == issuer and each.number is not None}


def decide(command: DocumentCommand, register: Register, rules: Rules[None], now: datetime) -> list[DocumentFact]:
    match command:
        case RegisterDocument():
            _refuse_incomplete(command, register, None, now)
            return [_register(command, register, now)]
        case CorrectDocument():
            _refuse_incomplete(command, register, command.entry, now)
            return [_correct(command, register, now)]
        case _:
            assert_never(command)


def _refuse_incomplete(command: DocumentCommand, register: Register, besides: int | None, now: datetime) -> None:
    """A body that numbers its documents, or has numbered one of this register, numbers this one too (X-007)."""
    document = command.document
    refuse_unless(document.issued_on.year == command.year, "disclosure.wrong-period", str(document.issued_on))
    refuse_unless(document.issued_on <= china_day(now), "disclosure.date-in-future", str(document.issued_on))
    ends = document.valid_to
    refuse_unless(ends is None or ends >= document.issued_on, "disclosure.ends-before-it-begins", str(ends))
    taken = register.numbers(document.issuer, besides=besides)
    is_numbered = document.numbered or bool(taken)
    has_number = document.number is not None
    refuse_unless(has_number or not is_numbered, "disclosure.document-number-required", document.issuer)
    refuse_unless(document.number not in taken, "disclosure.document-number-taken", str(document.number))


def _register(command: RegisterDocument, register: Register, now: datetime) -> DocumentRegistered:
    return DocumentRegistered(
        unit=command.unit,
        year=command.year,
        entry=len(register.entries) + 1,
        document=command.document,
        registered_by=command.actor,
        registered_at=now,
    )


def _correct(command: CorrectDocument, register: Register, now: datetime) -> DocumentCorrected:
    before = register.entries.get(command.entry)
    refuse_unless(before is not None, "disclosure.no-such-entry", str(command.entry))
    assert before is not None
    refuse_unless(before.document != command.document, "disclosure.nothing-changed", str(command.entry))
    return DocumentCorrected(
        unit=command.unit,
        year=command.year,
        entry=command.entry,
        version=before.version + 1,
        document=command.document,
        reason=command.reason,
        corrected_by=command.actor,
        corrected_at=now,
    )


def evolve(register: Register, fact: DocumentFact) -> Register:
    match fact:
        case DocumentRegistered():
            return Register({**register.entries, fact.entry: Written(1, fact.document)})
        case DocumentCorrected():
            return Register({**register.entries, fact.entry: Written(fact.version, fact.document)})
        case _:
            assert_never(fact)

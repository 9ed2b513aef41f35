"""The marks of a congress's organs and the staff of its office: what is lacking is a finding as long as it is.

Law: district opinion on township people's congresses (document 2 §三(三)1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.elections.marks.messages import (
    Lacking,
    MarkCommand,
    MarkFact,
    MarkKind,
    MarkRecorded,
    MarkRemoved,
    NameOfficeStaff,
    OfficeStaffNamed,
    OrganMarksStanding,
    RecordMark,
    RemoveMark,
)
from contracts.elections.marks.rules import MarkPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice

marks_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Marks:
    """The texts by kind, how many do the daily work, and what was announced as lacking; None: nothing was yet."""

    texts: Mapping[MarkKind, str] = field(default_factory=dict)
    staff: int = 0
    lacking: tuple[Lacking, ...] | None = None


def decide(command: MarkCommand, marks: Marks, rules: Rules[MarkPolicy], now: datetime) -> list[MarkFact]:
    fact = _of_mark(command, marks, rules.policy, now)
    lacking = _lacking(reduce(evolve, (fact,), marks), rules.policy)
    if lacking == marks.lacking:
        return [fact]
    return [fact, OrganMarksStanding(unit=command.unit, lacking=lacking, since=now)]


def _of_mark(command: MarkCommand, marks: Marks, policy: MarkPolicy, now: datetime) -> MarkFact:
    match command:
        case RecordMark():
            return _record(command, policy, now)
        case RemoveMark():
            refuse_unless(command.kind in marks.texts, "elections.no-such-mark", command.kind)
            refuse_future(command.removed_on, now)
            return MarkRemoved(unit=command.unit, kind=command.kind, removed_on=command.removed_on, recorded_at=now)
        case NameOfficeStaff():
            refuse_twice(command.staff)
            return OfficeStaffNamed(unit=command.unit, staff=command.staff, named_at=now)
        case _:
            assert_never(command)


def _record(command: RecordMark, policy: MarkPolicy, now: datetime) -> MarkRecorded:
    """The seal has the text of the pattern with the township's own name in it (E-011)."""
    refuse_future(command.checked_on, now)
    if command.kind is MarkKind.SEAL and policy.seal is not None:
        expected = policy.seal.replace("{township}", command.township)
        refuse_unless(command.text == expected, "elections.seal-text-invalid", f"{command.text}, not {expected}")
    return MarkRecorded(
        unit=command.unit,
        kind=command.kind,
        text=command.text,
        checked_on=command.checked_on,
        photo=command.photo,
        recorded_at=now,
    )


def _lacking(marks: Marks, policy: MarkPolicy) -> tuple[Lacking, ...]:
    missing = [Lacking(kind.value) for kind in MarkKind if kind not in marks.texts]
    return (*missing, Lacking.STAFF) if marks.staff < policy.staff else tuple(missing)


def evolve(marks: Marks, fact: MarkFact) -> Marks:
    match fact:
        case MarkRecorded():
            return replace(marks, texts={**marks.texts, fact.kind: fact.text})
        case MarkRemoved():
            return replace(marks, texts={kind: text for kind, text in marks.texts.items() if kind is not fact.kind})
        case OfficeStaffNamed():
            return replace(marks, staff=len(fact.staff))
        case OrganMarksStanding():
            return replace(marks, lacking=fact.lacking)
        case _:
            assert_never(fact)

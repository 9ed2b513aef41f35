"""One export of archives (档案导出): ordered, made or given up; a fact of each, with digest, range and who.

Law: documents 2 §三(三)3, 5 §二(三)3(4): archives are kept, and what leaves them is on record. Requirement X-002.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.auditor.export.messages import (
    ExportCommand,
    ExportFact,
    ExportMade,
    ExportNotMade,
    ExportOrdered,
    GiveUpExport,
    OrderExport,
    RecordExport,
)
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

export_stream = key_of(__name__, "unit", "export")


@dataclass(frozen=True, slots=True)
class Export:
    """`ordered` is None before it was; an export ends once."""

    ordered: ExportOrdered | None = None
    is_ended: bool = False


def decide(command: ExportCommand, export: Export, rules: Rules[None], now: datetime) -> list[ExportFact]:
    match command:
        case OrderExport():
            return _order(command, export, now)
        case RecordExport():
            return _record(command, export, now)
        case GiveUpExport():
            if export.ordered is None or export.is_ended:
                return []
            unit, reason = export.ordered.unit, command.reason
            return [ExportNotMade(unit=unit, export=command.export, reason=reason, given_up_at=now)]
        case _:
            assert_never(command)


def _order(command: OrderExport, export: Export, now: datetime) -> list[ExportFact]:
    """The period has to be over: what is still being recorded would not be in it."""
    refuse_unless(command.from_on <= command.to_on, "auditor.period-backwards", f"{command.from_on} {command.to_on}")
    refuse_unless(command.to_on < china_day(now), "auditor.period-not-over", f"{command.to_on} is not over.")
    ordered = ExportOrdered(
        unit=command.unit,
        export=command.export,
        series=command.series,
        from_on=command.from_on,
        to_on=command.to_on,
        purpose=command.purpose,
        ordered_by=command.actor,
        ordered_at=now,
    )
    if export.ordered is None:
        return [ordered]
    is_same = replace(ordered, ordered_at=export.ordered.ordered_at) == export.ordered
    refuse_unless(is_same, "auditor.export-exists", command.export)
    return []


def _record(command: RecordExport, export: Export, now: datetime) -> list[ExportFact]:
    ordered = export.ordered
    if ordered is None or export.is_ended:
        return []
    return [
        ExportMade(
            unit=ordered.unit,
            export=ordered.export,
            series=ordered.series,
            from_on=ordered.from_on,
            to_on=ordered.to_on,
            ordered_by=ordered.ordered_by,
            digest=command.digest,
            facts=command.facts,
            octets=command.octets,
            log_size=command.log_size,
            made_at=now,
        )
    ]


def evolve(export: Export, fact: ExportFact) -> Export:
    match fact:
        case ExportOrdered():
            return Export(ordered=fact)
        case ExportMade() | ExportNotMade():
            return replace(export, is_ended=True)
        case _:
            assert_never(fact)

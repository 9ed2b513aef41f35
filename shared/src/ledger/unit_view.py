"""The view of the units that a service keeps records for and of what was merged, and the answer from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.succession import UnitSucceeded
from contracts.unit_register import EnrolledUnit, UnitEnrolled, UnitsOfArea, UnitsOfAreaAnswer
from contracts.units import UnitKind, area_of
from sqlalchemy import Column, ColumnElement, MetaData, Row, Select, String, Table, insert, or_, select

from ledger.door import Answer, Page, Source
from ledger.merged_units import note_succession
from ledger.store import Recorded
from ledger.views import Connection, Projection


def unit_table(metadata: MetaData) -> Table:
    """One row for each enrolled unit."""
    return Table(
        "unit",
        metadata,
        Column("code", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("zh", String, nullable=False),
        Column("en", String, nullable=False),
        Column("valid_from", String, nullable=False),
    )


def units_view(table: Table, merged: Table, ignores: frozenset[type] = frozenset()) -> Projection:
    """`ignores`: every fact of the service but the enrolment and the merger."""

    def enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
        row = {
            "code": fact.unit,
            "kind": fact.kind.value,
            "zh": fact.name.zh,
            "en": fact.name.en,
            "valid_from": fact.valid_from.isoformat(),
        }
        connection.execute(insert(table).values(row))

    def succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
        note_succession(connection, merged, fact)

    return Projection(
        name="units",
        version=2,
        applies={UnitEnrolled: enrolled, UnitSucceeded: succeeded},
        ignores=ignores - {UnitSucceeded},
    )


def in_area(code: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    """The unit itself and what lies in its area: places below it, and departments and groups of any of them."""
    return or_(code == unit, code.op("GLOB")(f"{area_of(unit)}[0-9-]*"))


def unit_answers(table: Table, merged: Table) -> Mapping[type, Answer]:
    def units_of_area(source: Source, question: UnitsOfArea, page: Page) -> UnitsOfAreaAnswer:
        query = _units(table, merged).where(in_area(table.c.code, question.unit))
        if page.after is not None:
            query = query.where(table.c.code > page.after)
        rows = source.connection.execute(query.order_by(table.c.code).limit(page.limit + 1)).all()
        shown = rows[: page.limit]
        following = shown[-1].code if len(rows) > page.limit else None
        return UnitsOfAreaAnswer(units=tuple(map(_unit, shown)), next=following)

    return {UnitsOfArea: units_of_area}


def _units(table: Table, merged: Table) -> Select[Any]:
    by_whom = (merged.c.successor, merged.c.valid_from.label("succeeded_from"))
    return select(table, *by_whom).outerjoin(merged, merged.c.unit == table.c.code)


def _unit(row: Row[Any]) -> EnrolledUnit:
    return EnrolledUnit(
        unit=row.code,
        kind=UnitKind(row.kind),
        name=Bilingual(zh=row.zh, en=row.en),
        valid_from=date.fromisoformat(row.valid_from),
        successor=row.successor,
        succeeded_from=None if row.succeeded_from is None else date.fromisoformat(row.succeeded_from),
    )

"""The service guide (办事指南): what a township's service centre or a community's station has posted, by service.

Law: county opinion on township standardisation, part 4 item 5 (乡镇规范化建设意见 四5二要、四5三要); draft opinion on
residents' committees, part 2 (document 5 §二(四)2(1), §二(四)2(3)): content and workflow in uniform form.
"""

from collections.abc import Sequence
from typing import Any

from contracts.disclosure.duty.messages import STANDING
from contracts.units import UnitKind
from sqlalchemy import bindparam, select

from portal.answers.elections import posts_of
from portal.answers.lines import unit_of
from portal.answers.published import items_of
from portal.answers.question import Answer, Document, Missing, Question
from portal.projections.tables import DUTY

FIELDS = {
    "duties": "SERVICE-3",
    "procedure": "SERVICE-4",
    "fee_items": "SERVICE-5",
    "fee_standard": "SERVICE-6",
    "time_limit": "STAFF-10",
    "liability": "STAFF-11",
    "commitment": "SERVICE-7",
    "window": "SERVICE-1",
    "post": "SERVICE-8",
}
"""Field of a township's guide to the posted item that says it."""

STATION_FIELDS = {"content": "STATION-5", "workflow": "STATION-6"}
"""The same of a community's station."""

_POSTED = select(DUTY.c.stream).where(
    DUTY.c.unit == bindparam("unit"),
    DUTY.c.catalogue.in_({item.partition("-")[0] for item in (*FIELDS.values(), *STATION_FIELDS.values())}),
    DUTY.c.period == STANDING,
    DUTY.c.published > 0,
)


def guide(question: Question) -> Answer:
    """`Missing` while nothing of it is posted. An item posted as a table says its field line by line.

    A community's page also has the posts of its committee (居委会成员职务); who holds them is posted by the community.
    """
    unit = unit_of(question, question.parts["unit"])
    is_station = unit["kind"] == UnitKind.COMMUNITY
    streams = [row.stream for row in question.ask(_POSTED, unit=unit["code"])]
    items = {item["item"]: item for stream in streams for item in items_of(question, stream)}
    if not items:
        raise Missing
    named = STATION_FIELDS if is_station else FIELDS
    fields = [_field(field, code, items.get(code)) for field, code in named.items()]
    lines = _by_line(fields)
    posts = posts_of(question, unit["code"]) if is_station else []
    document = {"unit": unit, "lines": lines, "fields": fields, "posts": posts}
    return Answer(document=document, lines=[*_flat(unit, lines), *_general(unit, fields)])


def has_guide(question: Question, unit: str) -> bool:
    return bool(question.ask(_POSTED.limit(1), unit=unit))


def _field(field: str, code: str, item: Document | None) -> Document:
    versions = item["versions"] if item else []
    return {
        "field": field,
        "catalogue": code.partition("-")[0],
        "number": code.partition("-")[2],
        "withheld_on": item["withheld_on"] if item else None,
        "outdated_on": item["outdated_on"] if item else None,
        "version": versions[0] if versions else None,
    }


def _by_line(fields: Sequence[Document]) -> list[Document]:
    """The first cell of a row names the business line; its other cells say the field."""
    lines: dict[str, dict[str, str]] = {}
    for field in fields:
        for line, said in _rows(field["version"]):
            lines.setdefault(line, {})[field["field"]] = said
    return [{"line": line, "fields": said} for line, said in lines.items()]


def _rows(version: Document | None) -> list[tuple[str, str]]:
    """Business line and what its row says."""
    table = version["table"] if version else None
    return [(row[0], _said(table["columns"], row)) for row in table["rows"]] if table else []


def _said(columns: Sequence[str], row: Sequence[str]) -> str:
    """A single further cell speaks for itself; several go by the heads of their columns."""
    if len(row) == 2:
        return row[1]
    return "；".join(f"{column}：{cell}" for column, cell in zip(columns[1:], row[1:], strict=True))


def _flat(unit: Document, lines: Sequence[Document]) -> list[dict[str, Any]]:
    return [_cells(unit, line["line"], field, said) for line in lines for field, said in line["fields"].items()]


def _general(unit: Document, fields: Sequence[Document]) -> list[dict[str, Any]]:
    """What is said of all lines together."""
    return [
        _cells(unit, "", field["field"], field["version"]["text"])
        for field in fields
        if field["version"] and field["version"]["text"]
    ]


def _cells(unit: Document, line: str, field: str, said: str) -> dict[str, Any]:
    return {"unit": unit["code"], "unit_name": unit["name"], "line": line, "field": field, "text": said}

"""Answers about what is not disclosed, and about what a duty still lacks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import (
    MissingItems,
    MissingItemsAnswer,
    Reserve,
    WithheldItems,
    WithheldLine,
    WithheldLines,
)
from contracts.disclosure.words import item_name
from contracts.errors import Rejected
from contracts.message import Json, recall
from ledger.door import Answer, Page, Source
from sqlalchemy import Row, select

from disclosure.deciders import DUTY as DUTIES
from disclosure.projections.items import is_public, written
from disclosure.projections.tables import DUTY
from disclosure.streams import duty_stream


def withheld_items(source: Source, question: WithheldItems, page: Page) -> WithheldLines:
    """In the order of duties and items; the token is the place of the last line shown."""
    lines = dict(sorted(_lines(source, question.unit)))
    rest = [place for place in lines if page.after is None or place > page.after]
    shown = rest[: page.limit]
    following = shown[-1] if len(rest) > len(shown) else None
    return WithheldLines(unit=question.unit, lines=tuple(lines[place] for place in shown), next=following)


def missing_items(source: Source, question: MissingItems, page: Page) -> MissingItemsAnswer:
    """From the duty's own facts, as the decider would see them now."""
    facts = source.read(duty_stream(question.unit, question.catalogue, question.period))
    if not facts:
        raise Rejected("disclosure.duty-not-open", f"{question.unit} {question.catalogue} {question.period}")
    duty = DUTIES.fold(DUTIES.facts.read(fact.type, json.loads(fact.data)) for fact in facts)
    missing = {code: duty.items[code] for code in duty.unsettled()}
    unchecked = [code for code, item in missing.items() if item.version and not item.is_checked]
    checked = [code for code, item in missing.items() if item.is_checked]
    return MissingItemsAnswer(
        due_on=None if duty.due is None else duty.due.due_on,
        due_at=duty.due_at,
        without_entry=tuple(code for code, item in missing.items() if not item.version),
        unchecked=tuple(unchecked),
        unpublished=tuple(code for code in checked if missing[code].outdated_version < missing[code].version),
        to_be_renewed=tuple(code for code in checked if missing[code].outdated_version == missing[code].version),
        settled=len(duty.items) - len(missing),
    )


def _lines(source: Source, unit: str) -> Iterator[tuple[str, WithheldLine]]:
    """Every line with its place: what is withheld now, what was removed of what is public, and what was withdrawn."""
    query = select(DUTY.c.stream, DUTY.c.catalogue, DUTY.c.period)
    for row in source.connection.execute(query.where(DUTY.c.unit == unit, DUTY.c.reserved)).all():
        content = written(source.connection, row.stream)
        assert content is not None, "a duty has content"
        for code, item in content.items.items():
            for place, reserve, why in _reserves(item):
                yield f"{row.stream} {code}{place}", _line(row, code, item, reserve, why)


def _reserves(item: Json) -> Iterator[tuple[str, Reserve, Json]]:
    if item["withheld"] is not None:
        yield "", Reserve.WITHHELD, {"ground": item["withheld"]}
    for version in filter(is_public, item["versions"]):
        place = f" {version['version']:04}"
        if "withdrawn" in version:
            yield place, Reserve.WITHDRAWN, {"ground": version["withdrawn"]["on"]}
            continue
        for number, redaction in enumerate(version["entry"].get("redactions", ())):
            yield f"{place} {number:02}", Reserve.REDACTED, redaction


def _line(row: Row[Any], code: str, item: Json, reserve: Reserve, why: Json) -> WithheldLine:
    return WithheldLine(
        catalogue=row.catalogue,
        period=row.period,
        item=code,
        name=item_name(code) if item["name"] is None else recall(Bilingual, item["name"]),
        reserve=reserve,
        ground=why["ground"],
        rule=why.get("rule"),
        count=why.get("count"),
    )


WITHHOLDING_ANSWERS: Mapping[type, Answer] = {WithheldItems: withheld_items, MissingItems: missing_items}

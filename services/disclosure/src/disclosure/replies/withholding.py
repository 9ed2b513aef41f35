"""Answers about what is not disclosed, and about what a duty still lacks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from contracts.bilingual import Bilingual
from contracts.disclosure.names import item_name
from contracts.disclosure.withholding import (
    MissingItems,
    MissingItemsAnswer,
    Reserve,
    WithheldItems,
    WithheldLine,
    WithheldLines,
)
from contracts.errors import Rejected
from ledger.door import Answer, Page, Source
from sqlalchemy import Row, and_, select

from disclosure.deciders import DUTY as DUTIES
from disclosure.deciders import duty_stream
from disclosure.projections.tables import DUTY, ITEM, VERSION


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
    """Every line with its place: what is withheld now, and what was removed of what is public."""
    of_unit = and_(DUTY.c.unit == unit, DUTY.c.stream == ITEM.c.stream)
    withheld = select(DUTY.c.catalogue, DUTY.c.period, ITEM).where(of_unit, ITEM.c.withheld_on.is_not(None))
    for row in source.connection.execute(withheld):
        yield f"{row.stream} {row.item}", _line(row, Reserve.WITHHELD, {"ground": row.withheld_on})
    of_item = and_(VERSION.c.stream == ITEM.c.stream, VERSION.c.item == ITEM.c.item)
    redacted = (
        select(DUTY.c.catalogue, DUTY.c.period, ITEM, VERSION.c.version, VERSION.c.content)
        .where(of_unit, of_item, VERSION.c.redacted)
        .where(VERSION.c.published_at.is_not(None), VERSION.c.withdrawn_on.is_(None))
    )
    withdrawn = (
        select(DUTY.c.catalogue, DUTY.c.period, ITEM, VERSION.c.version, VERSION.c.withdrawn_on)
        .where(of_unit, of_item)
        .where(VERSION.c.withdrawn_on.is_not(None))
    )
    for row in source.connection.execute(withdrawn):
        yield f"{row.stream} {row.item} {row.version:04}", _line(row, Reserve.WITHDRAWN, {"ground": row.withdrawn_on})
    for row in source.connection.execute(redacted):
        for number, redaction in enumerate(json.loads(row.content)["redactions"]):
            place = f"{row.stream} {row.item} {row.version:04} {number:02}"
            yield place, _line(row, Reserve.REDACTED, redaction)


def _line(row: Row[Any], reserve: Reserve, why: Mapping[str, Any]) -> WithheldLine:
    return WithheldLine(
        catalogue=row.catalogue,
        period=row.period,
        item=row.item,
        name=item_name(row.item) if row.zh is None else Bilingual(zh=row.zh, en=row.en),
        reserve=reserve,
        ground=why["ground"],
        rule=why.get("rule"),
        count=why.get("count"),
    )


WITHHOLDING_ANSWERS: Mapping[type, Answer] = {WithheldItems: withheld_items, MissingItems: missing_items}

"""Answers about duties: from the views; a duty's history, what it lacks and how complete it is from its stream."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from typing import Any

from contracts.bilingual import Bilingual
from contracts.blobs import BlobPart
from contracts.disclosure.duty.messages import (
    Completeness,
    CompletenessAnswer,
    CompletenessLine,
    DutiesOfUnit,
    DutyHistory,
    DutyHistoryAnswer,
    DutyLine,
    DutyLines,
    DutyStatus,
    HistoryLine,
    MissingItems,
    MissingItemsAnswer,
    OverdueDuties,
    PublishedCatalogue,
    PublishedItem,
    PublishedPage,
    PublishedPageAnswer,
    PublishedVersion,
    ReadAttachment,
    Reserve,
    WithheldItems,
    WithheldLine,
    WithheldLines,
)
from contracts.disclosure.words import item_name
from contracts.errors import Rejected, refuse_unless
from contracts.message import Json, recall
from contracts.units import area_of
from ledger.door import Page, Source
from ledger.reaction import message_of
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded
from sqlalchemy import Row, Select, and_, or_, select, tuple_

from disclosure.duty.completeness import Measure, measure
from disclosure.duty.rule import duty_stream, evolve
from disclosure.duty.state import Duty
from disclosure.duty.view import DUTY, OWING, Content, is_public, written
from disclosure.tables import UNIT


def duties_of_unit(source: Source, question: DutiesOfUnit, page: Page) -> DutyLines:
    query = _duty_lines().where(DUTY.c.unit == question.unit)
    query = query.order_by(DUTY.c.due_at.desc(), DUTY.c.stream.desc())
    if page.after is not None:
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) < _place(page.after))
    return _lines(source, query, page)


def overdue_duties(source: Source, question: OverdueDuties, page: Page) -> DutyLines:
    below = DUTY.c.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*")
    in_area = or_(DUTY.c.unit == question.unit, below)
    query = _duty_lines().where(in_area, OWING)
    query = query.order_by(DUTY.c.due_at, DUTY.c.stream)
    if page.after is not None:
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) > _place(page.after))
    return _lines(source, query, page)


def duty_history(source: Source, question: DutyHistory, page: Page) -> DutyHistoryAnswer:
    stream = duty_stream(question.unit, question.catalogue, question.period)
    return DutyHistoryAnswer(stream=stream, facts=tuple(_history_line(fact) for fact in source.read(stream)))


def published_page(source: Source, question: PublishedPage, page: Page) -> PublishedPageAnswer:
    unit = _enrolled(source, question.unit)
    of_period = and_(DUTY.c.unit == question.unit, DUTY.c.period == question.period)
    duties = source.connection.execute(select(DUTY).where(of_period).order_by(DUTY.c.catalogue)).all()
    return PublishedPageAnswer(
        unit=question.unit,
        unit_name=Bilingual(zh=unit.zh, en=unit.en),
        period=question.period,
        catalogues=tuple(_published_catalogue(source, duty) for duty in duties),
    )


def read_attachment(source: Source, question: ReadAttachment, page: Page) -> BlobPart:
    """Of an entry that was made public and of nothing else."""
    stream = duty_stream(question.unit, question.catalogue, question.period)
    content = written(source.connection, stream)
    versions = content.versions(question.item) if content and question.item in content.items else ()
    public = {
        attachment["blob"]["digest"]
        for version in filter(is_public, versions)
        for attachment in version["entry"].get("attachments", ())
    }
    refuse_unless(question.digest in public, "disclosure.attachment-not-public", question.digest)
    return source.blob_part(question.digest, question.offset)


def _enrolled(source: Source, code: str) -> Row[Any]:
    unit = source.connection.execute(select(UNIT).where(UNIT.c.code == code)).one_or_none()
    if unit is None:
        raise Rejected("disclosure.unknown-unit", code)
    return unit


def _published_catalogue(source: Source, duty: Row[Any]) -> PublishedCatalogue:
    """What is public, was withdrawn or is withheld."""
    content = written(source.connection, duty.stream)
    assert content is not None, "a duty has content"
    return PublishedCatalogue(
        catalogue=duty.catalogue,
        status=_status(duty),
        due_on=date.fromisoformat(duty.due_on) if duty.due_on else None,
        items=tuple(_published_item(content, code, item) for code, item in content.items.items() if _is_shown(item)),
    )


def _is_shown(item: Json) -> bool:
    was_withdrawn = any("withdrawn" in version for version in item["versions"])
    return item["published"] or item["withheld"] is not None or was_withdrawn


def _published_item(content: Content, code: str, item: Json) -> PublishedItem:
    public = [version for version in reversed(item["versions"]) if is_public(version)]
    return PublishedItem(
        item=code,
        name=item_name(code) if item["name"] is None else recall(Bilingual, item["name"]),
        versions=tuple(_published_version(content, version) for version in public),
        outdated=bool(item["outdated"]) and all(version["version"] <= item["outdated"] for version in public),
        withheld_on=item["withheld"],
    )


def _published_version(content: Content, version: Json) -> PublishedVersion:
    """Its first publication fixes its dates, later ones add channels. Of what was withdrawn the reason is shown."""
    shown, withdrawn = content.shown(version), version.get("withdrawn")
    said = {**_NOTHING, **version["entry"], "correction": version.get("correction")}
    if withdrawn is not None:
        said |= {**_NOTHING, "reason": withdrawn["why"], "since": said["since"]}
    return recall(
        PublishedVersion,
        {
            **{name: said[name] for name in ("kind", *_NOTHING)},
            "version": version["version"],
            "digest": version["digest"],
            "withdrawn_on": None if withdrawn is None else withdrawn["on"],
            "channels": dict.fromkeys(channel for one in shown for channel in one["channels"]),
            "evidence": [evidence for one in shown for evidence in one["evidence"]],
            "claimed_on": shown[0]["claimed_on"],
            "published_at": shown[0]["published_at"],
            "backdated": shown[0].get("backdated", False),
        },
    )


_NOTHING: Mapping[str, Any] = {
    "text": None,
    "table": None,
    "attachments": (),
    "redactions": (),
    "reason": None,
    "since": None,
    "correction": None,
}
"""What is said of the content of a version of which nothing is said."""


def _duty_lines() -> Select[Any]:
    return select(DUTY, UNIT.c.zh, UNIT.c.en).join(UNIT, UNIT.c.code == DUTY.c.unit)


def _lines(source: Source, query: Select[Any], page: Page) -> DutyLines:
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_at} {shown[-1].stream}" if len(rows) > page.limit else None
    return DutyLines(duties=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> DutyLine:
    return DutyLine(
        stream=row.stream,
        unit=row.unit,
        unit_name=Bilingual(zh=row.zh, en=row.en),
        catalogue=row.catalogue,
        period=row.period,
        status=_status(row),
        due_on=date.fromisoformat(row.due_on) if row.due_on else None,
        due_at=datetime.fromisoformat(row.due_at) if row.due_at else None,
        fulfilled_at=None if row.fulfilled_at is None else datetime.fromisoformat(row.fulfilled_at),
        items=row.item_count,
        published=row.published_count,
        withheld=row.withheld_count,
    )


def _status(duty: Row[Any]) -> DutyStatus:
    if duty.reopened:
        return DutyStatus.REOPENED
    if duty.fulfilled_at is not None:
        return DutyStatus.PUBLISHED if not duty.due_at or duty.fulfilled_at < duty.due_at else DutyStatus.PUBLISHED_LATE
    if duty.overdue:
        return DutyStatus.OVERDUE
    return DutyStatus.IN_REVIEW if duty.submitted else DutyStatus.OPEN


def _history_line(fact: Recorded) -> HistoryLine:
    metadata = metadata_of(fact)
    unit = metadata["actor_unit"]
    return HistoryLine(
        revision=fact.revision,
        type=fact.type,
        data=fact.data.decode(),
        actor=metadata["actor"],
        role=metadata["role"],
        actor_unit=unit,
        decided_at=datetime.fromisoformat(metadata["decided_at"]),
        digest=digest_of_fact(fact),
    )


def _place(token: str) -> tuple[str, str]:
    due_at, _, stream = token.partition(" ")
    return due_at, stream


def completeness(source: Source, question: Completeness, page: Page) -> CompletenessAnswer:
    """The views say which duties there are; the figures come from their facts."""
    of_period = select(DUTY.c.stream, DUTY.c.catalogue).where(
        DUTY.c.unit == question.unit, DUTY.c.period == question.period
    )
    rows = source.connection.execute(of_period.order_by(DUTY.c.catalogue).limit(page.limit)).all()
    measures = [(row.catalogue, _measured(source, row.stream)) for row in rows]
    items = sum(found.items for _, found in measures)
    good = sum(found.in_time + found.withheld for _, found in measures)
    return CompletenessAnswer(
        unit=question.unit,
        period=question.period,
        duties=tuple(_completeness_line(catalogue, found) for catalogue, found in measures),
        share=Fraction(good, items) if items else None,
    )


def _measured(source: Source, stream: str) -> Measure:
    return measure(
        (datetime.fromisoformat(metadata_of(fact)["decided_at"]), message_of(fact)) for fact in source.read(stream)
    )


def _completeness_line(catalogue: str, found: Measure) -> CompletenessLine:
    return CompletenessLine(
        catalogue=catalogue,
        items=found.items,
        in_time=found.in_time,
        late=found.late,
        withheld=found.withheld,
        missing=found.missing,
        share=found.share,
    )


def withheld_items(source: Source, question: WithheldItems, page: Page) -> WithheldLines:
    """In the order of duties and items; the token is the place of the last line shown."""
    lines = dict(sorted(_withheld_lines(source, question.unit)))
    rest = [place for place in lines if page.after is None or place > page.after]
    shown = rest[: page.limit]
    following = shown[-1] if len(rest) > len(shown) else None
    return WithheldLines(unit=question.unit, lines=tuple(lines[place] for place in shown), next=following)


def missing_items(source: Source, question: MissingItems, page: Page) -> MissingItemsAnswer:
    """From the duty's own facts, as the decider would see them now."""
    facts = source.read(duty_stream(question.unit, question.catalogue, question.period))
    if not facts:
        raise Rejected("disclosure.duty-not-open", f"{question.unit} {question.catalogue} {question.period}")
    duty: Duty = reduce(evolve, map(message_of, facts), Duty())
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


def _withheld_lines(source: Source, unit: str) -> Iterator[tuple[str, WithheldLine]]:
    """Every line with its place: what is withheld now, what was removed of what is public, and what was withdrawn."""
    query = select(DUTY.c.stream, DUTY.c.catalogue, DUTY.c.period)
    for row in source.connection.execute(query.where(DUTY.c.unit == unit, DUTY.c.reserved)).all():
        content = written(source.connection, row.stream)
        assert content is not None, "a duty has content"
        for code, item in content.items.items():
            for place, reserve, why in _reserves(item):
                yield f"{row.stream} {code}{place}", _withheld_line(row, code, item, reserve, why)


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


def _withheld_line(row: Row[Any], code: str, item: Json, reserve: Reserve, why: Json) -> WithheldLine:
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

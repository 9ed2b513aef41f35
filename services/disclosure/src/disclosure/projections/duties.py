"""The duties, their items, and what was written and published of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.disclosure.duty.messages import (
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    FiguresFact,
    InspectionRecorded,
    ItemsAdded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsOutdated,
    ItemsPublished,
    ItemsTakenDown,
    ItemsWithdrawn,
    LadderFact,
    OccasionFact,
    PartialDisclosurePossible,
    PostingTooShort,
    Presence,
    PublicationBackdated,
    StageFinished,
    StageNotDisclosed,
    WithheldReviewed,
)
from contracts.disclosure.unit.messages import CataloguesAdded, UnitEnrolled
from contracts.disclosure.words import entered_name
from contracts.fields import instant_text
from contracts.message import Json
from ledger.store import Recorded
from ledger.views import Prepared, Projection
from sqlalchemy import Connection, insert

from disclosure.projections.items import DUTY_ROWS, Content, DutyRow, enter, is_public, new_item, new_version
from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import UNIT
from disclosure.streams import DUTIES as DUTIES_BEGIN

_ENROL = Prepared(insert(UNIT))


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    row = {
        "code": fact.unit,
        "kind": fact.kind.value,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "valid_from": fact.valid_from.isoformat(),
    }
    _ENROL(connection, row)


def _opened(connection: Connection, fact: DutyOpened, recorded: Recorded) -> None:
    columns = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "due_on": "" if fact.due_on is None else fact.due_on.isoformat(),
        "due_at": "" if fact.due_at is None else instant_text(fact.due_at),
        "provisional": fact.is_provisional,
        "submitted": False,
        "overdue": False,
        "reopened": False,
        "fulfilled_at": None,
    }
    own_name = None if fact.matter is None or fact.matter.concerns else fact.matter.name
    content = Content([], {item: new_item(own_name or entered_name(item)) for item in fact.items})
    DUTY_ROWS.put(connection, recorded.stream, DutyRow(columns, content))


def _added(connection: Connection, fact: ItemsAdded, recorded: Recorded) -> None:
    _content(connection, recorded).items.update({named.item: new_item(named.name) for named in fact.items})


def _outdated(connection: Connection, fact: ItemsOutdated, recorded: Recorded) -> None:
    _outdate(_content(connection, recorded).items, fact.items)


def _inspected(connection: Connection, fact: InspectionRecorded, recorded: Recorded) -> None:
    """What is missing is no longer public; what is outdated or differs is marked."""
    items = _content(connection, recorded).items
    for seen in fact.observations:
        if seen.found is Presence.MISSING:
            items[seen.item]["published"] = False
    kept = (Presence.MISSING, Presence.PRESENT)
    _outdate(items, [seen.item for seen in fact.observations if seen.found not in kept])


def _outdate(items: Mapping[str, Json], codes: Iterable[str]) -> None:
    """Of what is public."""
    for item in (items[code] for code in codes):
        if item["published"]:
            item["outdated"] = max(version["version"] for version in item["versions"])


def _drafted(connection: Connection, fact: Json, recorded: Recorded) -> None:
    _write(connection, recorded, fact["entries"], None)


def _corrected(connection: Connection, fact: Json, recorded: Recorded) -> None:
    _write(connection, recorded, fact["entries"], fact["reason"])


def _write(connection: Connection, recorded: Recorded, entries: Sequence[Json], correction: str | None) -> None:
    """A new version is not withheld: whether it may be shown is checked anew."""
    items = _content(connection, recorded).items
    for numbered in entries:
        item, version = items[numbered["entry"]["item"]], new_version(numbered)
        if correction is not None:
            version["correction"] = correction
        item["versions"].append(version)
        item["withheld"] = None
        item["reserved"] |= bool(numbered["entry"].get("redactions"))
    enter(connection, recorded, entries)


def _checked(connection: Connection, fact: Json, recorded: Recorded) -> None:
    items = _content(connection, recorded).items
    for verdict in fact["verdicts"]:
        items[verdict["item"]]["withheld"] = None if verdict["passed"] else verdict["ground"]


def _reviewed(connection: Connection, fact: WithheldReviewed, recorded: Recorded) -> None:
    items = _content(connection, recorded).items
    for review in fact.reviews:
        if not review.remains:
            items[review.item]["withheld"] = None


def _published(connection: Connection, fact: Json, recorded: Recorded) -> None:
    content = _content(connection, recorded)
    number = len(content.publications)
    content.publications.append({name: fact[name] for name in ("channels", "evidence", "claimed_on", "published_at")})
    for publication in fact["items"]:
        version = content.version(publication["item"], publication["version"])
        assert version is not None, "what is published was written"
        version["shown"].append(number)
        content.items[publication["item"]]["published"] = True


def _withdrawn(connection: Connection, fact: ItemsWithdrawn, recorded: Recorded) -> None:
    """Every version of the items that is public and was not taken back before."""
    content = _content(connection, recorded)
    for code in fact.items:
        content.items[code]["published"] = False
        for version in content.versions(code):
            if is_public(version) and "withdrawn" not in version:
                version["withdrawn"] = {"on": fact.ground, "why": fact.reason}
                content.items[code]["reserved"] = True


def _backdated(connection: Connection, fact: PublicationBackdated, recorded: Recorded) -> None:
    """The publication just before it in the same append."""
    _content(connection, recorded).publications[-1]["backdated"] = True


def _submitted(connection: Connection, fact: DutySubmitted, recorded: Recorded) -> None:
    _change(connection, recorded, submitted=True)


def _reopened(connection: Connection, fact: DutyReopened, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=True)


def _fulfilled_again(connection: Connection, fact: DutyFulfilledAgain, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=False)


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, overdue=True)


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    _change(connection, recorded, fulfilled_at=instant_text(fact.fulfilled_at))


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    if not recorded.stream.startswith(DUTIES_BEGIN):
        return
    after = fact.after
    _change(
        connection,
        recorded,
        due_on=after.due_on.isoformat(),
        due_at=instant_text(after.due_at),
        provisional=after.is_provisional,
    )


def _change(connection: Connection, recorded: Recorded, **columns: Any) -> None:
    DUTY_ROWS.get(connection, recorded.stream).columns.update(columns)


def _content(connection: Connection, recorded: Recorded) -> Content:
    return DUTY_ROWS.get(connection, recorded.stream).content


DUTIES = Projection(
    name="duties",
    version=5,
    applies={
        UnitEnrolled: _enrolled,
        DutyOpened: _opened,
        DutySubmitted: _submitted,
        PublicationBackdated: _backdated,
        DisclosureOverdue: _overdue,
        DutyFulfilled: _fulfilled,
        DutyReopened: _reopened,
        DutyFulfilledAgain: _fulfilled_again,
        DueDateRederived: _rederived,
        ItemsAdded: _added,
        ItemsOutdated: _outdated,
        WithheldReviewed: _reviewed,
        ItemsWithdrawn: _withdrawn,
        InspectionRecorded: _inspected,
    },
    ignores=facts_outside("unit", "duty")
    | {
        CataloguesAdded,
        ItemsTakenDown,
        PostingTooShort,
        StageFinished,
        StageNotDisclosed,
        PartialDisclosurePossible,
        PolicyRebound,
        *get_args(LadderFact | OccasionFact | FiguresFact),
    },
    applies_documents={
        ItemsDrafted: _drafted,
        ItemsCorrected: _corrected,
        ItemsChecked: _checked,
        ItemsPublished: _published,
    },
)

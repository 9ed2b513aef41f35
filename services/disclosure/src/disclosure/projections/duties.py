"""The duties, their items, and what was written and published of each."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

from contracts.bilingual import Bilingual
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.disclosure.books import FiguresFact
from contracts.disclosure.events import (
    CataloguesAdded,
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
    UnitEnrolled,
)
from contracts.disclosure.ladder import LadderFact
from contracts.disclosure.matters import (
    InspectionRecorded,
    ItemsAdded,
    ItemsOutdated,
    Presence,
    StageFinished,
    StageNotDisclosed,
)
from contracts.disclosure.names import entered_name
from contracts.disclosure.occasions import OccasionFact
from contracts.disclosure.vocabulary import NumberedEntry
from contracts.disclosure.withholding import ItemsWithdrawn, PartialDisclosurePossible, WithheldReviewed
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, Row, func, select, update

from disclosure.projections.duty_changes import (
    BACKDATE,
    CLOSE,
    ENROL,
    FULFIL,
    LIST,
    OPEN,
    OUTDATE,
    OVERDUE,
    PUBLISH_ITEM,
    PUBLISH_VERSION,
    REOPEN,
    SHOWN,
    SUBMIT,
    UNPUBLISH,
    WITHDRAW,
    WITHHELD,
    WITHHOLD,
    WRITE,
    content_of,
)
from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import DUTY, ITEM


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    row = {
        "code": fact.unit,
        "kind": fact.kind.value,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "valid_from": fact.valid_from.isoformat(),
    }
    ENROL(connection, row)


def _opened(connection: Connection, fact: DutyOpened, recorded: Recorded) -> None:
    duty = {
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
    items = [_new_item(recorded, item, place, own_name or entered_name(item)) for place, item in enumerate(fact.items)]
    OPEN(connection, duty)
    LIST(connection, *items)


def _new_item(recorded: Recorded, item: str, place: int, name: Bilingual | None) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "item": item,
        "place": place,
        "zh": None if name is None else name.zh,
        "en": None if name is None else name.en,
        "published": False,
        "outdated_version": 0,
        "withheld_on": None,
    }


def _added(connection: Connection, fact: ItemsAdded, recorded: Recorded) -> None:
    count = select(func.count()).where(ITEM.c.stream == recorded.stream)
    first: int = connection.execute(count).scalar_one()
    rows = [_new_item(recorded, named.item, place, named.name) for place, named in enumerate(fact.items, start=first)]
    LIST(connection, *rows)


def _outdated(connection: Connection, fact: ItemsOutdated, recorded: Recorded) -> None:
    OUTDATE(connection, *(_of_item(recorded, item) for item in fact.items))


def _inspected(connection: Connection, fact: InspectionRecorded, recorded: Recorded) -> None:
    """What is missing is no longer public; what is outdated or differs is marked."""
    gone = [_of_item(recorded, seen.item) for seen in fact.observations if seen.found is Presence.MISSING]
    kept = (Presence.MISSING, Presence.PRESENT)
    stale = [_of_item(recorded, seen.item) for seen in fact.observations if seen.found not in kept]
    UNPUBLISH(connection, *gone)
    OUTDATE(connection, *stale)


def _drafted(connection: Connection, fact: ItemsDrafted, recorded: Recorded) -> None:
    _write(connection, recorded, fact.entries, None)


def _corrected(connection: Connection, fact: ItemsCorrected, recorded: Recorded) -> None:
    _write(connection, recorded, fact.entries, fact.reason)


def _submitted(connection: Connection, fact: DutySubmitted, recorded: Recorded) -> None:
    SUBMIT(connection, _of_duty(recorded))


def _checked(connection: Connection, fact: ItemsChecked, recorded: Recorded) -> None:
    _free(connection, recorded, [verdict.item for verdict in fact.verdicts if verdict.passed])
    withheld = [verdict for verdict in fact.verdicts if not verdict.passed]
    WITHHOLD(connection, *({**_of_item(recorded, one.item), "withheld_on": one.ground} for one in withheld))


def _reviewed(connection: Connection, fact: WithheldReviewed, recorded: Recorded) -> None:
    _free(connection, recorded, [review.item for review in fact.reviews if not review.remains])


def _free(connection: Connection, recorded: Recorded, items: Sequence[str]) -> None:
    """Not withheld any more; most duties have nothing that is."""
    withheld = set(connection.execute(WITHHELD, {"of_stream": recorded.stream}).scalars())
    WITHHOLD(connection, *({**_of_item(recorded, item), "withheld_on": None} for item in items if item in withheld))


def _published(connection: Connection, fact: ItemsPublished, recorded: Recorded) -> None:
    """The first publication of a version fixes its dates; later ones add channels."""
    shown: Mapping[tuple[str, int], Row[Any]] = {
        (row.item, row.version): row for row in connection.execute(SHOWN, {"of_stream": recorded.stream})
    }
    evidence, moment = tuple(map(dump, fact.evidence)), instant_text(fact.published_at)
    joined = cache(lambda kept, more: json.dumps(list(dict.fromkeys((*json.loads(kept), *more)))))
    added = cache(lambda kept: json.dumps([*json.loads(kept), *evidence]))
    versions = []
    for publication in fact.items:
        row = shown[publication.item, publication.version]
        is_first = row.published_at is None
        news = {
            **_of_item(recorded, publication.item),
            "of_version": publication.version,
            "channels": joined(row.channels, fact.channels),
            "evidence": added(row.evidence),
            "claimed_on": fact.claimed_on.isoformat() if is_first else row.claimed_on,
            "published_at": moment if is_first else row.published_at,
        }
        versions.append(news)
    PUBLISH_VERSION(connection, *versions)
    PUBLISH_ITEM(connection, *(_of_item(recorded, publication.item) for publication in fact.items))


def _withdrawn(connection: Connection, fact: ItemsWithdrawn, recorded: Recorded) -> None:
    """Every version of the items that is public and was not taken back before."""
    why = {"ground": fact.ground, "why": fact.reason}
    WITHDRAW(connection, *({**_of_item(recorded, item), **why} for item in fact.items))
    UNPUBLISH(connection, *(_of_item(recorded, item) for item in fact.items))


def _backdated(connection: Connection, fact: PublicationBackdated, recorded: Recorded) -> None:
    """The versions of the publication just before it in the same append."""
    rows = [{**_of_item(recorded, item), "of_moment": instant_text(fact.published_at)} for item in fact.items]
    BACKDATE(connection, *rows)


def _reopened(connection: Connection, fact: DutyReopened, recorded: Recorded) -> None:
    REOPEN(connection, _of_duty(recorded))


def _fulfilled_again(connection: Connection, fact: DutyFulfilledAgain, recorded: Recorded) -> None:
    CLOSE(connection, _of_duty(recorded))


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    OVERDUE(connection, _of_duty(recorded))


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    FULFIL(connection, {**_of_duty(recorded), "fulfilled_at": instant_text(fact.fulfilled_at)})


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    news = {
        "due_on": fact.after.due_on.isoformat(),
        "due_at": instant_text(fact.after.due_at),
        "provisional": fact.after.is_provisional,
    }
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(news))


def _write(
    connection: Connection, recorded: Recorded, entries: Sequence[NumberedEntry], correction: str | None
) -> None:
    """A new version is not withheld: whether it may be shown is checked anew."""
    rows = [
        {
            "stream": recorded.stream,
            "item": numbered.entry.item,
            "version": numbered.version,
            "digest": numbered.digest,
            "kind": numbered.entry.kind.value,
            "text": numbered.entry.text,
            "content": content_of(numbered.entry),
            "redacted": bool(numbered.entry.redactions),
            "reason": numbered.entry.reason,
            "since": numbered.entry.since,
            "correction": correction,
            "channels": "[]",
            "evidence": "[]",
            "claimed_on": None,
            "published_at": None,
            "backdated": False,
            "withdrawn_on": None,
            "withdrawn_for": None,
        }
        for numbered in entries
    ]
    WRITE(connection, *rows)
    _free(connection, recorded, [numbered.entry.item for numbered in entries])


def _of_duty(recorded: Recorded) -> dict[str, Any]:
    return {"of_stream": recorded.stream}


def _of_item(recorded: Recorded, item: str) -> dict[str, Any]:
    return {"of_stream": recorded.stream, "of_item": item}


DUTIES = Projection(
    name="duties",
    version=3,
    applies={
        UnitEnrolled: _enrolled,
        DutyOpened: _opened,
        ItemsDrafted: _drafted,
        DutySubmitted: _submitted,
        ItemsChecked: _checked,
        ItemsPublished: _published,
        PublicationBackdated: _backdated,
        ItemsCorrected: _corrected,
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
)

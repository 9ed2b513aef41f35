"""The facts themselves: who recorded what, when, by which rules and because of what, with their digests.

What is not public yet waits in a table of its own, and is moved from there by the fact that makes it public.
"""

import json
from typing import Any

from contracts.disclosure.duty.messages import DutyOpened, ItemsAdded, ItemsPublished, OccasionRecorded
from ledger.leaf import leaf_bytes
from ledger.prepared import Prepared
from ledger.recorded import digest_of_fact, metadata_of, policy_note
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, delete, insert, select, update
from transparency.merkle import leaf_hash

from portal.projections.shown import ACT_ONLY, AT_ONCE_AFTER, OPEN_STREAMS, UNSHOWN, WAITS, WHOLE, is_kept_back
from portal.projections.tables import FACT, WAITING_FACT

Row = dict[str, Any]

_ADD = Prepared(insert(FACT))


def _whole(connection: Connection, fact: Any, recorded: Recorded) -> None:
    if not is_kept_back(fact):
        _insert(connection, fact, recorded, data=recorded.data, metadata=recorded.metadata)


def _act_only(connection: Connection, fact: Any, recorded: Recorded) -> None:
    _insert(connection, fact, recorded, data=None, metadata=None)


def _insert(
    connection: Connection, fact: Any, recorded: Recorded, *, data: bytes | None, metadata: bytes | None
) -> None:
    if not recorded.stream.startswith(OPEN_STREAMS):
        return
    row = {**_act(recorded), "data": data, "metadata": metadata}
    if _is_awaited(connection, fact, recorded):
        _keep(connection, row, ())
        return
    items = _unpublished(fact)
    if items:
        _keep(connection, row, items)
        row |= {"data": None, "metadata": None}
    _ADD(connection, row)
    if type(fact) in _MAKES_PUBLIC:
        _make_public(connection, WAITING_FACT.c.stream == recorded.stream, WAITING_FACT.c["items"] == _NO_ITEMS)


def _act(recorded: Recorded) -> Row:
    note = metadata_of(recorded)
    policy = policy_note(note)
    return {
        "id": str(recorded.id),
        "stream": recorded.stream,
        "revision": recorded.revision,
        "position": recorded.position,
        "type": recorded.type,
        "unit": note["unit"],
        "decided_at": note["decided_at"],
        "actor": note["actor"],
        "role": note["role"],
        "actor_unit": note["actor_unit"],
        "packs": json.dumps(policy.packs if policy else ()),
        "decider": f"{note['decider']['name']} {note['decider']['version']}",
        "release": note["release"],
        "command_type": note.get("command", {}).get("type"),
        "cause": note["$causationId"],
        "previous": note["previous"],
        "digest": digest_of_fact(recorded),
        "leaf": leaf_hash(leaf_bytes(recorded.stream, recorded.revision, recorded)).hex(),
    }


def _is_awaited(connection: Connection, fact: Any, recorded: Recorded) -> bool:
    """Whether a fact that is still to come makes this one public."""
    if type(fact) not in WAITS:
        return False
    if type(fact) not in AT_ONCE_AFTER:
        return True
    is_open = select(FACT.c.id).where(FACT.c.stream == recorded.stream)
    return connection.execute(is_open.limit(1)).first() is None


def _unpublished(fact: Any) -> tuple[str, ...]:
    """The items that no catalogue lists and whose names the fact gives; until they are public it is shown as an act."""
    match fact:
        case DutyOpened() if fact.matter is not None:
            return fact.items
        case ItemsAdded():
            return tuple(added.item for added in fact.items)
        case OccasionRecorded():
            return (fact.item,)
        case _:
            return ()


def _keep(connection: Connection, row: Row, items: tuple[str, ...]) -> None:
    connection.execute(insert(WAITING_FACT).values({**row, "items": json.dumps(items)}))


def _published(connection: Connection, fact: ItemsPublished, recorded: Recorded) -> None:
    """What is waited for becomes less; a fact of which nothing is waited for any more is shown whole."""
    _whole(connection, fact, recorded)
    public = {item.item for item in fact.items}
    of_stream = (WAITING_FACT.c.stream == recorded.stream, WAITING_FACT.c["items"] != _NO_ITEMS)
    for row in connection.execute(select(WAITING_FACT.c.id, WAITING_FACT.c["items"]).where(*of_stream)).all():
        left = [item for item in json.loads(row.items) if item not in public]
        connection.execute(update(WAITING_FACT).where(WAITING_FACT.c.id == row.id).values(items=json.dumps(left)))
        if not left:
            _make_public(connection, WAITING_FACT.c.id == row.id)


def _make_public(connection: Connection, *which: Any) -> None:
    columns = [WAITING_FACT.c[column.name] for column in FACT.c]
    shown = insert(FACT).prefix_with("OR REPLACE")
    connection.execute(shown.from_select([column.name for column in FACT.c], select(*columns).where(*which)))
    connection.execute(delete(WAITING_FACT).where(*which))


_NO_ITEMS = json.dumps(())
_MAKES_PUBLIC = frozenset().union(*WAITS.values())
_APPLIES: dict[type, Apply] = {
    **dict.fromkeys(WHOLE, _whole),
    **dict.fromkeys(ACT_ONLY, _act_only),
    ItemsPublished: _published,
}

FACTS = Projection(name="facts", version=5, applies=_APPLIES, ignores=UNSHOWN)

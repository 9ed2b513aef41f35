"""The facts themselves: who recorded what, when, by which rules and because of what, with their digests."""

import json
from typing import Any

from ledger.prepared import Prepared
from ledger.recorded import digest_of_fact, leaf_bytes, metadata_of, policy_note
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert
from transparency.merkle import leaf_hash

from portal.projections.shown import ACT_ONLY, OPEN_STREAMS, UNSHOWN, WHOLE, is_kept_back
from portal.projections.tables import FACT

_ADD = Prepared(insert(FACT))


def _whole(connection: Connection, fact: Any, recorded: Recorded) -> None:
    if not is_kept_back(fact):
        _insert(connection, recorded, data=recorded.data, metadata=recorded.metadata)


def _act_only(connection: Connection, fact: Any, recorded: Recorded) -> None:
    _insert(connection, recorded, data=None, metadata=None)


def _insert(connection: Connection, recorded: Recorded, *, data: bytes | None, metadata: bytes | None) -> None:
    if not recorded.stream.startswith(OPEN_STREAMS):
        return
    note = metadata_of(recorded)
    policy = policy_note(note)
    row = {
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
        "data": data,
        "metadata": metadata,
    }
    _ADD(connection, row)


FACTS = Projection(
    name="facts",
    version=4,
    applies={**dict.fromkeys(WHOLE, _whole), **dict.fromkeys(ACT_ONLY, _act_only)},
    ignores=UNSHOWN,
)

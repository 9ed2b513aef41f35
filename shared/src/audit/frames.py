"""Facts, and the frames they go in between an audit and the processes beside it."""

from collections.abc import Sequence
from typing import IO
from uuid import UUID

from ledger.recorded import leaf_bytes
from ledger.store import Recorded

from audit.leaves import Placed, leaves_in, read_body


def placed(facts: Sequence[Recorded]) -> list[Placed]:
    return [(fact.position, leaf_bytes(fact.stream, fact.revision, fact)) for fact in facts]


def read_frame(source: IO[bytes]) -> tuple[bytes, list[Recorded]]:
    """`END` also where the other side is gone."""
    kind, body = read_body(source)
    return kind, [
        Recorded(leaf.stream, leaf.revision, leaf.position, UUID(leaf.id), leaf.type, leaf.data, leaf.metadata)
        for leaf in leaves_in(body)
    ]

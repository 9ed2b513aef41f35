"""Facts, and the frames they go in between an audit and the processes beside it."""

from typing import IO
from uuid import UUID

from ledger.store import Recorded

from audit.leaves import leaves_in, read_body


def read_frame(source: IO[bytes]) -> tuple[bytes, list[Recorded]]:
    """`END` also where the other side is gone."""
    kind, body = read_body(source)
    return kind, [
        Recorded(leaf.stream, leaf.revision, leaf.position, UUID(leaf.id), leaf.type, leaf.data, leaf.metadata)
        for leaf in leaves_in(body)
    ]

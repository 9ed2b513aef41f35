"""The place of a fact in the audit log: what shows that it is in the tree that a signed checkpoint names.

The log is read where its builder leaves it. A proof is computed again before it is shown.
"""

import logging

from ledger.audit_log import AuditLog
from transparency.merkle import Unproven, check_inclusion, inclusion_proof
from transparency.note import NotANote
from transparency.tiles import TileMissing

from portal.answers.question import Document

_log = logging.getLogger(__name__)


def inclusion(log: AuditLog, position: int, leaf: str) -> Document | None:
    """None while the fact is in no signed checkpoint. Hashes in hexadecimal, the nearest first."""
    try:
        signed = log.newest()
        index = log.positions.index_of(position)
        if signed is None or index is None or index >= signed.checkpoint.size:
            return None
        size, root = signed.checkpoint.size, signed.checkpoint.root
        hashes = inclusion_proof(log.tiles(size), index, size)
        check_inclusion(bytes.fromhex(leaf), index, size, hashes, root)
    except (NotANote, TileMissing, Unproven) as error:
        _log.warning("the audit log does not prove the fact at %s: %s", position, error)
        return None
    return {
        "index": index,
        "size": size,
        "root": root.hex(),
        "leaf": leaf,
        "hashes": [each.hex() for each in hashes],
        "checkpoint": str(bytes(signed.note), "utf-8"),
    }


def size_of(log: AuditLog) -> int:
    """Of the newest checkpoint; 0 while there is none that can be read."""
    try:
        signed = log.newest()
    except NotANote:
        return 0
    return signed.checkpoint.size if signed else 0

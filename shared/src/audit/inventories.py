"""Inventories of a record: read, kept beside the log, made anew, and held against the record (docs/inventory.md)."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from contracts.message import Json
from ledger.audit_log import AuditLog, write_parts
from ledger.store import START, Recorded
from transparency.inventory import (
    Entry,
    Inventory,
    inventory_of,
    proven_entry,
    read_section,
    section_of,
    sections_of,
)
from transparency.merkle import leaf_hash

from audit.finding import Finding
from audit.form import BEGINNING
from audit.leaves import framed, leaves_in
from audit.memory import Memory
from audit.pages import AsItStood, Readable, leaves_ahead
from audit.prover import NotProvable, Prover

INVENTORIES = ("auditor_inventory-",)
MADE = "auditor.inventory-made.v1"
FOLDER = "inventory"
MOST_KEPT = 3
_PAGE = 1000


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What an inventory says: the `root` over all ends as of a log of `size` facts. `day` is a day in China."""

    position: int
    place: str
    day: str
    size: int
    root: str


def claims(store: Readable, *, after: int = START) -> Iterator[Claim]:
    """In the store's order; what is no such fact is passed over, because the audit of forms names it."""
    while facts := store.read_all(INVENTORIES, after=after, limit=_PAGE):
        for fact in facts:
            with suppress(ValueError, KeyError, TypeError):
                yield _claim(fact)
        after = facts[-1].position


def _claim(fact: Recorded) -> Claim:
    if fact.type != MADE:
        raise ValueError(fact.type)
    said = json.loads(fact.data)
    return Claim(fact.position, f"{fact.stream}@{fact.revision}", str(said["day"]), int(said["size"]), said["root"])


class Held:
    """The claims of a run, each held against the ends of all streams when the run comes to its size.

    `facts` have been verified before it, `logged` are in the checkpoint that it goes by.
    """

    def __init__(self, said: Sequence[Claim], memory: Memory, *, facts: int, logged: int) -> None:
        self._memory = memory
        self._coming = deque(sorted((one for one in said if facts <= one.size <= logged), key=lambda one: one.size))
        self._beyond = [one for one in said if one.size > logged]
        self.believed = sum(one.size < facts for one in said)
        self.checked = 0
        self.through = max((one.position for one in said if one.size < facts), default=START)
        """The position of the last claim that needs not be read again."""

    def next_size(self) -> int | None:
        return self._coming[0].size if self._coming else None

    def check(self) -> list[Finding]:
        """The next one, now that so many facts have been taken."""
        claim = self._coming.popleft()
        self.checked += 1
        self.through = max(self.through, claim.position)
        found = inventory_of(self._memory.ends()).root.hex()
        if found == claim.root:
            return []
        return [Finding("inventory", claim.place, f"the ends of {claim.size} facts give {found[:16]}…, not that")]

    def left_over(self, last: int) -> list[Finding]:
        """Speak of more facts than there are, or than there were: `last` is the position of the log's last fact."""
        false = [*self._coming, *(one for one in self._beyond if one.position <= last)]
        return [Finding("inventory", one.place, f"there were no {one.size} facts") for one in false]


def keep(log: AuditLog, size: int, ends: Iterable[Entry]) -> tuple[Inventory, int]:
    """Beside the log, the newest few; the inventory, and how many streams are in it."""
    leaves, streams = [], 0

    def lines() -> Iterator[bytes]:
        nonlocal streams
        for section in sections_of(ends):
            leaves.append(leaf_hash(section))
            streams += len(read_section(section))
            yield section + b"\n"

    folder = log.folder / FOLDER
    write_parts(folder / str(size), lines())
    for old in sorted(_sizes(folder))[:-MOST_KEPT]:
        (folder / str(old)).unlink()
    return Inventory(leaves), streams


@dataclass(frozen=True, slots=True)
class Opened:
    """An inventory at one of its sections."""

    inventory: Inventory
    section: bytes


def kept(log: AuditLog, size: int, number: int) -> Opened | None:
    """None if it is not there, or damaged beyond reading."""
    try:
        with (log.folder / FOLDER / str(size)).open("rb") as file:
            return _opened((line.removesuffix(b"\n") for line in file), number)
    except (OSError, ValueError):
        return None


def made_anew(store: Readable, log: AuditLog, size: int, number: int) -> Opened:
    """From the store's first so many facts."""
    return _opened(sections_of(ends_of(store, log, size)), number)


def ends_of(store: Readable, log: AuditLog, size: int) -> Iterator[Entry]:
    """Where every stream ended as of so many facts, in the order of an inventory."""
    whole, left = AsItStood(store, log.positions.at(size - 1)), size
    with closing(Memory(None)) as memory:
        for page in leaves_ahead(whole, START, limit=_PAGE):
            for leaf in leaves_in(framed(page[:left])):
                digest = sha256(leaf.content).hexdigest()
                memory.keep_tip(leaf.stream, BEGINNING._replace(revision=leaf.revision, digest=digest))
            memory.make_room()
            left -= min(left, len(page))
        yield from memory.ends()


def _opened(sections: Iterable[bytes], number: int) -> Opened:
    leaves, wanted = [], b""
    for at, section in enumerate(sections):
        leaves.append(leaf_hash(section))
        if at == number:
            wanted = section
    return Opened(Inventory(leaves), wanted)


@dataclass(frozen=True, slots=True)
class Listed:
    """The `last` revision that an inventory knows of a stream, -1 if it knows of none; and the line that proves it."""

    last: int
    line: Json


def listed(
    store: Readable, log: AuditLog, prover: Prover, stream: str, *, as_of: date | None, is_needed: bool
) -> Listed | None:
    """By the newest inventory, or that of a day in China.

    None where none is in the log yet; raises `NotProvable` instead if it `is_needed`, or a day is asked for.
    """
    until = (as_of or date.max).isoformat()
    claim = max((one for one in claims(store) if one.day <= until and prover.has(one.position)), default=None)
    if claim is None:
        if as_of or is_needed:
            raise NotProvable("no inventory is in the log of that time")
        return None
    number = section_of(stream)
    opened = kept(log, claim.size, number)
    if opened is None or opened.inventory.root.hex() != claim.root:
        opened = made_anew(store, log, claim.size, number)
    if opened.inventory.root.hex() != claim.root:
        raise NotProvable(f"the record does not give the inventory {claim.place}: verify it first")
    proof = opened.inventory.proof(number)
    entry = proven_entry(stream, opened.section, proof, opened.inventory.root)
    line = {
        "fact": prover.proven(_fact_at(store, claim.place)),
        "section": opened.section.decode(),
        "proof": [hash_.hex() for hash_ in proof],
    }
    return Listed(entry.revision if entry else -1, {"inventory": line})


def _fact_at(store: Readable, place: str) -> Recorded:
    stream, _, revision = place.rpartition("@")
    return store.read(stream, after=int(revision) - 1)[0]


def _sizes(folder: Path) -> Iterator[int]:
    return (int(path.name) for path in folder.iterdir() if path.name.isdigit())

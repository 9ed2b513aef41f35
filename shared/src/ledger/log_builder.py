"""Builds the audit log: every fact outside `$` streams becomes a leaf, in the store's order, once.

One builder at a time, in the auditor's follow process. It goes on where its last checkpoint ended; what is damaged or
lost is built anew from the store, and must give the very root that was signed, or nothing more is signed.
"""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from transparency.checkpoint import Checkpoint
from transparency.keys import FalseSignature, Signer, is_signed
from transparency.merkle import Frontier, Hash, leaf_hash, root_of
from transparency.note import Note
from transparency.tiles import TileMissing, TileWriter

from ledger.audit_log import (
    CHECKPOINT,
    ORIGIN,
    WITNESSED,
    AuditLog,
    SignedCheckpoint,
    quorum_of,
    witnesses,
    write_whole,
)
from ledger.clock import monotonic
from ledger.feed import BATCH, Feed
from ledger.leaf import leaf_bytes
from ledger.store import START, Recorded, Store
from ledger.window import LOOKS_EVERY_S, Window

EVERY_S = 10.0
EVERY_FACTS = 1000
"""A checkpoint is signed after so many seconds if there is news, or after so many facts."""

COLLECTS_EVERY_S = 1.0
EVERYTHING = ("",)

_log = logging.getLogger(__name__)


class LogContradicted(Exception):
    """The store does not give the root that was signed: nothing more is signed until somebody has looked."""


class LogBuilder:
    """Adds leaves, signs checkpoints, and puts the witnesses' cosignatures to them."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        signer: Signer,
        *,
        every_s: float = EVERY_S,
        every_facts: int = EVERY_FACTS,
        window: Window | None = None,
    ) -> None:
        self._store = store
        self._window = window or Window(store, EVERYTHING)
        self._log = AuditLog(folder)
        self._signer = signer
        self._every_s = every_s
        self._every_facts = every_facts
        self._writer = TileWriter(folder)
        self._signed: SignedCheckpoint | None = None
        self._signed_at = monotonic()
        self._collected_at = monotonic()
        self._collected = self._log.left_edition()
        self._collected_again = False
        self._contradiction: str | None = None

    @property
    def log(self) -> AuditLog:
        return self._log

    def resume(self) -> None:
        """Go on after the last checkpoint. Raises `LogContradicted`, also if the checkpoint is another key's."""
        self._log.publish_key(self._signer.verifier)
        self._signed = self._log.newest()
        self._refuse_foreign()
        size = self._signed.checkpoint.size if self._signed else 0
        try:
            self._check(size)
        except TileMissing as error:
            _log.warning("the log's files are built anew from the store: %s", error)
            self._rebuild(size)
        self._log.positions.cut(size)
        self._writer = TileWriter(self._log.folder, size)

    def catch_up(self) -> int:
        """Add everything there is, sign it, and return how many facts that was."""
        count = 0
        while facts := self._store.read_all(EVERYTHING, after=self._after(), limit=BATCH):
            self._add(facts)
            count += len(facts)
            if self._unsigned() >= self._every_facts:
                self.sign()
        if self._unsigned():
            self.sign()
        return count

    def run(self, stop: Event) -> None:
        """Follow the store until told to stop. A contradiction is said in `status`, and nothing is signed."""
        try:
            self.resume()
            self.catch_up()
        except LogContradicted as contradiction:
            self._contradiction = str(contradiction)
            _log.error("the audit log is contradicted: %s", contradiction)
            stop.wait()
            return
        for batch in Feed(self._window, EVERYTHING, after=self._after(), stop=stop, pause_s=LOOKS_EVERY_S):
            self._add(batch.facts)
            if self._is_due():
                self.sign()
            if monotonic() - self._collected_at >= COLLECTS_EVERY_S:
                self._collected_at = monotonic()
                self._collect_news()

    def sign(self) -> SignedCheckpoint:
        """Sign what has been added so far; its tiles are on the disk before."""
        self._writer.keep()
        size = self._writer.size
        checkpoint = Checkpoint(ORIGIN, size, root_of(self._log.tiles(size), size))
        note = Note(checkpoint.text).signed(self._signer.sign(checkpoint.text))
        write_whole(self._log.folder / CHECKPOINT, bytes(note))
        self._signed, self._signed_at = SignedCheckpoint(checkpoint, note), monotonic()
        return self._signed

    def collect(self) -> bool:
        """Put cosignatures to the newest checkpoint; whether a quorum has seen it now."""
        if self._signed is None:
            return False
        keys = witnesses(self._log.published_keys())
        note = self._signed.note
        for left in self._log.cosignatures():
            if left.text == note.text:
                note = note.signed(*(item for item in left.signatures if item.name != self._signer.name))
        seen = sum(_has_signed(note, key) for key in keys)
        if seen > sum(_has_signed(self._signed.note, key) for key in keys):
            self._signed = SignedCheckpoint(self._signed.checkpoint, note)
            write_whole(self._log.folder / CHECKPOINT, bytes(note))
            if seen >= quorum_of(len(keys)):
                write_whole(self._log.folder / WITNESSED, bytes(note))
        return bool(keys) and seen >= quorum_of(len(keys))

    def _collect_news(self) -> None:
        """Once more after something was left: the next thing may be left in the same moment of the disk's clock."""
        left = self._log.left_edition()
        if left != self._collected or not self._collected_again:
            self._collected, self._collected_again = left, left == self._collected
            self.collect()

    def status(self) -> dict[str, Any]:
        return {
            "size": self._writer.size,
            "signed": self._signed.checkpoint.size if self._signed else 0,
            "alarm": self._contradiction,
        }

    def _add(self, facts: Sequence[Recorded]) -> None:
        if not facts:
            return
        self._log.positions.add([fact.position for fact in facts])
        for fact in facts:
            self._writer.add(leaf_of(fact))

    def _after(self) -> int:
        return self._log.positions.at(self._writer.size - 1) if self._writer.size else START

    def _unsigned(self) -> int:
        return self._writer.size - (self._signed.checkpoint.size if self._signed else 0)

    def _is_due(self) -> bool:
        news = self._unsigned()
        return news >= self._every_facts or (news > 0 and monotonic() - self._signed_at >= self._every_s)

    def _refuse_foreign(self) -> None:
        if self._signed is None:
            return
        try:
            own = is_signed(self._signed.note, self._signer.verifier)
        except FalseSignature as error:
            raise LogContradicted(str(error)) from error
        if not own:
            raise LogContradicted(f"the last checkpoint is not signed by {self._signer.verifier}")

    def _check(self, size: int) -> None:
        """Raise `TileMissing` unless all tiles are there and give the signed root, and all positions are known."""
        tiles = self._log.tiles(size)
        damaged = tiles.damaged()
        if damaged is not None:
            raise TileMissing(f"{damaged} is damaged or missing")
        if self._signed and root_of(tiles, size) != self._signed.checkpoint.root:
            raise TileMissing("the last tiles do not give the signed root")
        if len(self._log.positions) < size:
            raise TileMissing("positions are missing")

    def _rebuild(self, size: int) -> None:
        """Tiles and positions of the first `size` facts in place of what is there, if they give the signed root."""
        assert self._signed is not None
        beside = AuditLog(self._log.folder / "rebuilding")
        shutil.rmtree(beside.folder, ignore_errors=True)
        writer, frontier, after = TileWriter(beside.folder), Frontier(), START
        while writer.size < size:
            facts = self._store.read_all(EVERYTHING, after=after, limit=min(BATCH, size - writer.size))
            if not facts:
                break
            for fact in facts:
                frontier.add(leaf_of(fact))
                writer.add(leaf_of(fact))
            beside.positions.add([fact.position for fact in facts])
            after = facts[-1].position
        if (writer.size, frontier.root()) != (size, self._signed.checkpoint.root):
            raise LogContradicted(f"the store's first {writer.size} facts do not give the root signed for {size}")
        writer.keep()
        self._put_in_place(beside)

    def _put_in_place(self, beside: AuditLog) -> None:
        shutil.rmtree(self._log.folder / "tile", ignore_errors=True)
        for name in ("tile", "positions"):
            (beside.folder / name).replace(self._log.folder / name)
        shutil.rmtree(beside.folder)


def leaf_of(fact: Recorded) -> Hash:
    """The fact's leaf: the bytes its digest is taken of, as recorded, never lifted."""
    return leaf_hash(leaf_bytes(fact.stream, fact.revision, fact))


def _has_signed(note: Note, key: Any) -> bool:
    """A false cosignature is as good as none: it is the witness that is damaged by it, not the log."""
    try:
        return is_signed(note, key)
    except FalseSignature:
        return False

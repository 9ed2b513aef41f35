"""The witness in each service's follow process: remembers the log's last checkpoint, and signs only what continues it.

What it remembers is in a file of its own and is never made anew from the store or the log: it is what an operator who
rewrites both would have to rewrite as well. A checkpoint that contradicts it is kept, refused and said in `status`.
"""

import json
import logging
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

from transparency.checkpoint import Checkpoint, read_checkpoint
from transparency.inclusion import Inclusions
from transparency.keys import FalseSignature, is_signed, witness_key
from transparency.merkle import Unproven, check_consistency, consistency_proof
from transparency.note import ED25519, NotANote, Note, VerifierKey, read_verifier_key
from transparency.tiles import TileMissing

from ledger.audit_log import AuditLog, Edition, SignedCheckpoint, write_whole
from ledger.clock import Clock, MachineClock
from ledger.log_builder import leaf_of
from ledger.store import START, Store

LOOKS_EVERY_S = 3.0
MOST_KEPT = 100
"""Contradicting checkpoints that are kept; the first ones say enough."""

PAGE = 500

_log = logging.getLogger(__name__)


class Contradiction(Exception):
    """The checkpoint is not signed by the log, does not continue the last one, or leaves out a fact."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The text of the last checkpoint that was cosigned, the log's key, and up to where own facts were looked for."""

    text: str = ""
    log_key: str = ""
    position: int = START


class Witness:
    """One service's. `folder` is the service's own."""

    def __init__(self, service: str, store: Store, log: AuditLog, folder: Path, *, clock: Clock | None = None) -> None:
        self._service = service
        self._store = store
        self._audit_log = log
        self._file = folder / "witness.json"
        self._kept = folder / "contradictions"
        self._signer = witness_key(folder / "witness.key", f"witness-{service}")
        self._clock = clock or MachineClock()
        self._remembered = _read(self._file)
        self._waits = ""
        self._seen: Edition = (0, 0)

    def run(self, stop: Event) -> None:
        self._audit_log.publish_key(self._signer.verifier)
        while not stop.wait(LOOKS_EVERY_S):
            self.step()

    def step(self) -> bool:
        """Look once; whether a checkpoint was cosigned. What cannot be checked yet is waited for."""
        edition = self._audit_log.edition()
        if edition == self._seen:
            return False
        try:
            newest = self._audit_log.newest()
            if newest is None or newest.note.text == self._remembered.text:
                self._seen = edition
                return False
            self._remembered = replace(self._checked(newest), text=newest.note.text)
        except (TileMissing, NotANote) as error:
            self._waits = str(error)
            return False
        except Contradiction as contradiction:
            self._keep(newest.note if newest else Note(""), str(contradiction))
            return False
        self._waits = ""
        write_whole(self._file, json.dumps(asdict(self._remembered)).encode())
        moment = int(self._clock.now().timestamp())
        note = Note(newest.note.text).signed(self._signer.cosign(newest.note.text, moment))
        self._audit_log.leave_cosignature(self._signer.name, note)
        self._seen = edition
        return True

    def status(self) -> dict[str, Any]:
        size = read_checkpoint(self._remembered.text).size if self._remembered.text else 0
        return {"witnessed": size, "waits": self._waits or None, "alarm": self._alarm()}

    def _alarm(self) -> str | None:
        """Stays until somebody has looked and removed the files."""
        kept = sorted(path.name for path in self._kept.glob("*.note"))
        return f"{len(kept)} checkpoints contradict: {kept[0]}" if kept else None

    def _checked(self, newest: SignedCheckpoint) -> Remembered:
        """What is to be remembered instead. Raises `Contradiction`, `TileMissing`, `StoreUnavailable`."""
        key = self._log_key()
        try:
            if not is_signed(newest.note, key):
                raise Contradiction(f"not signed by {key}")
        except FalseSignature as error:
            raise Contradiction(str(error)) from error
        self._check_continues(newest.checkpoint)
        return Remembered("", str(key), self._check_own_facts(newest.checkpoint))

    def _log_key(self) -> VerifierKey:
        """The one it has always been; the first time, the one that the log's folder names."""
        if self._remembered.log_key:
            return read_verifier_key(self._remembered.log_key)
        keys = [key for key in self._audit_log.published_keys() if key.kind == ED25519]
        if len(keys) != 1:
            raise TileMissing(f"{len(keys)} keys say that they are the log's")
        return keys[0]

    def _check_continues(self, new: Checkpoint) -> None:
        if not self._remembered.text:
            return
        old = read_checkpoint(self._remembered.text)
        if old.origin != new.origin or new.size < old.size:
            raise Contradiction(f"{new.origin} of {new.size} after {old.origin} of {old.size}")
        try:
            proof = consistency_proof(self._audit_log.tiles(new.size), old.size, new.size)
            check_consistency(old.size, old.root, new.size, new.root, proof)
        except Unproven as error:
            raise Contradiction(str(error)) from error

    def _check_own_facts(self, new: Checkpoint) -> int:
        """Every own fact up to the checkpoint's last one is in it. Up to which position there is none that is not."""
        last, reached = self._audit_log.positions.at(new.size - 1), self._remembered.position
        inclusions = Inclusions(self._audit_log.tiles(new.size), new.root)
        while facts := self._store.read_all((f"{self._service}_",), after=reached, limit=PAGE):
            for fact in facts:
                if fact.position > last:
                    return last
                index = self._audit_log.positions.index_of(fact.position)
                if index is None:
                    raise Contradiction(f"{fact.stream}@{fact.revision} is not in the log of {new.size}")
                try:
                    inclusions.check(leaf_of(fact), index)
                except Unproven as error:
                    raise Contradiction(f"{fact.stream}@{fact.revision}: {error}") from error
                reached = fact.position
        return last

    def _keep(self, note: Note, why: str) -> None:
        name = f"{sha256(bytes(note)).hexdigest()[:16]}.note"
        if (self._kept / name).exists() or len(list(self._kept.glob("*.note"))) >= MOST_KEPT:
            return
        _log.error("a checkpoint is refused: %s", why)
        write_whole(self._kept / name, bytes(note))
        write_whole(self._kept / f"{name}.reason", f"{why}\n".encode())


def _read(file: Path) -> Remembered:
    """Nothing only if there is no file: what is damaged is an error, never a fresh start."""
    return Remembered(**json.loads(file.read_text("utf-8"))) if file.exists() else Remembered()

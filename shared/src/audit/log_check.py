"""The log's own word: is its checkpoint signed, witnessed, and one with every checkpoint that anybody still holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ledger.audit_log import CHECKPOINT, AuditLog, SignedCheckpoint, quorum_of, witnesses
from transparency.checkpoint import Checkpoint, read_checkpoint
from transparency.keys import FalseSignature, is_signed
from transparency.merkle import root_of
from transparency.note import ED25519, NotANote, Note, VerifierKey
from transparency.tiles import TileMissing

from audit.finding import Finding


@dataclass(frozen=True, slots=True)
class LogWord:
    """`checkpoint` is what the store is held against: the newest, or one that was seen before and is longer.

    `cosigned_by` are the witnesses of the newest checkpoint, `witnessed` the size that a quorum has seen.
    """

    checkpoint: Checkpoint | None
    key: str
    cosigned_by: tuple[str, ...]
    witnessed: int
    findings: tuple[Finding, ...]


def heard(log: AuditLog, keys: Sequence[VerifierKey], *, seen: str, known_key: str, quorum: int | None) -> LogWord:
    """`keys` are those believed; `seen` is the text of a checkpoint seen before, `known_key` who had signed it."""
    findings: list[Finding] = []
    own = next((key for key in keys if key.kind == ED25519), None)
    if known_key and own is not None and str(own) != known_key:
        findings.append(Finding("log-key", str(own), f"it was {known_key}"))
    newest = _newest(log, own, findings)
    reference = _reference(log, newest, _held(log, keys, own, seen), findings)
    cosigned = tuple(key.name for key in witnesses(keys) if newest is not None and _holds(newest.note, key))
    witnessed = _witnessed(log, keys, own, quorum, findings)
    return LogWord(reference, known_key or (str(own) if own else ""), cosigned, witnessed, tuple(findings))


def _newest(log: AuditLog, own: VerifierKey | None, findings: list[Finding]) -> SignedCheckpoint | None:
    try:
        newest = log.newest()
    except NotANote as error:
        findings.append(Finding("log-false", CHECKPOINT, str(error)))
        return None
    if newest is None:
        findings.append(Finding("log-unsigned", str(log.folder.name)))
    elif own is None or not _holds(newest.note, own):
        findings.append(Finding("log-false", CHECKPOINT, f"size {newest.checkpoint.size} is not signed by the log"))
        return None
    return newest


def _held(
    log: AuditLog, keys: Sequence[VerifierKey], own: VerifierKey | None, seen: str
) -> Iterator[tuple[str, Checkpoint]]:
    """Checkpoints that somebody remembers: this audit, and each witness by a cosignature that holds."""
    if seen:
        yield "this audit", read_checkpoint(seen)
    for note in log.cosignatures():
        for key in witnesses(keys):
            if _holds(note, key) and own is not None:
                yield key.name, read_checkpoint(note.text)


def _reference(
    log: AuditLog,
    newest: SignedCheckpoint | None,
    held: Iterable[tuple[str, Checkpoint]],
    findings: list[Finding],
) -> Checkpoint | None:
    reference = newest.checkpoint if newest else None
    for who, old in held:
        if reference is None or old.size > reference.size:
            findings.append(Finding("log-rolled-back", CHECKPOINT, f"{who} holds one of size {old.size}"))
            reference = old
        elif (problem := _contradiction(log, reference, who, old)) is not None:
            findings.append(problem)
    return reference


def _contradiction(log: AuditLog, newest: Checkpoint, who: str, old: Checkpoint) -> Finding | None:
    if old.size == newest.size and old.root != newest.root:
        return Finding("log-fork", f"size {old.size}", f"{who} holds another root of the same size")
    try:
        root = root_of(log.tiles(old.size), old.size)
    except TileMissing:
        return None  # said by the pass through the tiles
    if root != old.root and root_of(log.tiles(newest.size), newest.size) == newest.root:
        return Finding("log-fork", f"size {old.size}", f"the log of {newest.size} does not continue what {who} holds")
    return None


def _witnessed(
    log: AuditLog, keys: Sequence[VerifierKey], own: VerifierKey | None, quorum: int | None, findings: list[Finding]
) -> int:
    known = witnesses(keys)
    needed = quorum_of(len(known)) if quorum is None else quorum
    if not known and not quorum:
        return 0
    try:
        signed = log.witnessed()
    except NotANote:
        signed = None
    count = sum(_holds(signed.note, key) for key in known) if signed else 0
    if signed is None or count < needed or own is None or not _holds(signed.note, own):
        findings.append(Finding("unwitnessed", "witnessed", f"{count} of {needed} that are needed"))
        return 0
    return signed.checkpoint.size


def _holds(note: Note, key: VerifierKey) -> bool:
    try:
        return is_signed(note, key)
    except FalseSignature:
        return False

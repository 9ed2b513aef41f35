"""`export`: a stream, a decision or a period as one file that a stranger checks offline (docs/bundle.md)."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from contracts.calendar import calendar_as_known, china_day
from contracts.canonical import canonical
from contracts.fields import instant_text
from contracts.message import Json
from contracts.packs import form_of
from contracts.policies import shipped_texts
from contracts.units import area_of
from ledger.audit_log import AuditLog, SignedCheckpoint
from ledger.packs import entered_form
from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store
from transparency.keys import signed_among
from transparency.note import VerifierKey, signatures_by

from audit.inventories import Listed, listed
from audit.prover import NotProvable, Prover

FORM = 1
PAGE = 500


class NothingToExport(NotProvable):
    """There is no such fact."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many facts a bundle holds, and the size of the log by which they are proven."""

    facts: int
    log_size: int


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle speaks of: a stream, or everything decided in a period; `through` ends a stream with a decision.

    A stream is whole as of the newest inventory, or of that of a day in China `as_of`; or it `is_absent`. Of a period
    `prefixes` begin the names of the streams meant; of a `unit` and its area only, if it is said.
    """

    stream: str = ""
    through: int | None = None
    as_of: date | None = None
    is_absent: bool = False
    begins: datetime | None = None
    ends: datetime | None = None
    prefixes: tuple[str, ...] = ("",)
    unit: str = ""

    def means(self, metadata: Json) -> bool:
        """Whether a fact of one of the streams is of the period and the area. A department is no area."""
        whose, period = str(metadata["unit"]), self.document()
        is_of = self.unit in ("", whose) or (self.unit == area_of(self.unit) and whose.startswith(self.unit))
        return is_of and period["from"] <= metadata["decided_at"] < period["to"]

    def document(self) -> Json:
        if self.stream:
            return {"stream": self.stream}
        assert self.begins is not None
        assert self.ends is not None
        return {"from": instant_text(self.begins), "to": instant_text(self.ends)}


def export(
    store: Store, log: AuditLog, about: About, write: Callable[[bytes], Any], documents: Path | None
) -> Exported:
    """Write the bundle line by line. Raises `NothingToExport`, `NotProvable`, `StoreUnavailable`."""
    signed = log.witnessed() or log.newest()
    if signed is None:
        raise NotProvable("the log has no checkpoint")
    lines = _Lines(write)
    lines.add(_header(about, signed, log.published_keys()))
    prover = Prover(log, signed)
    known = None
    if about.stream and about.through is None:
        known = listed(store, log, prover, about.stream, as_of=about.as_of, is_needed=about.is_absent)
    packs: dict[str, str] = {}
    days: dict[str, date] = {}
    named: dict[str, None] = {}
    count = 0
    for fact in _facts(store, about, known):
        metadata = metadata_of(fact)
        lines.add({"fact": prover.proven(fact)})
        followed = (metadata["policy"] or {"packs": ()})["packs"]
        for digest in followed:
            packs.setdefault(digest, fact.stream.partition("_")[0])
        days.setdefault(metadata["calendar"], china_day(datetime.fromisoformat(metadata["decided_at"])))
        named.update(dict.fromkeys(_digests(json.loads(fact.data))))
        count += 1
    if not count and not about.is_absent:
        raise NothingToExport("there is no such fact")
    if count and about.is_absent:
        raise NotProvable(f"{about.stream} is there")
    for line in (
        *([known.line] if known else []),
        *_packs(store, packs),
        *_calendars(days),
        *_documents(documents, named),
    ):
        lines.add(line)
    lines.end()
    return Exported(count, signed.checkpoint.size)


class _Lines:
    """Canonical JSON, one document a line, and at the end the digest of everything before."""

    def __init__(self, write: Callable[[bytes], Any]) -> None:
        self._write = write
        self._digest = hashlib.sha256()
        self._count = 0

    def add(self, document: Json) -> None:
        line = canonical(document) + b"\n"
        self._digest.update(line)
        self._count += 1
        self._write(line)

    def end(self) -> None:
        self._write(canonical({"end": {"lines": self._count, "sha256": self._digest.hexdigest()}}) + b"\n")


def _header(about: About, signed: SignedCheckpoint, keys: Sequence[VerifierKey]) -> Json:
    """Only keys that signed, and only signatures by keys that are named."""
    signers = set(signed_among(signed.note, keys))
    named = [key for key in keys if key.name in signers]
    lines = [str(signature) for key in named for signature in signatures_by(signed.note, key)]
    note = "\n".join([signed.note.text, *lines, ""])
    return {"bundle": FORM, "what": about.document(), "keys": list(map(str, named)), "checkpoint": note}


def _facts(store: Store, about: About, known: Listed | None) -> Iterator[Recorded]:
    if about.stream:
        facts = store.read(about.stream)
        until = known.last if known and about.as_of else about.through
        last = len(facts) if until is None else until
        ends = {fact.revision + metadata_of(fact)["parts"] - 1 for fact in facts if fact.revision == last}
        yield from (fact for fact in facts if fact.revision <= max(ends, default=last))
        return
    after = START
    while page := store.read_all(about.prefixes, after=after, limit=PAGE):
        yield from (fact for fact in page if about.means(metadata_of(fact)))
        after = page[-1].position


def _packs(store: Store, services: dict[str, str]) -> Iterator[Json]:
    """`services`: digest to a service that followed the pack."""
    for digest, service in services.items():
        text = _pack_texts().get(digest) or entered_form(store.read, service, digest)
        if text is None:
            raise NotProvable(f"no pack here has the digest {digest[:16]}")
        yield {"pack": text}


@cache
def _pack_texts() -> dict[str, str]:
    """The canonical form of every pack of this release, by the digest of just that."""
    forms = map(form_of, shipped_texts().values())
    return {hashlib.sha256(form.encode()).hexdigest(): form for form in forms}


def _calendars(days: dict[str, date]) -> Iterator[Json]:
    for digest, day in days.items():
        calendar = calendar_as_known(day)
        if calendar.digest != digest:
            raise NotProvable(f"no calendar here has the digest {digest[:16]}")
        notices = [notice.digest for notice in calendar.notices]
        yield {"calendar": canonical({"notices": notices, "zone": calendar.zone}).decode()}


def _documents(folder: Path | None, digests: Iterable[str]) -> Iterator[Json]:
    """The contents that facts name, where they are at hand; a fact is proven without them."""
    for digest in digests:
        path = folder / digest[:2] / digest if folder else None
        if path is not None and path.is_file():
            yield {"document": base64.b64encode(path.read_bytes()).decode()}


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("digest"), str) and "media_type" in value:
            yield value["digest"]
        for item in value.values():
            yield from _digests(item)
    elif isinstance(value, list):
        for item in value:
            yield from _digests(item)

"""Facts made by hand, as far as checks look at them: for the one below, at and above each bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from audit.checking import check
from contracts.canonical import canonical
from contracts.packs import Pack
from contracts.policies import keep_pack, pack_named
from ledger.memory import MemoryStore
from ledger.store import Draft

Json = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A fact of this name (`elections.vote-taken`), decided at a moment; the command it followed, `by` its type."""

    name: str
    data: Json
    at: str = "2025-06-20T04:00:00.000000Z"
    command: Json | None = None
    stream: str = "one"
    by: str = ""


def found_in(
    facts: Sequence[Made], packs: Sequence[str], area: str = "360730101201", *, own: Sequence[Pack] = ()
) -> set[tuple[str, str]]:
    """Check and fact of everything that is found, by the rules of these packs; `own`: such as no release carries."""
    store = MemoryStore()
    digests = [*(pack_named(name).digest for name in packs), *(keep_pack(pack).digest for pack in own)]
    note = {"area": area, "packs": digests, "digest": ""}
    for number, fact in enumerate(facts):
        metadata = {"decided_at": fact.at, "policy": note, "command": {"type": fact.by, "document": fact.command or {}}}
        stream = f"{fact.name.partition('.')[0]}_{fact.stream}"
        draft = Draft(UUID(int=number), f"{fact.name}.v1", canonical(fact.data), canonical(metadata))
        store.append(stream, [draft], expected=len(store.read(stream)) - 1)
    at = {f"{one.stream}@{one.revision}": one.type for one in store.read_all(("",), limit=10_000)}
    named = {place: kind.partition(".")[2].removesuffix(".v1") for place, kind in at.items()}
    return {(finding.check, named[finding.place]) for finding in check(store).findings}

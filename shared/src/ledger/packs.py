"""Packs that no release carries: entered in a service's record, and found there by their digests.

A pack is one fact in a stream of its own, under its digest. Nothing is in force because of it; but whoever has the
record can activate it, decide by it, and decide again.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from contracts.catalogue import Catalogue
from contracts.common import EnterPack, PackEntered
from contracts.errors import Malformed, Rejected, refuse_unless
from contracts.message import contract_of
from contracts.packs import Pack, read_form
from contracts.policies import keep_pack, known_packs, shipped_packs
from contracts.policy_lint import lint
from contracts.rules import Rules

from ledger.decider import Decider, RulesOf
from ledger.recorded import metadata_of, policy_note
from ledger.store import START, Recorded

_STREAM = "pack-"
_TYPE = f"{contract_of(PackEntered).name}.v{contract_of(PackEntered).version}"
_PAGE = 100
_ELSEWHERE = frozenset({"corrects-nothing"})
"""Whether there is what a pack corrects is seen when it is activated, beside what is active."""


class Record(Protocol):
    """Where recorded facts are read by the beginnings of their streams' names."""

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]: ...


def pack_stream(service: str, digest: str) -> str:
    return f"{service}_{_STREAM}{digest}"


def pack_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[EnterPack, PackEntered, PackEntered | None, None]:
    return Decider(
        name=f"{service}.pack",
        version=1,
        takes=(EnterPack,),
        commands=commands,
        facts=facts,
        initial=None,
        decide=_decide,
        evolve=lambda _, fact: fact,
        stream=lambda command: pack_stream(service, command.pack),
        unit=lambda command: command.area,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide(command: EnterPack, entered: PackEntered | None, rules: Rules[None], now: datetime) -> list[PackEntered]:
    if entered is not None:
        return []
    pack = _read(command.pack, "".join(command.text))
    _refuse_defective(pack)
    return [PackEntered(area=command.area, pack=pack.digest, pack_id=pack.id, text=command.text, entered_at=now)]


def _read(digest: str, form: str) -> Pack:
    refuse_unless(sha256(form.encode()).hexdigest() == digest, "invalid-policy-value", "pack: not what the digest says")
    try:
        return read_form(form)
    except Malformed as error:
        said = "; ".join(f"{key}: {' '.join(complaints)}" for key, complaints in error.problems.items())
        raise Rejected("invalid-policy-value", said) from error


def _refuse_defective(pack: Pack) -> None:
    """For any defect, with key and rule; a pack is told from others by its name."""
    shipped = shipped_packs().values()
    named = [other for other in shipped if other.id == pack.id and other.digest != pack.digest]
    refuse_unless(not named, "invalid-policy-value", f"{pack.id}  pack.id  same-name-twice: the release has another")
    found = [str(one) for one in lint([pack], shipped) if not one.shown and one.check not in _ELSEWHERE]
    refuse_unless(not found, "invalid-policy-value", "; ".join(found))


def pack_found(read: Callable[[str], Iterable[Recorded]], service: str, digest: str) -> Pack:
    """As the release carries it or the service has recorded it; LookupError if neither."""
    known = known_packs().get(digest)
    if known is not None:
        return known
    form = entered_form(read, service, digest)
    if form is None:
        raise LookupError(f"Neither the release nor {service} has a pack with digest {digest}.")
    return keep_pack(read_form(form))


def entered_form(read: Callable[[str], Iterable[Recorded]], service: str, digest: str) -> str | None:
    """A pack's canonical form as the service has recorded it; None if it has not, or the digest is of another."""
    for fact in read(pack_stream(service, digest)):
        form = "".join(json.loads(fact.data)["text"])
        if sha256(form.encode()).hexdigest() == digest:
            return form
    return None


def meet_packs(read: Callable[[str], Iterable[Recorded]], fact: Recorded) -> bool:
    """Keep every pack that a decision followed; one that is nowhere to be found stays unknown. Whether none does."""
    note = policy_note(metadata_of(fact))
    digests = note.packs if note else ()
    for digest in digests:
        if digest not in known_packs():
            with suppress(LookupError):
                pack_found(read, fact.stream.partition("_")[0], digest)
    return known_packs().keys() >= set(digests)


MOST_MET = 256
"""How many lists of packs a reader of facts remembers as known."""


class PacksMet:
    """Meets the packs of facts one after the other: most follow those that another followed before.

    In the recorded form the packs that a decision followed stand last of all that are named so.
    """

    def __init__(self, read: Callable[[str], Iterable[Recorded]]) -> None:
        self._read = read
        self._met: set[bytes] = set()

    def meet(self, fact: Recorded) -> None:
        named = fact.metadata[fact.metadata.rfind(b'"packs":[') :].partition(b"]")[0]
        if named not in self._met and meet_packs(self._read, fact):
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met.add(named)


def learn_pack(fact: Recorded) -> None:
    """Keep a pack that a fact enters; other facts say nothing about packs. What is not what it says is left alone."""
    if not fact.type.endswith(_TYPE):
        return
    try:
        keep_pack(read_form("".join(json.loads(fact.data)["text"])))
    except Malformed:
        return  # an altered record: whoever checks it says so, and the pack stays unknown


def learn_packs(record: Record, services: Iterable[str]) -> None:
    """Keep every pack that these services have recorded."""
    prefixes, after = tuple(f"{service}_{_STREAM}" for service in services), START
    while prefixes and (facts := record.read_all(prefixes, after=after, limit=_PAGE)):
        for fact in facts:
            learn_pack(fact)
        after = facts[-1].position

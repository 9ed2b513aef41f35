"""What other services recorded becomes a command to open a duty here: the same command whenever it is made.

Period, stream and command id are derived from the fact, so that a fact that is told again opens nothing again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from contracts.bilingual import Bilingual
from contracts.catalogue import commands_of
from contracts.disclosure.duty.messages import Occasion, OpenOccasion, Rhythm
from contracts.disclosure.duty.rules import ORDERS
from contracts.errors import Rejected
from contracts.message import Json
from ledger.parts import Handlers
from ledger.reactions import derived_command_id
from ledger.recorded import digest_of_fact
from ledger.store import Recorded

from disclosure.postings import Line, Telling
from disclosure.streams import duty_stream

Lines = Mapping[str, tuple[Line, ...]]
"""By recorded type; several may act on one."""

IsOwed = Callable[[Occasion, Telling], bool]

_CATALOGUE = Rhythm.IMMEDIATE.upper()
_MOST_NAME_BYTES = 200
_OPEN_OCCASION = commands_of("disclosure").type_named(OpenOccasion)


def lines_of(postings: Iterable[Line]) -> Lines:
    lines: dict[str, list[Line]] = {}
    for posting in postings:
        lines.setdefault(posting.recorded_type, []).append(posting)
    return {recorded_type: tuple(of_type) for recorded_type, of_type in lines.items()}


def open_told(
    handlers: Handlers, postings: tuple[Line, ...], recorded: Recorded, is_owed: IsOwed | None = None
) -> None:
    """Open a duty, or an item of one, for whatever the fact tells."""
    for posting in postings:
        fact = posting.facts.read(recorded.type, json.loads(recorded.data))
        for occasion, telling in posting.told(fact, recorded, handlers.read):
            if is_owed is None or is_owed(occasion, telling):
                _open(handlers, occasion, telling, recorded)


def period_of(occasion: Occasion, case: str) -> str:
    """The matter's period: the same for the same case, whenever and however often it is asked."""
    return f"m-{occasion.replace('_', '-')}-{hashlib.sha256(case.encode()).hexdigest()[:12]}-1"


def _open(handlers: Handlers, occasion: Occasion, telling: Telling, recorded: Recorded) -> None:
    document = _document(occasion, telling, recorded)
    stream = duty_stream(telling.unit, _CATALOGUE, document["period"])
    command_id = derived_command_id(recorded.id, f"open-{occasion}", stream)
    try:
        handlers.handle_own(_OPEN_OCCASION, document, command_id=command_id, cause=recorded)
    except Rejected as refusal:
        if refusal.code != "policy-not-active":  # where no pack is active nothing is owed
            raise


def _document(occasion: Occasion, telling: Telling, recorded: Recorded) -> Json:
    name = _name(occasion, telling.subject)
    return {
        "unit": telling.unit,
        "kind": telling.kind.value,
        "catalogue": _CATALOGUE,
        "period": period_of(telling.under or occasion, telling.case or str(recorded.id)),
        "occasion": occasion.value,
        "name": {"zh": name.zh, "en": name.en},
        "happened_on": telling.happened_on.isoformat(),
        "event_on": None if telling.event_on is None else telling.event_on.isoformat(),
        "cause": _cause(recorded),
    }


def _cause(recorded: Recorded) -> Mapping[str, Any]:
    return {"stream": recorded.stream, "type": recorded.type, "digest": digest_of_fact(recorded)}


def _name(occasion: Occasion, subject: Bilingual | None) -> Bilingual:
    general = ORDERS[occasion].name
    if subject is None:
        return general
    return Bilingual(zh=_cut(f"{general.zh}：{subject.zh}"), en=_cut(f"{general.en}: {subject.en}"))


def _cut(text: str) -> str:
    """A name's length at most, no character cut in two."""
    return text.encode()[:_MOST_NAME_BYTES].decode(errors="ignore")

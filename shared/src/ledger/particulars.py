"""What a service answers about sealed particulars: opening them for those who may, and erasing them.

Both are judged by the record itself: whose it is stands in its facts, or with its key, never in the question.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.catalogue import Catalogue
from contracts.errors import Rejected, Unavailable, refuse_unless
from contracts.message import Json, dump
from contracts.particulars import (
    MOST_VALUES,
    EraseSubject,
    OpenedValue,
    OpenSealed,
    OrderErasure,
    RecordOpening,
    SealedOpened,
    SealedValues,
)
from contracts.rules import Rules
from contracts.sealed import envelopes_in
from contracts.units import common_area

from ledger.decider import Decider, RulesOf
from ledger.erasure import Eraser, erasure_stream
from ledger.handler import Request
from ledger.keys import KeyDestroyed, NoSuchKey
from ledger.parts import Handlers
from ledger.recorded import metadata_of
from ledger.sealing import KeyedSealer
from ledger.store import Recorded


@dataclass(frozen=True, slots=True)
class Act:
    """What is asked, once it is known whose record it touches; `perform` does it for a caller who may."""

    stream: str
    unit: str
    perform: Callable[[Request], Json]


def opening_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[RecordOpening, SealedOpened, None, None]:
    """Openings of one record are one stream beside it."""
    return Decider(
        name=f"{service}.opening",
        version=1,
        takes=(RecordOpening,),
        commands=commands,
        facts=facts,
        initial=None,
        decide=_decide,
        evolve=lambda opened, _: opened,
        stream=lambda command: f"{service}_opening-{command.stream.removeprefix(f'{service}_')}",
        unit=lambda command: command.unit,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide(command: RecordOpening, opened: None, rules: Rules[None], now: datetime) -> list[SealedOpened]:
    return [
        SealedOpened(
            stream=command.stream,
            revisions=command.revisions,
            key_ids=command.key_ids,
            kinds=command.kinds,
            ground=command.ground,
            opened_at=now,
        )
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """A sealed value and where it was recorded."""

    revision: int
    path: str
    envelope: Json


class Particulars:
    """Prepares what is asked: `act` finds the record and whose it is, and changes nothing."""

    def __init__(self, handlers: Handlers, sealer: KeyedSealer | None, read: Callable[[str], list[Recorded]]) -> None:
        self._handlers = handlers
        self._sealer = sealer
        self._read = read

    def act(self, question: OpenSealed | EraseSubject) -> Act:
        """Raise `Rejected` if there is nothing to open or to erase."""
        if self._sealer is None:
            raise Unavailable("No master key is set: nothing is sealed here.")
        match question:
            case OpenSealed():
                return self._opening(question, self._sealer)
            case EraseSubject():
                return self._erasure(question, self._sealer)
            case _:
                assert_never(question)

    def _opening(self, question: OpenSealed, sealer: KeyedSealer) -> Act:
        own = question.stream.startswith(f"{self._handlers.parts.name}_")
        facts = {fact.revision: fact for fact in self._read(question.stream)} if own else {}
        named = [facts[revision] for revision in sorted(set(question.revisions)) if revision in facts]
        refuse_unless(len(named) == len(set(question.revisions)), "unknown-fact", question.stream)
        places = [
            _Place(fact.revision, path, envelope)
            for fact in named
            for path, envelope in envelopes_in(json.loads(fact.data))
        ]
        refuse_unless(bool(places), "nothing-sealed", question.stream)
        refuse_unless(len(places) <= MOST_VALUES, "too-much-to-open", f"{len(places)} values, {MOST_VALUES} at once.")
        unit = common_area([metadata_of(fact)["unit"] for fact in named])
        return Act(question.stream, unit, lambda request: self._open(question, unit, places, sealer, request))

    def _open(
        self, question: OpenSealed, unit: str, places: Sequence[_Place], sealer: KeyedSealer, request: Request
    ) -> Json:
        """Opened, recorded, answered: nobody is shown what is not on record as shown."""
        values = tuple(_opened(place, sealer) for place in places)
        refuse_unless(any(value.text is not None for value in values), "sealed-data-erased", question.stream)
        command = RecordOpening(
            actor=request.actor,
            unit=unit,
            stream=question.stream,
            revisions=tuple(sorted(set(question.revisions))),
            key_ids=tuple(sorted({value.key_id for value in values})),
            kinds=tuple(sorted({value.kind for value in values})),
            ground=question.ground,
        )
        self._handlers.handle(command, request)
        return dump(SealedValues(values=values))

    def _erasure(self, question: EraseSubject, sealer: KeyedSealer) -> Act:
        holding = sealer.keys.holding(question.subject)
        if holding is None:
            raise Rejected("unknown-subject", "Nothing is sealed for this person or case.")
        unit = common_area(holding.units)
        eraser = Eraser(self._handlers, sealer.keys, self._handlers.clock)

        def perform(request: Request) -> Json:
            order = OrderErasure(
                actor=request.actor,
                unit=unit,
                subject=question.subject,
                key_id=holding.key_id,
                used_on=holding.used_on,
                ground=question.ground,
            )
            return eraser.erase(order, request).document(self._handlers.parts.name)

        return Act(erasure_stream(self._handlers.parts.name, question.subject), unit, perform)


def _opened(place: _Place, sealer: KeyedSealer) -> OpenedValue:
    value = OpenedValue(
        revision=place.revision,
        path=place.path,
        kind=place.envelope["kind"],
        key_id=place.envelope["key_id"],
        text=None,
    )
    try:
        return replace(value, text=sealer.open(place.envelope))
    except KeyDestroyed:
        return value
    except NoSuchKey as error:
        raise Unavailable(
            f"Key {error} is not in this service's key file; a backup of its keys may have it."
        ) from error

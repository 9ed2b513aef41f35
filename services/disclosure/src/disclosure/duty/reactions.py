"""What other services recorded becomes a command to open a duty here: the same command whenever it is made.

Period, stream and command id are derived from the fact, so that a fact that is told again opens nothing again.

What happened before its pack was activated is owed as well. A county activates a text when it begins to keep its record
by it, not when the text came into force: whatever the other services recorded on the days on which the text was in
force and known is made public by it, whether it was recorded before the activation or after.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contracts.bilingual import Bilingual
from contracts.common import PolicyActivated
from contracts.disclosure.duty.messages import Occasion, OpenOccasion, Rhythm
from contracts.disclosure.duty.rules import ORDERS, occasion_policy
from contracts.disclosure.words import Cause
from contracts.units import levels_above
from ledger.activation import policy_of
from ledger.reaction import Because, Reaction, Seen, message_of
from ledger.recorded import PolicyNote

from disclosure.duty.postings.assessment import POSTINGS as OF_ASSESSMENT
from disclosure.duty.postings.ballots import POSTINGS as OF_BALLOTS
from disclosure.duty.postings.congress import POSTINGS as OF_CONGRESS
from disclosure.duty.postings.elections import POSTINGS as OF_DECISIONS
from disclosure.duty.postings.mining import POSTINGS as OF_MINING
from disclosure.duty.postings.offices import POSTINGS as OF_OFFICES
from disclosure.duty.postings.posting import Posting, Telling, decided_on
from disclosure.duty.postings.profiles import POSTINGS as OF_PROFILES
from disclosure.duty.rule import duty_stream

_MOST_NAME_BYTES = 200


def opening(posting: Posting) -> Reaction:
    """Open a duty, or an item of one, for whatever the fact tells."""

    def open_told(fact: Any, seen: Seen) -> Iterator[OpenOccasion]:
        return (_open(occasion, telling, seen) for occasion, telling in posting.told(fact, seen))

    return Reaction(open_told, facts=posting.facts, forgives=_NOT_OWED, ids={OpenOccasion: _id})


_NOT_OWED = frozenset({"policy-not-active"})
"""Where no pack is active nothing is owed."""


def _id(command: OpenOccasion) -> tuple[str, str]:
    return f"open-{command.occasion}", duty_stream(command.unit, command.catalogue, command.period)


def _open(occasion: Occasion, telling: Telling, seen: Seen) -> OpenOccasion:
    return OpenOccasion(
        actor=seen.actor,
        unit=telling.unit,
        kind=telling.kind,
        catalogue=Rhythm.IMMEDIATE.upper(),
        period=period_of(telling.under or occasion, telling.case or str(seen.recorded.id)),
        occasion=occasion,
        name=_name(occasion, telling.subject),
        happened_on=telling.happened_on,
        event_on=telling.event_on,
        cause=Cause(stream=seen.recorded.stream, type=seen.recorded.type, digest=seen.digest),
    )


def period_of(occasion: Occasion, case: str) -> str:
    """The matter's period: the same for the same case, whenever and however often it is asked."""
    return f"m-{occasion.replace('_', '-')}-{hashlib.sha256(case.encode()).hexdigest()[:12]}-1"


def _name(occasion: Occasion, subject: Bilingual | None) -> Bilingual:
    general = ORDERS[occasion].name
    if subject is None:
        return general
    return Bilingual(zh=_cut(f"{general.zh}：{subject.zh}"), en=_cut(f"{general.en}: {subject.en}"))


def _cut(text: str) -> str:
    """A name's length at most, no character cut in two."""
    return text.encode()[:_MOST_NAME_BYTES].decode(errors="ignore")


POSTINGS = (*OF_DECISIONS, *OF_CONGRESS, *OF_BALLOTS, *OF_OFFICES, *OF_PROFILES, *OF_MINING, *OF_ASSESSMENT)

POSTED = tuple(map(opening, POSTINGS))


def rederive(activated: PolicyActivated, seen: Seen) -> Iterator[Because]:
    """Every command has the id that it would have had at once, so that nothing is opened twice."""
    alone = policy_of(PolicyNote(activated.area, "", (activated.pack,)), seen.read, "disclosure")
    ordered = frozenset(occasion_policy(alone))
    if not ordered:
        return
    [pack] = alone.packs
    for before, posting in _told_before(seen):
        day = decided_on(before.recorded)
        if not (pack.is_in_force(day) and pack.known_from <= day):
            continue
        for occasion, telling in posting.told(message_of(before.recorded), before):
            if occasion in ordered and activated.area in levels_above(telling.unit):
                yield Because(before.recorded, _open(occasion, telling, before))


def _told_before(seen: Seen) -> Iterator[tuple[Seen, Posting]]:
    """Whatever was recorded that a line is about, in the order of the log."""
    lines: dict[str, list[Posting]] = {}
    for posting, reaction in zip(POSTINGS, POSTED, strict=True):
        for recorded_type in reaction.recorded_types("disclosure"):
            lines.setdefault(recorded_type, []).append(posting)
    producers = sorted({f"{recorded_type.partition('.')[0]}_" for recorded_type in lines})
    for fact in seen.read_all(producers):
        for posting in lines.get(fact.type, ()):
            yield replace(seen, recorded=fact), posting


REDERIVE = Reaction(rederive, forgives=_NOT_OWED, ids={OpenOccasion: _id})

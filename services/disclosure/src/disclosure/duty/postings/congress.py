"""What a congress records that is to be made public (event flows 6, 8, 10, 11, 49, 53).

Law: Organic Law of Local Congresses (组织法), art. 14; Electoral Law (选举法), arts. 46, 47, 54-56; Deputies Law
(代表法), arts. 51, 63; district opinion on congresses (document 2 §三(一)4, 5, §三(三)2). Deputies are references: no
line names a person.
"""

from collections.abc import Iterable
from datetime import date

from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import Occasion
from contracts.elections.session.messages import CongressSessionClosed, SessionDateDecided, SessionMoved, SessionOpened
from contracts.elections.term.messages import DeputyElectionInvalidated, DeputyListConfirmed, DeputyTerminated
from contracts.elections.words import Matter
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, decided_on, kind_of, known_before

_MOST_SESSIONS = 60


def _session_closed(fact: CongressSessionClosed, seen: Seen) -> Iterable[Telling]:
    """What was elected and sworn in the session is part of its announcement.

    A report on the handling of the deputies' suggestions that the session dealt with is public as well (代表法51).
    """
    yield Telling(
        occasion=Occasion.SESSION_ANNOUNCEMENT,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=fact.closed_on,
        subject=_session(fact.term, fact.session),
        case=seen.recorded.stream,
    )
    if Matter.SUGGESTION_HANDLING in fact.dealt_with:
        yield Telling(
            occasion=Occasion.SUGGESTION_REPORT,
            unit=fact.unit,
            kind=kind_of(fact.unit),
            happened_on=fact.closed_on,
            subject=_session(fact.term, fact.session),
        )


def _date_decided(fact: SessionDateDecided | SessionMoved, seen: Seen) -> Iterable[Telling]:
    yield Telling(
        occasion=Occasion.SESSION_DATE,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=decided_on(seen.recorded),
        subject=_session(fact.term, fact.session),
    )


def _list_confirmed(fact: DeputyListConfirmed, seen: Seen) -> Iterable[Telling]:
    """Before the session for which a day is set; until there is one, no day is due."""
    yield Telling(
        occasion=Occasion.DEPUTY_LIST,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=decided_on(seen.recorded),
        subject=_term(fact.term),
        event_on=_coming_session(fact, seen),
    )


def _mandate_ended(fact: DeputyTerminated | DeputyElectionInvalidated, seen: Seen) -> Iterable[Telling]:
    yield Telling(
        occasion=Occasion.CREDENTIALS_ENDED,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=fact.ended_on if isinstance(fact, DeputyTerminated) else decided_on(seen.recorded),
        subject=_term(fact.term),
    )


def _coming_session(fact: DeputyListConfirmed, seen: Seen) -> date | None:
    """When the next session of the term begins, by what was decided before."""
    for number in range(1, _MOST_SESSIONS + 1):
        facts = known_before(seen, f"elections_session-{fact.unit}-{fact.term}-{number}")
        dates = [each.dates for each in facts if isinstance(each, SessionDateDecided | SessionMoved)]
        if not facts:
            return None
        if dates and not any(isinstance(each, SessionOpened) for each in facts):
            return dates[-1].begins_on
    return None


def _term(term: int) -> Bilingual:
    return Bilingual(zh=f"第{term}届", en=f"term {term}")


def _session(term: int, session: int) -> Bilingual:
    return Bilingual(zh=f"第{term}届第{session}次会议", en=f"term {term}, session {session}")


POSTINGS = (
    Posting(_session_closed),
    Posting(_date_decided),
    Posting(_list_confirmed),
    Posting(_mandate_ended),
)

"""What an election records that is to be made public, with its statutory dates (event flows 8, 52).

Law: Electoral Law (选举法), arts. 28, 32, 46; Organic Law of the Villagers' Committees (村组法), arts. 14, 15;
district opinion on congresses (document 2 §三(一)4, 5). Candidates are references: no line names a person.
"""

from collections.abc import Iterable, Mapping

from contracts.disclosure.duty.messages import Occasion
from contracts.elections.election.messages import (
    ElectionPlanned,
    FinalListPublished,
    NomineesPublished,
    OathNoted,
    ProxiesPublished,
    ResultDeclared,
    RollPublished,
)
from contracts.elections.words import ElectionKind
from contracts.units import UnitKind
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, decided_on, kind_of, known_before

_VOTERS_UNIT: Mapping[ElectionKind, UnitKind] = {
    ElectionKind.CONGRESS: UnitKind.TOWNSHIP,
    ElectionKind.DEPUTIES: UnitKind.TOWNSHIP,
    ElectionKind.VILLAGERS: UnitKind.VILLAGE,
    ElectionKind.RESIDENTS: UnitKind.COMMUNITY,
}
_ROLL: Mapping[ElectionKind, Occasion] = {
    ElectionKind.DEPUTIES: Occasion.VOTER_ROLL,
    ElectionKind.VILLAGERS: Occasion.VILLAGE_ROLL,
    ElectionKind.RESIDENTS: Occasion.RESIDENTS_ROLL,
}
_NOMINEES: Mapping[ElectionKind, Occasion] = {ElectionKind.DEPUTIES: Occasion.NOMINEES}
_FINAL_LIST: Mapping[ElectionKind, Occasion] = {
    ElectionKind.DEPUTIES: Occasion.FINAL_CANDIDATES,
    ElectionKind.VILLAGERS: Occasion.VILLAGE_CANDIDATES,
}
_PROXIES: Mapping[ElectionKind, Occasion] = {ElectionKind.VILLAGERS: Occasion.VILLAGE_PROXIES}
"""Only a village owes the public a list of proxies (村组法 第十五条)."""


def _roll(fact: RollPublished, seen: Seen) -> Iterable[Telling]:
    yield from _list(fact, seen, _ROLL)


def _nominees(fact: NomineesPublished, seen: Seen) -> Iterable[Telling]:
    yield from _list(fact, seen, _NOMINEES)


def _final_list(fact: FinalListPublished, seen: Seen) -> Iterable[Telling]:
    yield from _list(fact, seen, _FINAL_LIST)


def _proxies(fact: ProxiesPublished, seen: Seen) -> Iterable[Telling]:
    if _planned(seen).kind in _PROXIES:
        yield from _list(fact, seen, _PROXIES)


def _list(
    fact: RollPublished | NomineesPublished | FinalListPublished | ProxiesPublished,
    seen: Seen,
    occasions: Mapping[ElectionKind, Occasion],
) -> Iterable[Telling]:
    """Due so many days before election day; what a congress puts before itself is none of the voters' lists."""
    planned = _planned(seen)
    if planned.kind is ElectionKind.CONGRESS:
        return
    yield Telling(
        occasion=occasions.get(planned.kind, Occasion.ELECTION_LIST),
        unit=fact.unit,
        kind=_VOTERS_UNIT[planned.kind],
        happened_on=fact.published_on,
        event_on=planned.held_on,
    )


def _result(fact: ResultDeclared, seen: Seen) -> Iterable[Telling]:
    """What a congress elected is announced with its session, what the voters elected by itself."""
    in_session = fact.kind is ElectionKind.CONGRESS
    yield Telling(
        occasion=Occasion.ELECTION_RESULT if in_session else Occasion.DECLARED_RESULT,
        unit=fact.unit,
        kind=_VOTERS_UNIT[fact.kind],
        happened_on=fact.declared_on,
        case=fact.session if in_session else None,
        under=Occasion.SESSION_ANNOUNCEMENT if in_session and fact.session is not None else None,
    )


def _oath(fact: OathNoted, seen: Seen) -> Iterable[Telling]:
    session = _planned(seen).session
    yield Telling(
        occasion=Occasion.OATH,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=decided_on(seen.recorded),
        case=session,
        under=None if session is None else Occasion.SESSION_ANNOUNCEMENT,
    )


def _planned(seen: Seen) -> ElectionPlanned:
    """How the election was planned; every election begins with it."""
    known = known_before(seen, seen.recorded.stream)
    (planned,) = [fact for fact in known if isinstance(fact, ElectionPlanned)]
    return planned


POSTINGS = (
    Posting(_roll),
    Posting(_nominees),
    Posting(_final_list),
    Posting(_proxies),
    Posting(_result),
    Posting(_oath),
)

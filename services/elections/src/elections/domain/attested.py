"""What is attested of persons in an election, and what it makes of it: relatives, women and their seats, proxies."""

from dataclasses import replace
from typing import assert_never

from contracts.elections.election.messages import (
    KinshipRecorded,
    ProxiesPublished,
    ProxyFact,
    ProxyRegistered,
    ProxyWithdrawn,
    WomenRecorded,
    WomensSeatFact,
    WomensSeatsReserved,
    WomensSeatUnfilled,
)

from elections.domain.election_state import Election

AttestedFact = KinshipRecorded | WomensSeatFact | ProxyFact


def evolve_attested(election: Election, fact: AttestedFact) -> Election:
    if isinstance(fact, KinshipRecorded):
        return replace(election, kin=election.kin | {frozenset((pair.one, pair.other)) for pair in fact.kin})
    return _womens_seats(election, fact) if isinstance(fact, WomensSeatFact) else _proxies(election, fact)


def _proxies(election: Election, fact: ProxyFact) -> Election:
    match fact:
        case ProxyRegistered(proxy=proxy):
            given = {**election.proxies, proxy.giver: proxy.holder}
            return replace(election, proxies=given, are_proxies_public=False)
        case ProxyWithdrawn(proxy=proxy):
            left = {giver: holder for giver, holder in election.proxies.items() if giver != proxy.giver}
            return replace(election, proxies=left)
        case ProxiesPublished():
            return replace(election, are_proxies_public=True)
        case _:
            assert_never(fact)


def _womens_seats(election: Election, fact: WomensSeatFact) -> Election:
    match fact:
        case WomensSeatsReserved():
            return replace(election, womens_seats={each.post: each.seats for each in fact.seats})
        case WomenRecorded():
            return replace(election, women=election.women | set(fact.women))
        case WomensSeatUnfilled():
            return election
        case _:
            assert_never(fact)

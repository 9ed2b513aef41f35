"""Elections with the results of their rounds: how many voted and how it came out, for which posts.

Law: Electoral Law, arts. 44 to 46 (选举法); Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法): the
result is announced at once.
"""

import json
from collections.abc import Mapping
from typing import Any

from contracts.elections.election.messages import (
    ContestResult,
    ElectionClosed,
    ElectionPlanned,
    PollVoided,
    RerunOrdered,
    ResultDeclared,
    RollClosed,
    RollPublished,
    TurnoutMissed,
    VotingOpened,
)
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, insert, update

from portal.projections.election_tables import ELECTION, POLL
from portal.projections.shown import ALL

DECLARED, VOID, TOO_FEW = "declared", "void", "too-few"


def _planned(connection: Connection, fact: ElectionPlanned, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "kind": fact.kind.value,
        "basis": fact.basis.value,
        "contests": json.dumps([dump(contest) for contest in fact.contests]),
        "held_on": fact.held_on.isoformat(),
        "fact": str(recorded.id),
    }
    connection.execute(insert(ELECTION).values(row))


def _roll(connection: Connection, fact: RollPublished | RollClosed, recorded: Recorded) -> None:
    _set(connection, recorded, voters=fact.voters)


def _opened(connection: Connection, fact: VotingOpened, recorded: Recorded) -> None:
    _set(connection, recorded, held_on=fact.voted_on.isoformat())


def _rerun(connection: Connection, fact: RerunOrdered, recorded: Recorded) -> None:
    _set(connection, recorded, held_on=fact.held_on.isoformat())


def _closed(connection: Connection, fact: ElectionClosed, recorded: Recorded) -> None:
    _set(connection, recorded, announced_on=fact.announced_on.isoformat())


def _set(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(ELECTION).where(ELECTION.c.stream == recorded.stream).values(news))


def _declared(connection: Connection, fact: ResultDeclared, recorded: Recorded) -> None:
    _poll(connection, fact, recorded, DECLARED, [_contest(each) for each in fact.results], fact.clauses)


def _voided(connection: Connection, fact: PollVoided, recorded: Recorded) -> None:
    _poll(connection, fact, recorded, VOID, [], (fact.clause,))


def _missed(connection: Connection, fact: TurnoutMissed, recorded: Recorded) -> None:
    _poll(connection, fact, recorded, TOO_FEW, [], (fact.clause,))


def _contest(result: ContestResult) -> dict[str, Any]:
    """Votes in order, the most first; whose they are is left out."""
    votes = {standing.person: standing.votes for standing in result.standings}
    elected = [votes[person] for person in result.elected]
    others = [number for person, number in votes.items() if person not in result.elected]
    return {
        "post": result.post.value,
        "seats": result.seats,
        "base": result.base,
        "needed": result.needed,
        "elected": sorted(elected, reverse=True),
        "others": sorted(others, reverse=True),
        "tied": len(result.tied),
        "open_seats": result.open_seats,
    }


def _poll(
    connection: Connection,
    fact: ResultDeclared | PollVoided | TurnoutMissed,
    recorded: Recorded,
    poll: str,
    contests: list[dict[str, Any]],
    clauses: tuple[str, ...],
) -> None:
    row = {
        "stream": recorded.stream,
        "round": fact.round,
        "poll": poll,
        "totals": json.dumps(dump(fact.totals)),
        "contests": json.dumps(contests),
        "clauses": json.dumps(clauses, ensure_ascii=False),
        "declared_on": fact.declared_on.isoformat(),
        "fact": str(recorded.id),
    }
    connection.execute(insert(POLL).values(row))


_APPLIES: Mapping[type, Apply] = {
    ElectionPlanned: _planned,
    RollPublished: _roll,
    RollClosed: _roll,
    VotingOpened: _opened,
    RerunOrdered: _rerun,
    ResultDeclared: _declared,
    PollVoided: _voided,
    TurnoutMissed: _missed,
    ElectionClosed: _closed,
}

ELECTIONS = Projection(name="elections", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))

"""What was decided together: village resolutions with their two disclosures, and a team's decisions by ballot.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1、§四2三要, 四议两公开).
"""

from collections.abc import Mapping
from typing import Any

from contracts.elections.decision.messages import TeamDecisionAdopted, TeamDecisionPublished, TeamDecisionRejected
from contracts.elections.resolution.messages import (
    ImplementationStarted,
    ResolutionDisclosed,
    ResolutionStopped,
    ResultDisclosed,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.words import Meeting
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, delete, insert, update

from portal.projections.decision_tables import DECISION
from portal.projections.shown import ALL


def _resolved(connection: Connection, fact: VillageResolutionAdopted, recorded: Recorded) -> None:
    """Not public until it is disclosed, which is owed at once."""
    of_village = {"matter": fact.matter.value, "body": fact.meeting.body.value, "is_adopted": True, "is_public": False}
    _insert(
        connection, fact, recorded, decided_on=fact.meeting.held_on.isoformat(), **of_village, **_vote(fact.meeting)
    )


def _team(connection: Connection, fact: TeamDecisionAdopted | TeamDecisionRejected, recorded: Recorded) -> None:
    """Not public until the result is published."""
    is_adopted = isinstance(fact, TeamDecisionAdopted)
    of_team = {"matter": fact.kind.value, "body": fact.body.value, "is_adopted": is_adopted, "is_public": False}
    _insert(connection, fact, recorded, decided_on=fact.decided_on.isoformat(), **of_team, **_vote(fact.meeting))


def _insert(
    connection: Connection,
    fact: VillageResolutionAdopted | TeamDecisionAdopted | TeamDecisionRejected,
    recorded: Recorded,
    **rest: Any,
) -> None:
    """A matter that is decided anew stands with its newest decision."""
    place = {"stream": recorded.stream, "unit": fact.unit, "zh": fact.title.zh, "en": fact.title.en}
    connection.execute(delete(DECISION).where(DECISION.c.stream == recorded.stream))
    connection.execute(insert(DECISION).values(**place, **rest, fact=str(recorded.id)))


def _vote(meeting: Meeting | None) -> dict[str, int | None]:
    names = ("entitled", "attended", "agreed", "against", "abstained")
    return {name: None if meeting is None else getattr(meeting, name) for name in names}


def _team_published(connection: Connection, fact: TeamDecisionPublished, recorded: Recorded) -> None:
    when = {"disclosed_at": instant_text(fact.published_at), "disclosed_by": fact.cause.stream}
    _set(connection, recorded, is_public=True, **when, fact=str(recorded.id))


def _disclosed(connection: Connection, fact: ResolutionDisclosed, recorded: Recorded) -> None:
    when = {"disclosed_at": instant_text(fact.published_at), "disclosed_by": fact.cause.stream}
    _set(connection, recorded, is_public=True, **when)


def _begun(connection: Connection, fact: ImplementationStarted, recorded: Recorded) -> None:
    _set(connection, recorded, begun_on=fact.begun_on.isoformat())


def _implemented(connection: Connection, fact: VillageMatterImplemented, recorded: Recorded) -> None:
    _set(connection, recorded, finished_on=fact.finished_on.isoformat())


def _result_disclosed(connection: Connection, fact: ResultDisclosed, recorded: Recorded) -> None:
    when = {"result_disclosed_at": instant_text(fact.published_at), "result_disclosed_by": fact.cause.stream}
    _set(connection, recorded, is_public=True, **when)


def _stopped(connection: Connection, fact: ResolutionStopped, recorded: Recorded) -> None:
    _set(connection, recorded, stopped_on=fact.stopped_on.isoformat(), stop_ground=fact.ground.value)


def _set(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(DECISION).where(DECISION.c.stream == recorded.stream).values(news))


_APPLIES: Mapping[type, Apply] = {
    VillageResolutionAdopted: _resolved,
    TeamDecisionAdopted: _team,
    TeamDecisionRejected: _team,
    TeamDecisionPublished: _team_published,
    ResolutionDisclosed: _disclosed,
    ImplementationStarted: _begun,
    VillageMatterImplemented: _implemented,
    ResultDisclosed: _result_disclosed,
    ResolutionStopped: _stopped,
}

DECISIONS = Projection(name="decisions", version=2, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))

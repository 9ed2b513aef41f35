"""The way to a session: request, approval, preparation, the presidium's decision, notices.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 14 and 19; district opinion (document 2 §三(一)3).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.sessions import (
    Agenda,
    Dates,
    ExtraGround,
    Persons,
    PresidiumMeeting,
    SessionKind,
    SessionNumber,
    TermNumber,
    VotedItems,
    VotedPapers,
    Votes,
)
from contracts.message import Json, command, fact, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Text, UnitCode


@command
class RequestSession:
    """Ask the Party committee for instructions before a session (向乡镇党委请示); a returned request is sent anew.

    Refused: `request-incomplete`, `presidium-decision-required`, `reason-required`, `invalid-duration`,
    `session-too-short`, `session-too-short-for-election`, `invalid-transition`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    extra: ExtraGround | None = None
    guiding_ideas: Text | None
    tentative: Dates | None
    agenda: Agenda
    prep_body: Text | None
    other: Text | None = None


@command
class ApproveSession:
    """The Party committee approves the request (批准); preparation may start."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    approved_on: Day


@command
class ReturnRequest:
    """The Party committee sends the request back with its reason."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reason: Text


@shape
class PrepTask:
    """A task of the preparatory body and who sees to it."""

    task: Name
    members: Persons


@command
class BeginPreparation:
    """The preparatory working body (大会筹备工作机构) with its members and tasks. Refused: `approval-required`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    tasks: Annotated[tuple[PrepTask, ...], Length(min=1, max=20)]


@command(version=2)
class DecideSession:
    """A presidium meeting decides the date and votes on agenda and drafts, item by item.

    `suggestions`: how many of the deputies' suggestions no session was told the end of, added by the door (not in
    version 1); their handling is then on the agenda. Refused: `forbidden-role` (convened by another than the chair),
    `not-presidium-member`, `presidium-decision-required`, `not-enough-signers` (fewer than one fifth proposed it),
    `agenda-not-passed`, `suggestions-left-out`, `invalid-tally`, `invalid-duration`, `session-too-short`,
    `session-too-short-for-election`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    dates: Dates
    date_votes: Votes
    agenda: VotedItems
    papers: VotedPapers
    suggestions: Count = 0


@command
class MoveSession:
    """The presidium brings the session forward or postpones it (提前、推迟); earlier notices are superseded."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    dates: Dates
    date_votes: Votes
    reason: Text


@command
class CancelSession:
    """The presidium calls the session off, with its reason."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    votes: Votes
    reason: Text


# Facts


@fact
class SessionRequested:
    """The request for a session lies before the Party committee."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    extra: ExtraGround | None
    guiding_ideas: Text | None
    tentative: Dates | None
    agenda: Agenda
    prep_body: Text | None
    other: Text | None
    requested_by: Actor
    requested_at: Instant


@fact
class SessionApproved:
    """The Party committee approved the request on `approved_on`."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    approved_on: Day
    approved_by: Actor
    recorded_at: Instant


@fact
class RequestReturned:
    """The Party committee returned the request."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reason: Text
    returned_by: Actor
    returned_at: Instant


@fact
class PreparationBegun:
    """The preparatory working body is set up."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    tasks: tuple[PrepTask, ...]
    begun_at: Instant


@fact
class SessionDateDecided:
    """The presidium decided when the congress meets, and what is put before it (组织法 第十四条: 予以公布).

    `agenda` and `papers` are what it passed; what found no majority stands in `not_passed`, by title.
    """

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    meeting: PresidiumMeeting
    dates: Dates
    agenda: VotedItems
    papers: VotedPapers
    not_passed: tuple[Name, ...]
    decided_at: Instant


@fact
class SessionMoved:
    """The presidium brought the session forward or postponed it; notices sent for `before` no longer count."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    before: Dates
    dates: Dates
    reason: Text
    moved_at: Instant


@fact
class SessionCancelled:
    """The presidium called the session off."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting | None
    reason: Text
    cancelled_at: Instant


ConveningCommand = (
    RequestSession | ApproveSession | ReturnRequest | BeginPreparation | DecideSession | MoveSession | CancelSession
)
ConveningFact = (
    SessionRequested
    | SessionApproved
    | RequestReturned
    | PreparationBegun
    | SessionDateDecided
    | SessionMoved
    | SessionCancelled
)


def _without_suggestions(document: Json) -> Json:
    return {**document, "suggestions": 0}


CONVENING_UPCASTS = {"elections.decide-session.v1": _without_suggestions}

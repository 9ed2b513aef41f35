"""What must hold before a session goes on: its place in the order, its length, its presidium, its deputies.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 14, 19 and 21; district opinion (document 2
§三(一)2-3, §三(三)1).
"""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from contracts.calendar import china_day
from contracts.elections.session_policy import Length, SessionPolicy
from contracts.elections.sessions import (
    ConvenedAs,
    Dates,
    PresidiumMeeting,
    SeatKind,
    Standing,
    StandsIn,
    Votes,
)
from contracts.errors import refuse_unless

from elections.domain.session_state import MAY_ACT, Session, Stage

NEXT_STEP = {
    Stage.NEW: "request-session",
    Stage.REQUESTED: "approve-session",
    Stage.RETURNED: "request-session",
    Stage.APPROVED: "begin-preparation",
    Stage.PREPARING: "decide-session",
    Stage.DECIDED: "issue-notice",
    Stage.NOTIFIED: "open-session",
    Stage.OPEN: "close-session",
    Stage.CLOSED: "after closing: announce, report, archive",
    Stage.COMPLETED: "nothing",
    Stage.CANCELLED: "nothing",
}
"""What the session waits for (会议前期组织程序): the step that a jump leaves out."""


def refuse_stage(session: Session, *allowed: Stage) -> None:
    missing = NEXT_STEP[session.stage]
    refuse_unless(session.stage in allowed, "elections.invalid-transition", f"It waits for: {missing}.")


def refuse_not_open(session: Session) -> None:
    refuse_unless(session.stage is Stage.OPEN, "elections.session-not-open", f"It is {session.stage}.")


def refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "elections.date-in-future", str(day))


def refuse_day(day: date, earliest: date, now: datetime) -> None:
    """Not in the future, and not before what it follows."""
    refuse_future(day, now)
    refuse_unless(day >= earliest, "elections.day-too-early", f"{day} is before {earliest}.")


def refuse_length(dates: Dates, rules: Length, *, is_first: bool, has_election: bool) -> None:
    """A length in whole steps that fits between its days and reaches the minimum of its kind."""
    calendar_days = (dates.ends_on - dates.begins_on).days + 1
    is_whole = rules.step is None or (dates.days / rules.step).denominator == 1
    fits = dates.days > 0 and is_whole and dates.days <= calendar_days
    refuse_unless(fits, "elections.invalid-duration", f"{dates.days} days from {dates.begins_on} to {dates.ends_on}")
    least = (rules.first_of_term if is_first else rules.other) or Fraction()
    refuse_unless(dates.days >= least, "elections.session-too-short", f"{dates.days} days of {least}")
    longer = (rules.with_election if has_election and not is_first else None) or Fraction()
    refuse_unless(dates.days >= longer, "elections.session-too-short-for-election", f"{dates.days} days of {longer}")


def refuse_meeting(meeting: PresidiumMeeting, session: Session, policy: SessionPolicy, now: datetime) -> None:
    """The presidium met: convened by who may convene it, its members only."""
    refuse_unless(session.roll_version >= 0, "elections.roll-not-entered", "The congress is not known yet.")
    refuse_future(meeting.held_on, now)
    strangers = [person for person in (meeting.convened_by, *meeting.present) if person not in session.presidium]
    refuse_unless(not strangers, "elections.not-presidium-member", ", ".join(strangers))
    refuse_twice(meeting.present)
    refuse_unless(_may_convene(meeting, session, policy), "forbidden-role", "The chairperson convenes the presidium.")


def _may_convene(meeting: PresidiumMeeting, session: Session, policy: SessionPolicy) -> bool:
    """Only the chairperson, or while that office is vacant or its holder unable, who stands in (E-006, AMB-52)."""
    seat = session.presidium[meeting.convened_by]
    if meeting.convened_as is ConvenedAs.CHAIR:
        return seat is SeatKind.CHAIR
    if not policy.stands_in or meeting.stands_in is None:
        return False
    is_filled = SeatKind.CHAIR in session.presidium.values()
    if meeting.stands_in is StandsIn.CHAIR_VACANT and is_filled:
        return False
    return meeting.convened_as is ConvenedAs.CHOSEN_MEMBER or seat is SeatKind.VICE_CHAIR


def passes(votes: Votes, meeting: PresidiumMeeting, session: Session, policy: SessionPolicy) -> bool:
    """Whether the presidium's votes carry; where no pack gives the share, more for than against."""
    fits = votes.cast <= len(meeting.present)
    refuse_unless(fits, "elections.invalid-tally", f"{votes.cast} votes of {len(meeting.present)} present")
    if policy.presidium_majority is None:
        return votes.agree > votes.against
    return policy.presidium_majority.is_met(votes.agree, len(session.presidium))


def refuse_strangers(deputies: Iterable[str], session: Session) -> None:
    """Everyone named is a deputy who may act; a suspended one is told so (E-033, E-064, E-321)."""
    named = list(deputies)
    refuse_twice(named)
    for deputy in named:
        standing = session.roll.get(deputy)
        refuse_unless(standing is not Standing.SUSPENDED, "elections.deputy-suspended", deputy)
        refuse_unless(standing in MAY_ACT, "elections.not-a-deputy", deputy)


def refuse_unpublished(session: Session) -> None:
    """New deputies stand on a published list before the session (E-063)."""
    unpublished = [deputy for deputy, standing in session.roll.items() if standing is Standing.CONFIRMED]
    refuse_unless(not unpublished, "elections.deputy-list-not-published", ", ".join(unpublished))


def refuse_quorum(attending: Iterable[str], session: Session, policy: SessionPolicy) -> None:
    """At least two thirds of all deputies, not of those who were summoned (组织法 第十四条)."""
    present = len(set(attending))
    met = policy.of_all.quorum.is_met(present, session.all_deputies)
    refuse_unless(met, "elections.quorum-not-met", f"{present} of {session.all_deputies}")


def refuse_twice(names: Iterable[str]) -> None:
    named = list(names)
    twice = sorted({name for name in named if named.count(name) > 1})
    refuse_unless(not twice, "elections.named-twice", ", ".join(twice))

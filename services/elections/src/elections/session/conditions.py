"""What must hold before a session goes on: its place in the order, its length, its presidium, its deputies.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 14, 19 and 21; district opinion (document 2
§三(一)2-3, §三(三)1).
"""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from contracts.elections.session.messages import Dates
from contracts.elections.session.rules import Length, SessionPolicy
from contracts.elections.words import PresidiumMeeting, Standing, Votes
from contracts.errors import refuse_unless

from elections.plausible import refuse_future, refuse_twice
from elections.presidium import meeting as presidium_meeting
from elections.session.state import MAY_ACT, Session, Stage

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
    refuse_unless(session.roll_version >= 0, "elections.roll-not-entered", "The congress is not known yet.")
    presidium_meeting.refuse_meeting(meeting, session.presidium, stands_in=policy.stands_in, now=now)


def passes(votes: Votes, meeting: PresidiumMeeting, session: Session, policy: SessionPolicy) -> bool:
    return presidium_meeting.passes(votes, meeting, session.presidium, policy.presidium_majority)


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

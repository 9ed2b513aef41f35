"""Whether a meeting was one that could decide, and whether it agreed.

Law: Organic Law of the Villagers' Committees, arts. 21, 22, 24, 26 (村民委员会组织法): notice, quorum, majority.
"""

from datetime import date, datetime

from contracts.bilingual import Bilingual
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.resolution.messages import Households
from contracts.elections.resolution.rules import ADULTS, HOUSEHOLDS, ResolutionRules
from contracts.elections.words import Body, Meeting
from contracts.errors import refuse_unless
from contracts.thresholds import Threshold


def refuse_impossible(meeting: Meeting, today: date) -> None:
    """A meeting lies in the past, no more attended than were entitled, and no more voted than attended."""
    refuse_unless(meeting.held_on <= today, "elections.date-in-future", str(meeting.held_on))
    attended = f"{meeting.attended} of {meeting.entitled}"
    refuse_unless(meeting.attended <= meeting.entitled, "elections.attendance-exceeds-entitled", attended)
    votes = meeting.agreed + meeting.against + meeting.abstained
    refuse_unless(votes <= meeting.attended, "elections.votes-exceed-attendance", f"{votes} of {meeting.attended}")
    refuse_unless(meeting.agreed + meeting.against > 0, "elections.no-votes", str(meeting.held_on))


def refuse_without_quorum(
    meeting: Meeting, rules: ResolutionRules, notice_on: date | None, households: Households | None
) -> None:
    """Of villagers or of their representatives: whether it was called in time, and enough came."""
    if meeting.body is Body.REPRESENTATIVES:
        _refuse_too_few(meeting, rules.representatives_quorum)
        return
    _refuse_short_notice(meeting, rules.notice_days, notice_on)
    present = {ADULTS: (meeting.attended, meeting.entitled)}
    if households is not None:
        refuse_unless(
            households.attended <= households.entitled,
            "elections.attendance-exceeds-entitled",
            f"{households.attended} of {households.entitled} households",
        )
        present[HOUSEHOLDS] = (households.attended, households.entitled)
    is_met = any(rules.assembly_quorum[base].is_met(*counts) for base, counts in present.items())
    refuse_unless(is_met, "elections.quorum-not-met", f"{meeting.attended} of {meeting.entitled}")


def _refuse_too_few(meeting: Meeting, quorum: Threshold) -> None:
    is_met = quorum.is_met(meeting.attended, meeting.entitled)
    refuse_unless(is_met, "elections.quorum-not-met", f"{meeting.attended} of {meeting.entitled}")


def _refuse_short_notice(meeting: Meeting, notice_days: int | None, notice_on: date | None) -> None:
    if notice_days is None:
        return
    refuse_unless(notice_on is not None, "elections.notice-too-short", "no day of notice")
    assert notice_on is not None
    days = (meeting.held_on - notice_on).days
    refuse_unless(days >= notice_days, "elections.notice-too-short", f"{days} days before {meeting.held_on}")


def ballot_decided(
    unit: str, case: str, title: Bilingual, meeting: Meeting, *, is_adopted: bool, now: datetime
) -> tuple[BallotDecided, ...]:
    """What is owed to the public of a vote by ballot; nothing of a vote by hands."""
    if not meeting.by_ballot:
        return ()
    result = BallotDecided(
        unit=unit,
        case=case,
        title=title,
        body=meeting.body,
        agreed=meeting.agreed,
        against=meeting.against,
        abstained=meeting.abstained,
        is_adopted=is_adopted,
        held_on=meeting.held_on,
        decided_at=now,
    )
    return (result,)

"""Duty-report appraisals of elected officials (述职评议): what was reported, how it was rated, and told to the Party.

Law: district opinion on township people's congresses (document 2 §三(二)1): such appraisals are explored, and what they
bring is promptly reported to the Party committee.
"""

from contracts.elections.election_words import Post
from contracts.elections.sessions import Number, Word
from contracts.message import command, fact, shape
from contracts.vocabulary import Actor, Day, Instant, Ref, Text, UnitCode

# Commands


@command
class AppraiseOfficial:
    """An official reported on the duties of the office, and was appraised.

    Refused: `not-elected-official` (no elected office of a state organ is held), `invalid-date`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    appraised_on: Day
    report: Text
    opinions: Text
    rating: Word


@command
class ReportDutyAppraisal:
    """What an appraisal brought was reported to the Party committee, which closes it.

    Refused: `no-such-appraisal`, `already-done`, `day-too-early`, `invalid-date`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    number: Number
    reported_on: Day


# Facts


@fact
class OfficialAppraised:
    """An elected official was appraised on a report of the duties (述职评议); `number` counts those of the office."""

    unit: UnitCode
    post: Post
    person: Ref
    number: Number
    appraised_on: Day
    report: Text
    opinions: Text
    rating: Word
    recorded_by: Actor
    recorded_at: Instant


@fact
class DutyAppraisalReported:
    """What a duty-report appraisal brought was reported to the Party committee."""

    unit: UnitCode
    post: Post
    person: Ref
    number: Number
    reported_on: Day
    recorded_by: Actor
    recorded_at: Instant


@shape
class DutyAppraisalLine:
    """One appraisal of an official; `reported_on` is None until the Party committee was told."""

    number: Number
    appraised_on: Day
    rating: Word
    reported_on: Day | None


DutyAppraisalCommand = AppraiseOfficial | ReportDutyAppraisal
DutyAppraisalFact = OfficialAppraised | DutyAppraisalReported

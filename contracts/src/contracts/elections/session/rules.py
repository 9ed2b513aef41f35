"""The rules of one session of a congress as a decider receives them: among them shares of all deputies.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12, 14, 22,
24, 25; district opinion on township people's congresses (document 2 §三(一), §三(三)1).
"""

from dataclasses import dataclass
from fractions import Fraction

from contracts.policies import ResolvedPolicy
from contracts.policy_values import exact, given, needed_threshold, number, threshold, words
from contracts.thresholds import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionsPolicy:
    """`quorum` of all deputies attends, `majority` of all deputies decides and elects (AMB-51)."""

    quorum: Threshold
    majority: Threshold


def elections_policy(resolved: ResolvedPolicy) -> ElectionsPolicy:
    """`Rejected` where no active pack says when a congress is able to act."""
    return ElectionsPolicy(
        quorum=needed_threshold(resolved, "congress.quorum.min"),
        majority=needed_threshold(resolved, "congress.majority"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Least days of a session; each is a multiple of `step`. None where no pack sets a minimum."""

    first_of_term: Fraction | None
    other: Fraction | None
    with_election: Fraction | None
    step: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """What it takes to speak and to vote: records of deliberation, signers of motions and of formal questions."""

    deliberations: int
    minutes: int | None
    motion_signers: int
    question_signers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPolicy:
    """`q1` and `q3`: what the sessions of these quarters are expected to deal with; `seal` has `{township}` in it.

    `stands_in`: whether another than the chair may convene the presidium while the chair is vacant or unable.
    """

    of_all: ElectionsPolicy
    request_fields: tuple[str, ...]
    extra_reasons: tuple[str, ...]
    extra_share: Fraction | None
    length: Length
    floor: FloorRules
    papers: tuple[str, ...]
    quarters: tuple[int, ...]
    q1: tuple[str, ...]
    q3: tuple[str, ...]
    presidium_majority: Threshold | None
    stands_in: bool
    seal: str | None


def session_policy(resolved: ResolvedPolicy) -> SessionPolicy:
    return SessionPolicy(
        of_all=elections_policy(resolved),
        request_fields=words(resolved, "congress.request.required_fields"),
        extra_reasons=words(resolved, "congress.extra_session.reasons"),
        extra_share=exact(resolved, "congress.extra_session.deputies_share"),
        length=Length(
            first_of_term=exact(resolved, "congress.session.first_of_term.min_days"),
            other=exact(resolved, "congress.session.other.min_days"),
            with_election=exact(resolved, "congress.session.with_election.min_days"),
            step=exact(resolved, "congress.session.day_step"),
        ),
        floor=FloorRules(
            deliberations=number(resolved, "congress.deliberation.min_records_per_item") or 0,
            minutes=number(resolved, "congress.deliberation.min_minutes"),
            motion_signers=number(resolved, "congress.motion.min_deputies") or 1,
            question_signers=number(resolved, "congress.question.min_deputies") or 1,
        ),
        papers=words(resolved, "congress.papers.required"),
        quarters=tuple(int(quarter) for quarter in words(resolved, "congress.regular_quarters")),
        q1=words(resolved, "congress.q1.required_items"),
        q3=words(resolved, "congress.q3.required_items"),
        presidium_majority=threshold(resolved, "presidium.majority"),
        stands_in=given(resolved, "presidium.delegated_convening") == "only_if_chair_vacant_or_unable",
        seal=given(resolved, "seal.pattern"),
    )

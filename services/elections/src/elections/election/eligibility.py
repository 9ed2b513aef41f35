"""Whether a person can be elected to a post: age, rights, mandate, other posts; residence only as a finding (AMB-54).

Law: Organic Law of Local Congresses and Governments, art. 18 (地方组织法); Electoral Law, art. 4 (选举法); Organic
Law of the Urban Residents' Committees, art. 8 (城市居民委员会组织法); draft opinion on residents' committees
(document 5 §二(三)1(4)), disapplied where the statute overrules it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from contracts.calendar import china_day
from contracts.deadlines import DeadlineRule, TimeUnit, corresponding_day
from contracts.elections.election.messages import (
    CandidateEligible,
    CandidateRejected,
    CheckCandidate,
    ElectionFact,
    Eligibility,
    ResidenceRequirement,
)
from contracts.elections.election.rules import ElectionPolicy, Residence
from contracts.elections.words import DEPUTIES_ONLY, ElectionKind, Post
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.vocabulary import Actor, Instant

from elections.election.state import Candidate, Election, Standing
from elections.office.incompatible import refuse_incompatible


def check(
    command: CheckCandidate, election: Election, rules: Rules[ElectionPolicy], now: datetime
) -> Sequence[ElectionFact]:
    """A rule that the person does not meet is no refusal of the command but the outcome of the check."""
    candidate = election.candidates.get((command.post, command.person))
    if candidate is None or candidate.standing is not Standing.NOMINATED:
        raise Rejected("elections.no-such-candidate", command.person)
    since = command.eligibility.resident_since
    refuse_unless(since is None or since <= china_day(now), "elections.invalid-date", f"Moves in on {since}.")
    residence = _missed_residence(candidate, command.eligibility, election, rules)
    try:
        _refuse_unfit(command.post, command.eligibility, rules.policy)
        is_bar = residence is not None and residence.is_enforced
        refuse_unless(not is_bar, "elections.residence-requirement", str(since))
    except Rejected as unmet:
        return [CandidateRejected(**_checked(command, now), code=unmet.code)]
    return [CandidateEligible(**_checked(command, now)), *_findings(command, residence)]


class _Checked(TypedDict):
    unit: str
    election: str
    post: Post
    person: str
    eligibility: Eligibility
    checked_by: Actor
    recorded_at: Instant


def _checked(command: CheckCandidate, now: datetime) -> _Checked:
    return {
        "unit": command.unit,
        "election": command.election,
        "post": command.post,
        "person": command.person,
        "eligibility": command.eligibility,
        "checked_by": command.actor,
        "recorded_at": now,
    }


def _refuse_unfit(post: Post, eligibility: Eligibility, policy: ElectionPolicy) -> None:
    refuse_unless(eligibility.age_on_election_day >= policy.least_age, "elections.under-age")
    refuse_unless(eligibility.has_political_rights, "elections.deprived-of-rights")
    refuse_unless(eligibility.is_deputy or post not in DEPUTIES_ONLY, "elections.not-a-deputy")
    refuse_incompatible(post, eligibility.posts, policy.incompatible)


def _missed_residence(
    candidate: Candidate, eligibility: Eligibility, election: Election, rules: Rules[ElectionPolicy]
) -> Residence | None:
    """What a text asks for and the person lacks on the day of candidacy; unknown residence is none."""
    residence = rules.policy.residence
    if residence is None or election.kind is not ElectionKind.RESIDENTS:
        return None
    if eligibility.resident_since is None:
        return residence
    rule = DeadlineRule(amount=residence.months, unit=TimeUnit.MONTHS, source=residence.source)
    is_long = corresponding_day(rule, eligibility.resident_since) <= candidate.named.nominated_on
    return None if is_long else residence


def _findings(command: CheckCandidate, residence: Residence | None) -> list[ResidenceRequirement]:
    if residence is None:
        return []
    return [
        ResidenceRequirement(
            unit=command.unit,
            election=command.election,
            post=command.post,
            person=command.person,
            least_months=residence.months,
            resident_since=command.eligibility.resident_since,
        )
    ]

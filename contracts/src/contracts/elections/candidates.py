"""Candidates (候选人): named, checked, withdrawn, put in an order, and published as the final list.

Law: Organic Law of Local Congresses and Governments, arts. 18, 26, 27 (地方组织法); Electoral Law,
arts. 30-32 (选举法); Organic Law of the Villagers' Committees, art. 15; draft opinion on residents' committees
(document 5 §二(三)1).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.election_words import NominatorKind, PersonName, Persons, Post
from contracts.elections.papers import Standing
from contracts.message import command, fact, shape
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@shape
class Eligibility:
    """What the check of a candidate found, as attested: nothing else of the person is needed by a rule.

    `posts` are the posts held on the day, as `state_administrative_organ.township`; `resident_since` is None where it
    is unknown.
    """

    age_on_election_day: Count
    has_political_rights: bool
    is_deputy: bool
    posts: Annotated[tuple[Name, ...], Length(max=20)] = ()
    resident_since: Day | None = None


@shape
class ListedCandidate:
    """One name on the final list (正式候选人名单)."""

    post: Post
    person: Ref


Listed = Annotated[tuple[ListedCandidate, ...], Length(min=1, max=60)]

# Commands


@command(version=2)
class OpenNomination:
    """Nominations are taken from the first day to the last, both included.

    Refused: `election-measures-not-adopted`, `election-measures-incomplete`, `roll-not-final`, `committee-missing`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    from_on: Day
    until_on: Day


@command(version=2)
class NominateCandidate:
    """Name a person for a post; `nominators` are those who sign, by reference.

    Refused: `nomination-invalid`, `not-enough-signers`, `too-many-nominated`, `incompatible-office`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    name: PersonName
    by: NominatorKind
    nominators: Persons
    nominated_on: Day
    posts: Annotated[tuple[Name, ...], Length(max=20)] = ()


@command(version=2)
class CheckCandidate:
    """Record what the check of a candidate found: eligible, or rejected with the rule's code."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    eligibility: Eligibility


@command(version=2)
class WithdrawCandidate:
    """The candidate declines, in writing. Refused: `withdrawal-too-late`, `no-such-candidate`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    declined_on: Day


@command(version=2)
class PublishNominees:
    """Publish everyone who was named, so many days before the election. Refused: `published-too-late`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    published_on: Day


@command(version=2)
class RecordPreliminary:
    """Record the preliminary ballot (预选) for a post with too many candidates; the order of votes decides.

    Refused: `preliminary-not-needed`, `preliminary-tied`, `invalid-tally`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    post: Post
    standings: Annotated[tuple[Standing, ...], Length(min=2, max=60)]
    ballots: Count
    held_on: Day


@command(version=2)
class PublishFinalList:
    """Confirm who stands for what, and publish it.

    Refused: `candidate-count-unlawful`, `preliminary-required`, `candidate-not-eligible`, `published-too-late`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    candidates: Listed
    published_on: Day


# Facts


@fact
class NominationOpened:
    """Nominations are taken (提名) until the end of `until_on`."""

    unit: UnitCode
    election: Ref
    from_on: Day
    until_on: Day
    opened_by: Actor
    recorded_at: Instant


@fact
class CandidateNominated:
    """A person was named for a post (提名候选人)."""

    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    name: PersonName
    by: NominatorKind
    nominators: Persons
    nominated_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CandidateEligible:
    """The check found nothing against the candidate (资格审查)."""

    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    eligibility: Eligibility
    checked_by: Actor
    recorded_at: Instant


@fact
class CandidateRejected:
    """The check found that the person cannot be elected to this post; `code` is the rule."""

    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    eligibility: Eligibility
    code: Name
    checked_by: Actor
    recorded_at: Instant


@fact
class ResidenceRequirement:
    """A finding: shorter or unknown residence than a local text wants. The statute lets the person stand (AMB-54)."""

    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    least_months: Count
    resident_since: Day | None


@fact
class CandidateWithdrawn:
    """A candidate declined in writing."""

    unit: UnitCode
    election: Ref
    post: Post
    person: Ref
    declined_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class NomineesPublished:
    """Everyone who was named was published (初步候选人名单), on `clause`."""

    unit: UnitCode
    election: Ref
    nominees: Listed
    published_on: Day
    clause: Text
    published_by: Actor
    recorded_at: Instant


@fact
class PreliminaryHeld:
    """The preliminary ballot put the candidates for a post in an order; the first `kept` of them go on."""

    unit: UnitCode
    election: Ref
    post: Post
    standings: Annotated[tuple[Standing, ...], Length(min=2, max=60)]
    ballots: Count
    kept: Persons
    held_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class FinalListPublished:
    """The final list of candidates was confirmed and published, on `clause`."""

    unit: UnitCode
    election: Ref
    candidates: Listed
    published_on: Day
    clause: Text
    published_by: Actor
    recorded_at: Instant


CandidateCommand = (
    OpenNomination
    | NominateCandidate
    | CheckCandidate
    | WithdrawCandidate
    | PublishNominees
    | RecordPreliminary
    | PublishFinalList
)
CandidateFact = (
    NominationOpened
    | CandidateNominated
    | CandidateEligible
    | CandidateRejected
    | ResidenceRequirement
    | CandidateWithdrawn
    | NomineesPublished
    | PreliminaryHeld
    | FinalListPublished
)

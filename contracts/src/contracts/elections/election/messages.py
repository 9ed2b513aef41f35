"""One election: what is elected, by whom, by which measures, what stands on paper, and what follows from it.

It begins with its plan, and the measures by which it is held. Among voters an election committee (选举委员会) runs it
and keeps the roll (选民名单). Candidates (候选人) are named, checked, withdrawn, put in an order, and published as the
final list. The station enters closed boxes as totals: nothing here knows who voted for whom, and who took part is
another record (`contracts.elections.turnout`). From the boxes follow the result, a new election for open seats, the
end.

Before the vote the following is settled, where the law asks for it. Where a community elects by representatives of its
groups (居民小组代表): how many there are of each. Where a province lets only one of near relatives into a committee:
who of those that stand is a near relative of whom. Seats of a village committee that are for women: of which posts, who
is a woman, and what stayed without one; how a woman comes to her seat the provinces settle: a post that the assembly or
the representatives fix, or a line of its own on the ballot (妇女委员), as their packs say. Who votes for whom
(委托投票): given in writing, registered and published before election day, and never how. A proxy names two persons and
no choice: a ballot given by proxy is a ballot.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 18, 25-30; Electoral Law (选举法), arts. 9, 10,
27-45; Organic Law of the Villagers' Committees (村民委员会组织法), art. 6 (a committee has women among its
members), arts. 11-16; Organic Law of the Urban Residents' Committees (城市居民委员会组织法), art. 8; provincial
measures for the election of villagers' committees (村民委员会选举办法), as their packs say; district opinion on
township people's congresses (document 2 §三(一)4); draft opinion on residents' committees (document 5 §二(三)1,
§二(三)1(2)-(3)).
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length, Range

from contracts.elections.words import (
    Basis,
    ElectionKind,
    HeldSession,
    PersonName,
    Persons,
    Post,
    Ratings,
    Round,
    Vote,
)
from contracts.message import Json, answer, command, contract_of, fact, question, shape
from contracts.thresholds import Threshold
from contracts.vocabulary import (
    ActingRole,
    Actor,
    Count,
    Day,
    Digest,
    Instant,
    Name,
    Ref,
    Share,
    StreamName,
    Text,
    UnitCode,
)


class VotersMode(StrEnum):
    """Who votes in a community (居组法8): everyone with the vote, one of each household, or some of each group."""

    ALL_VOTERS = "all_voters"
    HOUSEHOLD_REPS = "household_reps"
    GROUP_REPS = "group_reps"


Seats = Annotated[int, Range(min=1, max=20)]


@shape
class Contest:
    """One post and how many are to be elected to it (应选名额)."""

    post: Post
    seats: Seats


Contests = Annotated[tuple[Contest, ...], Length(min=1, max=8)]


@shape
class Approval:
    """The Party committee approved the arrangement (党委批准), by this paper."""

    reference: Ref
    approved_on: Day


Vacancies = Annotated[tuple[StreamName, ...], Length(max=20)]
"""The streams of the offices that are vacant."""


@command(version=2)
class PlanElection:
    """Begin an election; `election` is its name within the unit.

    `session` is the congress session it is held in, `arrangement` the standing committee's paper for a general
    election, `term_ends_on` the day on which the terms end. Refused: `party-approval-missing`, `wrong-unit`,
    `not-elected-here`, `too-many-seats`, `vacancy-required`, `arrangement-required`, `session-required`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: Contests
    mode: VotersMode | None = None
    held_on: Day
    term_ends_on: Day
    session: StreamName | None = None
    approval: Approval | None = None
    arrangement: Ref | None = None
    vacancies: Vacancies = ()


class BallotForm(StrEnum):
    """How is voted: secretly, on paper (无记名投票), or otherwise, which no statute here allows."""

    UNSIGNED = "unsigned"
    SHOWN = "shown"


class TieRule(StrEnum):
    """What follows on equal votes for the last seat. Only the new ballot is lawful; a draw can be written down."""

    NEW_BALLOT = "new-ballot"
    DRAW = "draw"


@shape
class Figure:
    """How many more candidates than seats there are for a post (差额数)."""

    post: Post
    extra: Count


@shape
class Measures:
    """The election measures (选举办法). What is empty may be drafted, and cannot be submitted.

    `quorum`: of whom how many must take part; `rerun_floor`: what the most votes must reach when seats are filled in a
    new election, where that is not the majority again; `rerun_days`: within how many days.
    """

    version: Ref
    quorum: Threshold | None
    majority: Threshold | None
    ballot_form: BallotForm | None
    candidate_count: Annotated[tuple[Figure, ...], Length(max=8)]
    tie_rule: TieRule | None
    rerun_floor: Threshold | None = None
    rerun_days: Count | None = None


@command(version=2)
class SubmitMeasures:
    """The presidium, or the election committee, submits the drafted measures.

    Refused: `election-measures-incomplete`, `election-measures-unlawful`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    measures: Measures
    submitted_on: Day


@command(version=3)
class RecordMeasuresVote:
    """The plenary, or the residents, voted on the measures. Not adopted is an outcome, no refusal.

    `held`, in a congress: the session as it is on record, added by the door: version 2 knew none. Refused:
    `session-not-open`, `roll-differs`, `other-version`, `invalid-tally`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    voted_on: Day
    held: HeldSession | None = None


@shape
class Standing:
    """A person's votes over all boxes."""

    person: Ref
    votes: Count


Chosen = Annotated[tuple[Standing, ...], Length(min=3, max=40)]
"""Everyone who got votes when the committee was chosen, in order of votes: members first, then substitutes."""


@command(version=2)
class FormElectionCommittee:
    """Record who was chosen to run the election, in order of votes; the first `size` are members.

    Refused: `invalid-order`, `committee-size`, `committee-formed-already`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    chosen: Chosen
    size: Count
    chair: Ref
    chosen_by: Name
    chosen_on: Day


@command(version=2)
class LeaveElectionCommittee:
    """A member resigns from the committee. Refused: `not-a-member`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    left_on: Day


@command(version=2)
class FillCommitteeSeat:
    """The next one of the original choice enters. Refused: `not-next-in-order`, `no-open-seat`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    filled_on: Day


@command(version=2)
class ChooseSubstitutes:
    """The voters choose again, because nobody is left of the original choice. Refused: `substitutes-left`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    chosen: Annotated[tuple[Standing, ...], Length(min=1, max=40)]
    chosen_by: Name
    chosen_on: Day


@command(version=2)
class NameCommitteeChair:
    """A member becomes chair. Refused: `not-a-member`, `candidate-on-election-committee`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    named_on: Day


@command(version=2)
class PublishRoll:
    """Publish the roll of voters, as many days before the election as the law asks. Refused: `published-too-late`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    voters: Count
    published_on: Day


@command(version=2)
class CloseRoll:
    """Objections are decided and their time is over: the roll is final. Refused: `roll-still-open`, `roll-missing`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    voters: Count
    objections: Count
    closed_on: Day


@command(version=2)
class SetOutGroups:
    """The residents wish to elect by representatives of their groups: so many groups, so many representatives.

    Refused: `not-by-groups`, `representatives-per-group`, `roll-published-already`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    groups: Count
    representatives: Count
    wished_by: Name
    wished_on: Day


@shape
class Kin:
    """Two near relatives (近亲属): spouses, parents and children, siblings."""

    one: Ref
    other: Ref


KinPairs = Annotated[tuple[Kin, ...], Length(min=1, max=200)]


@command(version=2)
class RecordKinship:
    """The election committee attests who is a near relative of whom; what is attested later is added.

    Refused: `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    kin: KinPairs
    attested_on: Day


@command
class ReserveWomensSeats:
    """The assembly, or the representatives, fixed of which posts how many seats are for women (妇女职位).

    What is fixed later replaces it, until somebody may be named. Refused: `not-for-women-here`, `not-elected-here`,
    `too-many-seats`, `post-twice`, `invalid-transition`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    seats: Contests
    body: Name
    decided_on: Day


Women = Annotated[tuple[Ref, ...], Length(min=1, max=200)]


@command
class RecordWomen:
    """The election committee attests who of those that stand, or are written in, are women; later ones are added.

    Refused: `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    women: Women
    attested_on: Day


@shape
class Proxy:
    """Who gives the vote (委托人), and who holds it (受委托人)."""

    giver: Ref
    holder: Ref


@shape
class ProxyCheck:
    """What the election committee found when it examined a proxy (审核): no rule needs more of the two."""

    giver_is_away: bool
    is_in_writing: bool
    both_have_the_vote: bool


@command
class RegisterProxy:
    """Enter a proxy that was handed in. What it must be follows from the kind of election and its packs.

    Refused: `no-proxies-here`, `proxy-invalid`, `proxy-too-late`, `proxy-given-already`, `too-many-proxies`,
    `proxy-to-candidate`, `proxy-not-to-relative`, `proxy-passed-on`, `roll-not-final`, `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    proxy: Proxy
    check: ProxyCheck
    handed_in_on: Day


@command
class WithdrawProxy:
    """The giver takes the vote back and votes alone.

    Refused: `no-such-proxy`, `voting-open-already`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    giver: Ref
    withdrawn_on: Day


@command
class PublishProxies:
    """Publish who gave a proxy to whom (公布委托人和受委托人的名单).

    Refused: `no-such-proxy` (nobody gave one), `published-too-late`, `proxy-to-candidate`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    published_on: Day


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


class NominatorKind(StrEnum):
    """Who names a candidate: the presidium, deputies or voters jointly, parties and organisations, or the person."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"
    VOTERS = "voters"
    ORGANISATION = "organisation"
    SELF = "self"


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


@shape
class ListedCandidate:
    """One name on the final list (正式候选人名单)."""

    post: Post
    person: Ref


Listed = Annotated[tuple[ListedCandidate, ...], Length(min=1, max=60)]


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


class BoxKind(StrEnum):
    """A ballot box (票箱) at its place, or one that is carried to those who cannot come (流动票箱)."""

    FIXED = "fixed"
    MOBILE = "mobile"


@shape
class Box:
    """A ballot box, how many ballots it was given, who counts it (计票人) and who watches (监票人)."""

    box: Ref
    kind: BoxKind
    place: Name
    received: Count
    counters: Annotated[tuple[Ref, ...], Length(min=1, max=20)]
    watchers: Annotated[tuple[Ref, ...], Length(min=1, max=20)]


Boxes = Annotated[tuple[Box, ...], Length(min=1, max=60)]


@command(version=3)
class OpenVoting:
    """Open the boxes to the voters; what is voted on follows from the record.

    `entitled` are all deputies, or all who stand on the roll; `present`, in a congress, who attends; `held`, in a
    congress, the session as it is on record, added by the door: version 2 knew none. Refused:
    `election-measures-not-adopted`, `candidates-not-confirmed`, `session-not-open`, `quorum-not-met`, `roll-differs`,
    `papers-do-not-add-up`, `counter-is-candidate`, `not-enough-watchers`, `voting-open-already`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    entitled: Count
    present: Count | None = None
    printed: Count
    boxes: Boxes
    voted_on: Day
    held: HeldSession | None = None


@shape
class Papers:
    """The ballots of one box: given to voters, left over, and found in the box (发出、剩余、收回)."""

    issued: Count
    unused: Count
    collected: Count


TwoPersons = Annotated[tuple[Ref, ...], Length(min=2, max=2)]
"""Two persons who sign together."""


class DifferenceAt(StrEnum):
    """Where paper does not add up: between received and issued with unused, or between issued and collected."""

    RECEIVED_ISSUED = "received-issued"
    ISSUED_COLLECTED = "issued-collected"


@shape
class Difference:
    """A number of ballots that does not add up, its explanation, and the two who sign for it."""

    at: DifferenceAt
    ballots: Annotated[int, Range(min=-100000, max=100000)]
    explanation: Text
    signed_by: TwoPersons


@shape
class LineVotes:
    """The votes on one candidate in one box; together they are the valid ballots."""

    person: Ref
    agree: Count
    against: Count
    abstained: Count


@shape
class OtherVotes:
    """Votes for a person whose name was written in (另选他人)."""

    person: Ref
    name: PersonName
    is_deputy: bool
    votes: Annotated[int, Range(min=1)]


class VoidReason(StrEnum):
    """Why a ballot does not count."""

    OVER_VOTE = "over-vote"
    UNREADABLE = "unreadable"
    NOT_ISSUED = "not-issued"
    ONE_NAME_TWO_POSTS = "one-name-two-posts"


@shape
class Voided:
    """Ballots that do not count, by reason."""

    reason: VoidReason
    ballots: Annotated[int, Range(min=1)]


@shape
class ContestVotes:
    """The totals of one box for one post."""

    post: Post
    valid: Count
    voided: Annotated[tuple[Voided, ...], Length(max=4)]
    lines: Annotated[tuple[LineVotes, ...], Length(max=40)]
    others: Annotated[tuple[OtherVotes, ...], Length(max=40)] = ()


@shape
class BoxCount:
    """What was found in a box when it was counted in public: the closing certificate (计票报告).

    `took_part`: how many persons the station let vote; `protocol`: the digest of the signed paper's image.
    """

    papers: Papers
    took_part: Count
    differences: Annotated[tuple[Difference, ...], Length(max=8)]
    contests: Annotated[tuple[ContestVotes, ...], Length(min=1, max=8)]
    counted_on: Day
    is_public: bool
    signed_by: Annotated[tuple[Ref, ...], Length(min=2, max=20)]
    protocol: Digest


@command(version=2)
class CountBox:
    """Enter a closed box as totals, once its ballots were counted in public.

    Refused: `difference-unexplained`, `invalid-tally`, `count-not-public`, `box-counted-already`, `no-such-box`,
    `not-signed-by-counters`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount


@command(version=2)
class RecountBox:
    """Enter a recount of a box, with the reason; the count before stays. Refused as `CountBox`; `not-counted`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount
    reason: Text


@command(version=2)
class DeclareResult:
    """Declare what the boxes say. Void, too few voters, a tie, open seats are outcomes. Refused: `boxes-missing`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    declared_on: Day


class Decided(StrEnum):
    """How the open seats are filled: by order of the first votes, or after new nominations (组织法29)."""

    BY_ORDER = "by-order"
    BY_NOMINATION = "by-nomination"


@command(version=2)
class OrderRerun:
    """Fill the open seats by a new election (另行选举): with candidates by order of votes, or after new nominations.

    Refused: `nothing-open`, `not-by-order-of-votes`, `candidate-count-unlawful`, `rerun-too-late`, `by-order-only`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    how: Decided
    candidates: Annotated[tuple[ListedCandidate, ...], Length(max=60)] = ()
    decision: Text
    held_on: Day
    session: StreamName | None = None


@command
class NoteOath:
    """An official took the oath: given by the service itself."""

    actor: Actor
    unit: UnitCode
    election: Ref
    person: Ref


@command(version=2)
class CloseElection:
    """The result was announced; the election ends. Refused: `not-elected-yet`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    announced_on: Day
    announcement: Text


MeasuresCommand = PlanElection | SubmitMeasures | RecordMeasuresVote

CommitteeCommand = (
    FormElectionCommittee
    | LeaveElectionCommittee
    | FillCommitteeSeat
    | ChooseSubstitutes
    | NameCommitteeChair
    | PublishRoll
    | CloseRoll
)

WomensSeatCommand = ReserveWomensSeats | RecordWomen

ProxyCommand = RegisterProxy | WithdrawProxy | PublishProxies

CandidateCommand = (
    OpenNomination
    | NominateCandidate
    | CheckCandidate
    | WithdrawCandidate
    | PublishNominees
    | RecordPreliminary
    | PublishFinalList
)

VotingCommand = OpenVoting | CountBox | RecountBox

ResultCommand = DeclareResult | OrderRerun | NoteOath | CloseElection

ElectionCommand = (
    MeasuresCommand
    | CandidateCommand
    | CommitteeCommand
    | SetOutGroups
    | RecordKinship
    | WomensSeatCommand
    | ProxyCommand
    | VotingCommand
    | ResultCommand
)


@fact
class ElectionPlanned:
    """An election is to be held (选举、补选)."""

    unit: UnitCode
    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: Contests
    mode: VotersMode | None
    held_on: Day
    term_ends_on: Day
    session: StreamName | None
    approval: Approval | None
    arrangement: Ref | None
    vacancies: Vacancies
    planned_by: Actor
    planned_at: Instant


@fact
class MeasuresSubmitted:
    """The measures were submitted (提请通过选举办法); nobody may vote by them yet."""

    unit: UnitCode
    election: Ref
    measures: Measures
    submitted_on: Day
    submitted_by: Actor
    recorded_at: Instant


@fact
class MeasuresAdopted:
    """The measures were adopted by vote and hold from here on; `needed` were the votes that it took."""

    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    needed: Count
    voted_on: Day
    recorded_at: Instant


@fact
class MeasuresRefused:
    """The measures did not find `needed` votes; other ones may be submitted."""

    unit: UnitCode
    election: Ref
    version: Ref
    body: Name
    vote: Vote
    needed: Count
    voted_on: Day
    recorded_at: Instant


@fact
class ElectionCommitteeFormed:
    """An election committee was chosen and runs the election from here on."""

    unit: UnitCode
    election: Ref
    chosen: Chosen
    size: Count
    chair: Ref
    chosen_by: Name
    chosen_on: Day
    recorded_by: Actor
    recorded_at: Instant


class LeavesOn(StrEnum):
    """Why a member left the committee."""

    NOMINATION = "nomination"
    CANDIDACY = "candidacy"
    RESIGNATION = "resignation"


@fact
class CommitteeMemberLeft:
    """A member left the committee; what it did before stands. `next` is who follows by the original choice."""

    unit: UnitCode
    election: Ref
    person: Ref
    on: LeavesOn
    left_on: Day
    next: Ref | None
    recorded_at: Instant


@fact
class NoSubstitute:
    """A finding: nobody is left of the original choice; the voters choose again."""

    unit: UnitCode
    election: Ref
    open_seats: Count
    recorded_at: Instant


@fact
class SubstituteSeated:
    """The next one of the original choice entered the committee (依次递补)."""

    unit: UnitCode
    election: Ref
    person: Ref
    filled_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class SubstitutesChosen:
    """The voters chose again (另行推选); the order of votes decides who follows."""

    unit: UnitCode
    election: Ref
    chosen: Annotated[tuple[Standing, ...], Length(min=1, max=40)]
    chosen_by: Name
    chosen_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CommitteeChairNamed:
    """A member became chair of the committee."""

    unit: UnitCode
    election: Ref
    person: Ref
    named_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class RollPublished:
    """The roll of voters was published, on `clause`; objections are taken until the end of `objections_until`."""

    unit: UnitCode
    election: Ref
    voters: Count
    published_on: Day
    objections_until: Day | None
    clause: Text
    published_by: Actor
    recorded_at: Instant


@fact
class RollClosed:
    """The roll is final: `voters` may vote, `objections` were decided."""

    unit: UnitCode
    election: Ref
    voters: Count
    objections: Count
    closed_on: Day
    closed_by: Actor
    recorded_at: Instant


@fact
class GroupsSetOut:
    """So many representatives of so many groups elect (居民小组推选代表)."""

    unit: UnitCode
    election: Ref
    groups: Count
    representatives: Count
    wished_by: Name
    wished_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class KinshipRecorded:
    """Near relatives among those who stand are attested (近亲属关系)."""

    unit: UnitCode
    election: Ref
    kin: KinPairs
    attested_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class WomensSeatsReserved:
    """So many seats of these posts are for women (妇女职位)."""

    unit: UnitCode
    election: Ref
    seats: Contests
    body: Name
    decided_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class WomenRecorded:
    """Who of those that stand or are written in are women is attested."""

    unit: UnitCode
    election: Ref
    women: Women
    attested_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class WomensSeatUnfilled:
    """A finding: the committee is elected and has fewer women than the law asks for (应当有妇女成员), on `clause`."""

    unit: UnitCode
    election: Ref
    needed: Count
    elected: Count
    clause: Text
    found_on: Day


@fact
class ProxyRegistered:
    """A voter who is away votes through another one (委托投票)."""

    unit: UnitCode
    election: Ref
    proxy: Proxy
    handed_in_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ProxyWithdrawn:
    """The giver has the vote back."""

    unit: UnitCode
    election: Ref
    proxy: Proxy
    withdrawn_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ProxiesPublished:
    """The list of those who gave and hold proxies, as it stood (委托投票名单)."""

    unit: UnitCode
    election: Ref
    proxies: Annotated[tuple[Proxy, ...], Length(min=1, max=2000)]
    published_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


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


class RoundKind(StrEnum):
    """Why there is a ballot: the first one, a tie for the last seat, open seats, or because the last one was void."""

    FIRST = "first"
    TIE = "tie"
    RERUN = "rerun"
    REPEAT = "repeat"


@shape
class BallotContest:
    """What one round's ballot is about for one post. `by_plurality`: the most votes win, without the majority."""

    post: Post
    seats: Seats
    candidates: Annotated[tuple[Ref, ...], Length(min=1, max=40)]
    by_plurality: bool = False


BallotContests = Annotated[tuple[BallotContest, ...], Length(min=1, max=8)]


@fact
class VotingOpened:
    """A round of voting began; `ballot` is what is voted on, `kept_back` are ballots that no box was given."""

    unit: UnitCode
    election: Ref
    round: Round
    why: RoundKind
    ballot: BallotContests
    entitled: Count
    present: Count | None
    printed: Count
    kept_back: Count
    boxes: Boxes
    voted_on: Day
    opened_by: Actor
    recorded_at: Instant


@fact
class BoxCounted:
    """One ballot box (票箱) was counted in public."""

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount
    entered_by: Actor
    recorded_at: Instant


@fact
class BoxRecounted:
    """A box was counted again; `number` is 2 for the first recount. All counts stay, the result names the one it
    used.
    """

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    number: Annotated[int, Range(min=2, max=9)]
    count: BoxCount
    reason: Text
    entered_by: Actor
    recorded_at: Instant


@shape
class PollTotals:
    """The paper of all boxes together; `kept_back` are ballots that no box was given."""

    entitled: Count
    printed: Count
    kept_back: Count
    issued: Count
    unused: Count
    collected: Count
    took_part: Count


@fact
class PollVoided:
    """More ballots were found than people voted: the whole poll is void and is held again, on `clause`."""

    unit: UnitCode
    election: Ref
    round: Round
    totals: PollTotals
    clause: Text
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@fact
class TurnoutMissed:
    """Too few took part: nobody is elected and the poll is held again, on `clause`. `needed` is the least number."""

    unit: UnitCode
    election: Ref
    round: Round
    totals: PollTotals
    needed: Count
    clause: Text
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@shape
class Winner:
    """Who was elected to what. The name is sealed as it was when the person was named."""

    post: Post
    person: Ref
    name: PersonName
    votes: Count


@shape
class ContestResult:
    """How one post came out. `base` is what the threshold is taken of, `needed` the votes that it takes."""

    post: Post
    seats: Seats
    threshold: Threshold | None
    base: Count
    needed: Count
    standings: Annotated[tuple[Standing, ...], Length(max=200)]
    elected: Persons
    tied: Persons
    tied_seats: Count
    open_seats: Count


Results = Annotated[tuple[ContestResult, ...], Length(min=1, max=8)]


@shape
class UsedCount:
    """Which count of a box the result rests on: 1 is the first, 2 the first recount."""

    box: Ref
    count: Annotated[int, Range(min=1, max=9)]


UsedCounts = Annotated[tuple[UsedCount, ...], Length(min=1, max=60)]


@fact
class ResultDeclared:
    """The result of a round (选举结果): who is elected, who is tied, what stays open, and on which clauses.

    `counts` names the count of each box it rests on; `measures` the version it was voted by.
    """

    unit: UnitCode
    election: Ref
    round: Round
    kind: ElectionKind
    basis: Basis
    measures: Ref
    totals: PollTotals
    counts: UsedCounts
    results: Results
    winners: Annotated[tuple[Winner, ...], Length(max=60)]
    clauses: Annotated[tuple[Text, ...], Length(min=1, max=10)]
    session: StreamName | None
    term_ends_on: Day
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@fact
class ResidentsCommitteeElected:
    """Every seat of a residents' committee is filled (居民委员会选举产生)."""

    unit: UnitCode
    election: Ref
    basis: Basis
    members: Annotated[tuple[Winner, ...], Length(min=1, max=60)]
    declared_on: Day


@fact
class RerunOrdered:
    """The open seats are filled by a new election; the ballot is empty until new nominations led to one."""

    unit: UnitCode
    election: Ref
    how: Decided
    ballot: Annotated[tuple[BallotContest, ...], Length(max=8)]
    held_on: Day
    session: StreamName | None
    decision: Text
    ordered_by: Actor
    recorded_at: Instant


@fact
class OathNoted:
    """One of the elected took the oath; `unsworn` are left."""

    unit: UnitCode
    election: Ref
    person: Ref
    unsworn: Count


@fact
class ElectionClosed:
    """The result was announced and the election is over; `unsworn` of the elected had not taken the oath."""

    unit: UnitCode
    election: Ref
    announced_on: Day
    announcement: Text
    unsworn: Count
    closed_by: Actor
    recorded_at: Instant


MeasuresFact = ElectionPlanned | MeasuresSubmitted | MeasuresAdopted | MeasuresRefused

CommitteeFact = (
    ElectionCommitteeFormed
    | CommitteeMemberLeft
    | NoSubstitute
    | SubstituteSeated
    | SubstitutesChosen
    | CommitteeChairNamed
    | RollPublished
    | RollClosed
)

WomensSeatFact = WomensSeatsReserved | WomenRecorded | WomensSeatUnfilled

ProxyFact = ProxyRegistered | ProxyWithdrawn | ProxiesPublished

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

VotingFact = VotingOpened | BoxCounted | BoxRecounted

ResultFact = (
    PollVoided | TurnoutMissed | ResultDeclared | ResidentsCommitteeElected | RerunOrdered | OathNoted | ElectionClosed
)

ElectionFact = (
    MeasuresFact
    | CandidateFact
    | CommitteeFact
    | GroupsSetOut
    | KinshipRecorded
    | WomensSeatFact
    | ProxyFact
    | VotingFact
    | ResultFact
)


@question
class ElectionsOfUnit:
    """The elections of a unit, the newest election day first."""

    unit: UnitCode


@question
class ElectionRecord:
    """One election with its boxes and results. Refused: `no-such-election`."""

    unit: UnitCode
    election: Ref


@question
class DirectElectionCoverage:
    """How many communities of an area have a residents' committee that all voters elected (直选覆盖率)."""

    unit: UnitCode


@shape
class ElectionLine:
    """One election; `stage` is how far it is, `open_seats` are those that nobody has won yet."""

    election: Ref
    kind: ElectionKind
    basis: Basis
    contests: tuple[Contest, ...]
    stage: str
    held_on: Day
    rounds: Count
    open_seats: Count
    elected: tuple[Winner, ...]


@answer
class ElectionsOfUnitAnswer:
    """One page of elections; `next` is the token of the page after it."""

    elections: tuple[ElectionLine, ...]
    next: str | None


@shape
class EvaluationLine:
    """How the voters rated a deputy at a report: a basis for recommending the deputy again (履职测评)."""

    reported_on: Day
    ratings: Ratings
    voters: Count


@shape
class CandidateLine:
    """Somebody who was named for a post, and how this person stands.

    `evaluations`: of a deputy who is proposed again, the newest first; None of whoever has no file as a deputy, empty
    where the voters have not rated the deputy yet.
    """

    post: Post
    person: Ref
    standing: str
    evaluations: tuple[EvaluationLine, ...] | None


@answer
class ElectionRecordAnswer:
    """One election: its candidates, every count of every box as it was entered, and every result."""

    unit: UnitCode
    line: ElectionLine
    candidates: tuple[CandidateLine, ...]
    counts: Annotated[tuple[BoxCounted, ...], Length(max=300)]
    recounts: Annotated[tuple[BoxRecounted, ...], Length(max=300)]
    results: Annotated[tuple[ResultDeclared, ...], Length(max=20)]


@answer
class CoverageAnswer:
    """`communities` on the register; `share` of them elected directly, None where there is no community.

    `least` and `due_on` are what the active rules want; None where no pack says it.
    """

    communities: Count
    directly: Count
    share: Share | None
    least: Share | None
    due_on: Day | None
    is_reached: bool


class Mark(StrEnum):
    """What a voter put beside a name: ○, ×, or nothing."""

    FOR = "for"
    AGAINST = "against"
    BLANK = "blank"


@shape
class Line:
    """One name on a ballot and its mark; `is_written_in`: the voter wrote the name."""

    person: Ref
    mark: Mark
    is_written_in: bool = False


def _without_role(document: Json) -> Json:
    return {**document, "acting_role": None}


def _without_session(document: Json) -> Json:
    return {**document, "held": None}


UPCASTS = {
    f"{contract_of(kind).name}.v1": _without_role for kind in get_args(ElectionCommand) if contract_of(kind).version > 1
}
"""Version 1 of what an office says of an election did not say which office it was (`run_by`)."""

UPCASTS |= {
    f"{contract_of(kind).name}.v2": _without_session
    for kind in get_args(ElectionCommand)
    if contract_of(kind).version > 2
}
"""Version 2 of what a congress votes on did not know its session."""

"""The rules of an election as its decider receives them: one set for each kind of election that packs speak of.

What a statute fixes is read from the dated packs; what it leaves open stays None here and comes from the adopted
measures (E-046, E-347). What a nation's text leaves to the provinces on women's seats and proxies is None, or not
forbidden, until a provincial pack says otherwise.

Which office runs an election of which kind records it, too: a congress elects under its presidium, whose office draws
up and records (requirements, roles); among voters the election committee of that very kind runs it.

Law: Electoral Law, art. 9 (选举法 第九条); Organic Law of the Villagers' Committees, art. 12 (村民委员会组织法
第十二条); draft opinion on residents' committees (document 5 §二(三)1(3)).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.elections.words import COMMITTEE_POSTS, ElectionKind, Post
from contracts.errors import Rejected
from contracts.overlay import ResolvedPolicy
from contracts.packs import Parameter
from contracts.policy_values import given, number
from contracts.thresholds import SourcedThreshold, sourced

RUN_BY: Mapping[ElectionKind, str] = {
    ElectionKind.CONGRESS: "PresidiumClerk",
    ElectionKind.DEPUTIES: "TownshipElectionCommittee",
    ElectionKind.VILLAGERS: "VillagersElectionCommittee",
    ElectionKind.RESIDENTS: "ResidentsElectionCommittee",
}
"""Every command on an election by another role is `forbidden-role` (E-192, E-348, E-365)."""

COMMITTEE_FORMED_BY: Mapping[ElectionKind, str] = {
    ElectionKind.DEPUTIES: "CountyStandingCommittee",
    ElectionKind.VILLAGERS: "VillagersElectionCommittee",
    ElectionKind.RESIDENTS: "ResidentsElectionCommittee",
}
"""Appointed by the county standing committee, or chosen by the voters and recorded by whom they chose.

A congress has none: its presidium runs the election.
"""


def runs_elections_to(post: Post) -> frozenset[str]:
    """The roles that may enter who holds this post: those that run the elections to it."""
    if post is Post.DEPUTY:
        return frozenset({RUN_BY[ElectionKind.DEPUTIES]})
    if post in COMMITTEE_POSTS:
        return frozenset({RUN_BY[ElectionKind.VILLAGERS], RUN_BY[ElectionKind.RESIDENTS]})
    return frozenset({RUN_BY[ElectionKind.CONGRESS]})


OWN_LINE = "own_line_on_the_ballot"
"""Women are voted on in a line of their own; other words mean that a post is fixed for them."""

_NEAR_RELATIVES = "near_relatives"


@dataclass(frozen=True, slots=True, kw_only=True)
class WomenRules:
    """`least`: how many women a committee has, and `members` how many members at least: fewer seats are no committee.

    `how`: by which way a province sees to it, None where none says.
    """

    least: int
    members: int
    how: str | None
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRules:
    """`most`: how many proxies one person holds; `days`, `list_days`: full days before election day by which a proxy is
    handed in and the list is public, None where only the day itself is too late.
    """

    most: int | None = None
    days: int = 0
    list_days: int | None = None
    is_list_owed: bool = False
    are_candidates_barred: bool = False
    is_passing_on_barred: bool = False
    to_relatives_only: bool = False
    clause: str


def women_rules(resolved: ResolvedPolicy) -> WomenRules | None:
    """None where no active pack asks for women among the members."""
    least, how = number(resolved, "village_committee.women.min"), given(resolved, "village.women.seat")
    if least is None and how is None:
        return None
    clause = _clauses(resolved, ("village_committee.women.min", "village.women.seat"))
    size = given(resolved, "village_committee.size") or {"min": 0}
    return WomenRules(least=1 if least is None else least, members=size["min"], how=how, clause=clause)


_VILLAGE = (
    "village.proxy.holders",
    "village.proxy.max",
    "village.proxy.days_before",
    "village.proxy.candidates_barred",
    "village.proxy.redelegation",
    "village.proxy.list_days_before",
    "village.proxy.list_owed",
)


def village_proxies(resolved: ResolvedPolicy) -> ProxyRules | None:
    """None where no active pack speaks of proxies."""
    if all(given(resolved, name) is None for name in _VILLAGE):
        return None
    list_days = number(resolved, "village.proxy.list_days_before")
    return ProxyRules(
        most=number(resolved, "village.proxy.max"),
        days=number(resolved, "village.proxy.days_before") or 0,
        list_days=list_days,
        is_list_owed=list_days is not None or given(resolved, "village.proxy.list_owed") is True,
        are_candidates_barred=given(resolved, "village.proxy.candidates_barred") is True,
        is_passing_on_barred=given(resolved, "village.proxy.redelegation") is False,
        to_relatives_only=given(resolved, "village.proxy.holders") == _NEAR_RELATIVES,
        clause=_clauses(resolved, _VILLAGE),
    )


def direct_proxies(resolved: ResolvedPolicy) -> ProxyRules | None:
    """Of deputies: any other voter may hold them, candidates too."""
    most = number(resolved, "election.direct.proxy.max")
    return None if most is None else ProxyRules(most=most, clause=_clauses(resolved, ("election.direct.proxy.max",)))


def residents_proxies(resolved: ResolvedPolicy) -> ProxyRules | None:
    """Of a community: in writing to any other voter of it; the text gives no number."""
    name = "residents_election.proxy"
    return None if given(resolved, name) is None else ProxyRules(clause=_clauses(resolved, (name,)))


def _clauses(resolved: ResolvedPolicy, names: Sequence[str]) -> str:
    found = (resolved.parameters[name].source for name in names if given(resolved, name) is not None)
    return "; ".join(dict.fromkeys(found))


BY_MEASURES = "选举办法"
"""What is said to rest on the adopted measures, where no statute says it."""


BALLOT_VOID, CARRIED_DOWN = "ballot_void", "carried_down"
"""One name in two posts: the ballot is void, or its votes for a higher post that was not won count for the lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Least days before election day: of the roll, the nominees, the final list, a refusal; and days for objections."""

    roll: int | None = None
    objections: int | None = None
    nominees: int | None = None
    final_list: int | None = None
    refusal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """The rules of one kind of election.

    `turnout`: how many must take part; `present`: how many must attend (a congress); `adoption`: by what the measures
    are adopted; `rerun`: what the most votes must reach when open seats are filled by a new election, None where the
    majority stays. `signers`: for a joint nomination. `committee_size`: of the election committee.
    `term_years`: how long a term is; `group_voters`: least and most representatives of each group that elects by them.
    `two_posts`: what becomes of one name in two posts (`BALLOT_VOID`, `CARRIED_DOWN`); `is_kin_barred`: of near
    relatives one is elected. `most_seats`: of all posts together. `women`, `proxies`: None where no pack speaks of
    them.
    """

    turnout: SourcedThreshold | None = None
    present: SourcedThreshold | None = None
    majority: SourcedThreshold | None = None
    adoption: SourcedThreshold | None = None
    rerun: SourcedThreshold | None = None
    rerun_days: int | None = None
    signers: int | None = None
    posts: tuple[Post, ...]
    days: Days = Days()
    committee_size: tuple[int, int] | None = None
    term_years: int | None = None
    group_voters: tuple[int, int] | None = None
    leaves_on_nomination: bool = False
    watchers: int = 1
    two_posts: str | None = None
    is_kin_barred: bool = False
    most_seats: int | None = None
    women: WomenRules | None = None
    proxies: ProxyRules | None = None
    tie_clause: str = BY_MEASURES
    void_clause: str = BY_MEASURES
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """How many more candidates than seats: for chief posts, for vice posts, in a by-election, in direct elections."""

    chief: int | None
    vice: tuple[int, int] | None
    by_election: int | None
    direct: tuple[Any, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """What a text asks of candidates for a community's committee. `is_enforced` only where the law lets it (AMB-54)."""

    months: int
    source: str
    is_enforced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionPolicy:
    """`most`: how many may hold a post, where a pack says so; `incompatible`: posts the chairs may not hold."""

    kinds: Mapping[ElectionKind, KindRules]
    required: tuple[str, ...]
    extras: Extras
    most: Mapping[Post, int]
    incompatible: tuple[str, ...]
    residence: Residence | None
    modes: tuple[str, ...]
    least_age: int

    def of(self, kind: ElectionKind) -> KindRules:
        """`Rejected` where no active pack has rules for this kind of election."""
        if kind not in self.kinds:
            raise Rejected("policy-not-active", f"No active pack has rules for elections of {kind}.")
        return self.kinds[kind]


def election_policy(resolved: ResolvedPolicy) -> ElectionPolicy:
    """Only of kinds that active packs have rules for; `ElectionPolicy.of` refuses the others."""
    found = {
        ElectionKind.CONGRESS: _congress(resolved),
        ElectionKind.DEPUTIES: _deputies(resolved),
        ElectionKind.VILLAGERS: _villagers(resolved),
        ElectionKind.RESIDENTS: _residents(resolved),
    }
    return ElectionPolicy(
        kinds={kind: rules for kind, rules in found.items() if rules is not None},
        required=tuple(_given(resolved, "election.measures.required_fields") or _MEASURES),
        extras=Extras(
            chief=_given(resolved, "election.extra.chief"),
            vice=_range(resolved, "election.extra.vice.min", "election.extra.vice.max"),
            by_election=_given(resolved, "election.by_election.extra.min"),
            direct=_ends(resolved, "election.direct.extra"),
        ),
        most=most_holders(resolved),
        incompatible=tuple(_given(resolved, "congress.incompatible_posts") or ()),
        residence=_residence(resolved),
        modes=tuple(_given(resolved, "residents_committee.modes") or ()),
        least_age=_given(resolved, "election.least_age") or 0,
    )


_MEASURES = ("quorum", "majority", "ballot_form", "candidate_count", "tie_rule")
_COMMITTEE = tuple(post for post in COMMITTEE_POSTS if post is not Post.COMMITTEE_WOMAN)


def _congress(resolved: ResolvedPolicy) -> KindRules | None:
    if _given(resolved, "congress.majority") is None:
        return None
    return KindRules(
        present=_threshold(resolved, "congress.quorum.min"),
        majority=_threshold(resolved, "congress.majority"),
        adoption=_threshold(resolved, "congress.majority"),
        signers=_given(resolved, "election.nomination.min_deputies"),
        posts=tuple(Post(post) for post in _given(resolved, "election.offices") or ()),
        tie_clause="组织法29",
        sources=_sources(resolved, nomination="election.nomination.min_deputies", final_list="election.extra.chief"),
    )


def _deputies(resolved: ResolvedPolicy) -> KindRules | None:
    if _given(resolved, "election.direct.majority") is None:
        return None
    return KindRules(
        turnout=_threshold(resolved, "election.direct.turnout"),
        majority=_threshold(resolved, "election.direct.majority"),
        rerun=_threshold(resolved, "election.direct.rerun.floor"),
        signers=_given(resolved, "election.direct.min_voters"),
        posts=(Post.DEPUTY,),
        proxies=direct_proxies(resolved),
        tie_clause="选举法45",
        void_clause="选举法44",
        days=Days(
            roll=_given(resolved, "election.roll.days_before"),
            objections=_given(resolved, "election.roll.objection_days"),
            nominees=_given(resolved, "election.direct.nominees.days_before"),
            final_list=_given(resolved, "election.direct.list.days_before"),
        ),
        sources=_sources(
            resolved,
            roll="election.roll.days_before",
            nominees="election.direct.nominees.days_before",
            final_list="election.direct.list.days_before",
        ),
    )


def _villagers(resolved: ResolvedPolicy) -> KindRules | None:
    if _given(resolved, "village.majority") is None:
        return None
    return KindRules(
        turnout=_threshold(resolved, "village.turnout"),
        majority=_threshold(resolved, "village.majority"),
        adoption=_threshold(resolved, "village.assembly.majority"),
        rerun=_threshold(resolved, "village.rerun.floor"),
        rerun_days=_given(resolved, "village.rerun.window_days"),
        posts=COMMITTEE_POSTS if _given(resolved, "village.women.seat") == OWN_LINE else _COMMITTEE,
        most_seats=(_given(resolved, "village_committee.size") or {}).get("max"),
        women=women_rules(resolved),
        proxies=village_proxies(resolved),
        days=Days(
            roll=_given(resolved, "village.roll.days_before"),
            objections=_given(resolved, "village.roll.objection_days"),
            final_list=_given(resolved, "village.list.days_before"),
            refusal=_given(resolved, "village.list.refusal_days_before"),
        ),
        committee_size=_ends(resolved, "village.election_committee.size"),
        term_years=_given(resolved, "village_committee.term_years"),
        leaves_on_nomination=True,
        watchers=_given(resolved, "village.boxes.monitors.min") or 1,
        two_posts=_given(resolved, "village.one_name_two_posts"),
        is_kin_barred=bool(_given(resolved, "village.kinship")),
        sources=_sources(resolved, roll="village.roll.days_before", final_list="village.list.days_before"),
    )


def _residents(resolved: ResolvedPolicy) -> KindRules | None:
    if _given(resolved, "residents_committee.modes") is None:
        return None
    return KindRules(
        turnout=_threshold(resolved, "residents_election.turnout"),
        majority=_threshold(resolved, "residents_election.majority"),
        adoption=_threshold(resolved, "residents_meeting.majority"),
        posts=_COMMITTEE,
        proxies=residents_proxies(resolved),
        term_years=_given(resolved, "residents_committee.term_years"),
        group_voters=_ends(resolved, "residents_committee.group_representatives"),
        days=Days(roll=_given(resolved, "residents_election.roll.days_before")),
        sources=_sources(resolved, roll="residents_election.roll.days_before"),
    )


def most_holders(resolved: ResolvedPolicy) -> dict[Post, int]:
    named = {
        Post.CONGRESS_CHAIR: _given(resolved, "congress.chair.count"),
        Post.CONGRESS_VICE_CHAIR: _given(resolved, "congress.vice_chair.max"),
    }
    return {post: int(most) for post, most in named.items() if most is not None}


def _residence(resolved: ResolvedPolicy) -> Residence | None:
    """A text that the law overrules is kept beside it, so that what it asks for can be found and shown."""
    name = "candidate.residence.min_months"
    refused = [each.parameter for each in resolved.refused if each.parameter.name == name]
    standing = [resolved.parameters[name]] if name in resolved.parameters else []
    asked = max((each for each in (*refused, *standing) if not each.silent), key=_months, default=None)
    if asked is None or not _months(asked):
        return None
    mode = _given(resolved, "candidate.residence.mode")
    return Residence(months=_months(asked), source=asked.source, is_enforced=mode == "enforce")


def _months(parameter: Parameter) -> int:
    return int(parameter.value)


def _sources(resolved: ResolvedPolicy, **names: str) -> dict[str, str]:
    """What is done on which clause: `final_list` to `选举法31; 选举法32`."""
    return {act: resolved.parameters[name].source for act, name in names.items() if name in resolved.parameters}


def _threshold(resolved: ResolvedPolicy, name: str) -> SourcedThreshold | None:
    return sourced(resolved.parameters[name]) if name in resolved.parameters else None


def _range(resolved: ResolvedPolicy, least: str, most: str) -> tuple[int, int] | None:
    ends = _given(resolved, least), _given(resolved, most)
    return None if None in ends else (int(ends[0]), int(ends[1]))


def _ends(resolved: ResolvedPolicy, name: str) -> tuple[Any, Any] | None:
    value = _given(resolved, name)
    return None if value is None else (value["min"], value["max"])


def _given(resolved: ResolvedPolicy, name: str) -> Any:
    """None where no active pack has it, or the one that has it is silent."""
    return resolved.parameters[name].value if name in resolved.parameters else None

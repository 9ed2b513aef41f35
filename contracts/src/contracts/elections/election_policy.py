"""The rules of an election as its decider receives them: one set for each kind of election that packs speak of.

What a statute fixes is read from the dated packs; what it leaves open stays None here and comes from the adopted
measures (E-046, E-347).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.elections.election_words import COMMITTEE_POSTS, ElectionKind, Post
from contracts.elections.village_rules import (
    OWN_LINE,
    ProxyRules,
    WomenRules,
    direct_proxies,
    residents_proxies,
    village_proxies,
    women_rules,
)
from contracts.errors import Rejected
from contracts.overlay import ResolvedPolicy
from contracts.packs import Parameter
from contracts.thresholds import SourcedThreshold, sourced

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

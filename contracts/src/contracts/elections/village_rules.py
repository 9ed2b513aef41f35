"""What the packs say of women's seats and of proxies, as the decider of an election receives it.

What a nation's text leaves to the provinces is None, or not forbidden, until a provincial pack says otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.overlay import ResolvedPolicy
from contracts.policy_values import given, number

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

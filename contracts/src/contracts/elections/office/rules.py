"""The rules of elected offices as a decider receives them.

Law: Organic Law of Local Congresses and Governments, arts. 18, 25, 31, 32 (地方组织法); district opinion on township
people's congresses (document 2 §三(一)4, §三(三)1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from contracts.elections.election.rules import most_holders
from contracts.elections.words import Post
from contracts.overlay import ResolvedPolicy
from contracts.policy_values import exact, given, words
from contracts.thresholds import SourcedThreshold, sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePolicy:
    """`most`: holders of a post; `state_posts`: the congress elects to them, and an oath is owed.

    `majority` of all deputies decides, `recall_share` of them moves a recall. `ends_with_mandate` and `ends_by_vote`:
    the clauses on which an office ends by itself, or by accepted resignation only.
    """

    most: Mapping[Post, int]
    state_posts: tuple[Post, ...]
    majority: SourcedThreshold | None
    recall_share: Fraction | None
    recall_clause: str
    incompatible: tuple[str, ...]
    ends_with_mandate: str
    ends_by_vote: str


def office_policy(resolved: ResolvedPolicy) -> OfficePolicy:
    return OfficePolicy(
        most=most_holders(resolved),
        state_posts=tuple(Post(post) for post in words(resolved, "election.offices")),
        majority=_majority(resolved),
        recall_share=exact(resolved, "congress.recall.deputies_share"),
        recall_clause=_source(resolved, "congress.recall.deputies_share"),
        incompatible=words(resolved, "congress.incompatible_posts"),
        ends_with_mandate=_source(resolved, "office.end.congress_chair"),
        ends_by_vote=_source(resolved, "office.end.township_head"),
    )


def _majority(resolved: ResolvedPolicy) -> SourcedThreshold | None:
    name = "congress.majority"
    return None if given(resolved, name) is None else sourced(resolved.parameters[name])


def _source(resolved: ResolvedPolicy, name: str) -> str:
    return resolved.parameters[name].source if given(resolved, name) is not None else "—"

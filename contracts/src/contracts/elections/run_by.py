"""Which office runs an election of which kind, and so records it; who records that its committee was formed.

A congress elects under its presidium, whose office draws up and records (requirements, roles). Among voters the
election committee of that very kind runs it: Electoral Law, art. 9 (选举法 第九条); Organic Law of the Villagers'
Committees, art. 12 (村民委员会组织法 第十二条); draft opinion on residents' committees (document 5 §二(三)1(3)).
"""

from collections.abc import Mapping

from contracts.elections.election_words import COMMITTEE_POSTS, ElectionKind, Post

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

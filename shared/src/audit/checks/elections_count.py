"""Boxes and votes, counted again: every paper accounted for, every total a sum, and who is elected by them.

Law: Organic Law of Local Congresses and Governments, arts. 25, 29 (地方组织法); Electoral Law, arts. 44, 45 (选举法);
Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.checks.seen import Json

TOTALS = ("issued", "unused", "collected")
CHIEFS = frozenset({"congress_chair", "township_head", "committee_chair"})
DEPUTIES_ONLY = frozenset({"congress_chair", "congress_vice_chair"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """`needed` votes at the least, of `base`. `tied` are too many for their `tied_seats`."""

    elected: list[str]
    tied: list[str]
    tied_seats: int
    open_seats: int


def faults_of(box: Json, count: Json, ballot: Sequence[Json], *, among_tied: bool) -> Iterator[str]:
    """What does not add up in the paper of one box."""
    papers = count["papers"]
    apart = {
        "received-issued": box["received"] - papers["issued"] - papers["unused"],
        "issued-collected": papers["issued"] - papers["collected"],
    }
    explained: Counter[str] = Counter()
    for one in count["differences"]:
        explained[one["at"]] += one["ballots"]
        if len(set(one["signed_by"])) != 2:
            yield "a difference that is not signed by two"
    yield from (f"{at}: {ballots} are not accounted for" for at, ballots in apart.items() if explained[at] != ballots)
    if not count["is_public"]:
        yield "not counted in public"
    signers = set(count["signed_by"])
    if not signers & set(box["counters"]) or not signers & set(box["watchers"]):
        yield "not signed by a counter and a watcher"
    by_post = {votes["post"]: votes for votes in count["contests"]}
    if list(by_post) != [contest["post"] for contest in ballot]:
        yield "other posts than were voted on"
        return
    for contest in ballot:
        yield from _faults_of_contest(by_post[contest["post"]], contest, papers["collected"], among_tied=among_tied)


def _faults_of_contest(votes: Json, contest: Json, collected: int, *, among_tied: bool) -> Iterator[str]:
    valid, post = votes["valid"], contest["post"]
    void = sum(one["ballots"] for one in votes["voided"])
    if valid + void != collected:
        yield f"{post}: {valid} valid and {void} void of {collected}"
    named = [line["person"] for line in votes["lines"]]
    written = [other["person"] for other in votes["others"]]
    if sorted(named) != sorted(contest["candidates"]) or set(named) & set(written) or len(set(written)) < len(written):
        yield f"{post}: other names than stand, or a name twice"
    if among_tied and written:
        yield f"{post}: between the tied, others were written in"
    for line in votes["lines"]:
        if line["agree"] + line["against"] + line["abstained"] != valid:
            yield f"{post}: {line['person']} has not {valid} marks"
    cast = sum(line["agree"] for line in votes["lines"]) + sum(other["votes"] for other in votes["others"])
    if cast > valid * contest["seats"] or any(other["votes"] > valid for other in votes["others"]):
        yield f"{post}: {cast} votes on {valid} ballots for {contest['seats']} seats"


def totals_of(opened: Json, counts: Mapping[str, Json]) -> Json:
    """The sums of the boxes, as a result states them."""
    sums = {name: sum(count["papers"][name] for count in counts.values()) for name in TOTALS}
    kept_back = opened["printed"] - sum(box["received"] for box in opened["boxes"])
    took_part = sum(count["took_part"] for count in counts.values())
    return {
        "entitled": opened["entitled"],
        "printed": opened["printed"],
        "kept_back": kept_back,
        **sums,
        "took_part": took_part,
    }


def votes_of(counts: Mapping[str, Json], post: str) -> Counter[str]:
    """For a chair, names written in count only of deputies."""
    votes: Counter[str] = Counter()
    for count in counts.values():
        for contest in count["contests"]:
            if contest["post"] == post:
                votes.update({line["person"]: line["agree"] for line in contest["lines"]})
                votes.update(
                    {
                        other["person"]: other["votes"]
                        for other in contest["others"]
                        if other["is_deputy"] or post not in DEPUTIES_ONLY
                    }
                )
    return votes


def outcome_of(
    votes: Mapping[str, int],
    seats: int,
    needed: int,
    taken: Collection[str],
    women: Collection[str] = (),
    reserved: int = 0,
) -> Outcome:
    """Whoever has enough, the most votes first; equal votes at the last seat are a tie, and nobody draws lots.

    Who is elected even as the last of all with as many votes is elected; who is only as the first of them is tied.
    `reserved` seats only `women` win.
    """
    able = sorted(person for person in votes if votes[person] >= max(1, needed) and person not in taken)

    def seated(me: str, *, first: bool) -> set[str]:
        found: set[str] = set()
        for person in sorted(able, key=lambda one: (-votes[one], (one == me) is not first, one)):
            others = len(found - set(women))
            if len(found) < seats and (person in women or others < seats - reserved):
                found.add(person)
        return found

    filled = len(seated("", first=True))
    sure = [person for person in able if person in seated(person, first=False)]
    tied = [person for person in able if person not in sure and person in seated(person, first=True)]
    elected = sorted(sure, key=lambda person: (-votes[person], person))
    return Outcome(elected, tied, filled - len(elected), seats - filled)

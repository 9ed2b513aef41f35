"""The paper of one box: everything that was given out is found again, or its absence is explained and signed by two.

Law: Electoral Law, arts. 37-44 (选举法); Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法).
"""

from collections.abc import Iterable, Mapping, Sequence

from contracts.elections.election.messages import (
    BallotContest,
    Box,
    BoxCount,
    ContestVotes,
    DifferenceAt,
    RoundKind,
    VoidReason,
)
from contracts.elections.election.rules import BALLOT_VOID, KindRules
from contracts.elections.words import DEPUTIES_ONLY
from contracts.errors import refuse_unless


def refuse_box(count: BoxCount, box: Box, ballot: Sequence[BallotContest], why: RoundKind) -> None:
    """Raise `Rejected` for a box that does not add up."""
    refuse_unless(count.is_public, "elections.count-not-public", box.box)
    signers = set(count.signed_by)
    refuse_unless(len(signers & set(box.counters)) >= 1, "elections.not-signed-by-counters", box.box)
    refuse_unless(len(signers & set(box.watchers)) >= 1, "elections.not-signed-by-counters", box.box)
    _refuse_unexplained(count, box)
    posts = [each.post for each in count.contests]
    refuse_unless(posts == [each.post for each in ballot], "elections.invalid-tally", "Other posts than voted on.")
    for contest, votes in zip(ballot, count.contests, strict=True):
        _refuse_votes(votes, contest, count.papers.collected, why)


def refuse_reasons(count: BoxCount, rules: KindRules) -> None:
    """One name in two posts voids a ballot where the province says so, and nowhere else."""
    reasons = {voided.reason for contest in count.contests for voided in contest.voided}
    is_known = VoidReason.ONE_NAME_TWO_POSTS not in reasons or rules.two_posts == BALLOT_VOID
    refuse_unless(is_known, "elections.unknown-void-reason", VoidReason.ONE_NAME_TWO_POSTS)


def _refuse_unexplained(count: BoxCount, box: Box) -> None:
    """received = issued + unused, issued >= collected; what is missing or too much is a signed difference."""
    papers = count.papers
    actual = {
        DifferenceAt.RECEIVED_ISSUED: box.received - papers.issued - papers.unused,
        DifferenceAt.ISSUED_COLLECTED: papers.issued - papers.collected,
    }
    for at, ballots in actual.items():
        explained = sum(each.ballots for each in count.differences if each.at is at)
        refuse_unless(explained == ballots, "elections.difference-unexplained", f"{at}: {ballots}, not {explained}.")
    for each in count.differences:
        refuse_unless(len(set(each.signed_by)) == 2, "elections.difference-unexplained", "Signed by one person only.")


def _refuse_votes(votes: ContestVotes, contest: BallotContest, collected: int, why: RoundKind) -> None:
    """Every ballot is valid or void; every valid one says for, against or nothing of each name, and for no more names
    than seats.
    """
    void = sum(each.ballots for each in votes.voided)
    refuse_unless(votes.valid + void == collected, "elections.invalid-tally", "Valid and void are not all.")
    named = [line.person for line in votes.lines]
    refuse_unless(sorted(named) == sorted(contest.candidates), "elections.invalid-tally", "Other names than stand.")
    others = [other.person for other in votes.others]
    is_once = len(set(others)) == len(others) and not set(others) & set(named)
    refuse_unless(is_once, "elections.invalid-tally", "A name stands twice.")
    is_among_tied = why is RoundKind.TIE and bool(others)
    refuse_unless(not is_among_tied, "elections.invalid-tally", "Only the tied are voted on.")
    for line in votes.lines:
        whole = line.agree + line.against + line.abstained
        refuse_unless(whole == votes.valid, "elections.invalid-tally", f"{line.person}: {whole} of {votes.valid}.")
    refuse_unless(all(each.votes <= votes.valid for each in votes.others), "elections.invalid-tally")
    cast = sum(line.agree for line in votes.lines) + sum(each.votes for each in votes.others)
    refuse_unless(cast <= votes.valid * contest.seats, "elections.invalid-tally", "More votes than valid ballots give.")


def votes_in(counts: Iterable[BoxCount], contest: BallotContest) -> list[Mapping[str, int]]:
    """Per box, the votes that count for each person: of names written in for a chair, only those of deputies."""
    found: list[Mapping[str, int]] = []
    for count in counts:
        votes = next(each for each in count.contests if each.post is contest.post)
        others = (each for each in votes.others if each.is_deputy or contest.post not in DEPUTIES_ONLY)
        lines = {line.person: line.agree for line in votes.lines}
        found.append({**lines, **{each.person: each.votes for each in others}})
    return found

"""How many may stand: the preliminary ballot where there are too many, and the final list.

Law: Organic Law of Local Congresses and Governments, arts. 27, 30 (地方组织法); Electoral Law, arts. 31, 32 (选举法).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    Contest,
    ElectionFact,
    FinalListPublished,
    LeavesOn,
    PreliminaryHeld,
    PublishFinalList,
    RecordPreliminary,
)
from contracts.elections.election.rules import ElectionPolicy
from contracts.elections.words import CHIEF_POSTS, Basis, ElectionKind, Post
from contracts.errors import refuse_unless

from elections.election.committee import leave, refuse_late
from elections.election.state import Election, Stage, Standing
from elections.election.womens_seats import refuse_men

NO_CLAUSE = "—"
"""No pack names a clause for this day: the measures do."""


def hold_preliminary(command: RecordPreliminary, election: Election, now: datetime) -> PreliminaryHeld:
    """The order of votes decides who stands; equal votes at the last place are voted on again, never drawn."""
    refuse_unless(election.stage is Stage.NOMINATING, "elections.invalid-transition", f"It is {election.stage}.")
    refuse_unless(command.held_on <= china_day(now), "elections.invalid-date", str(command.held_on))
    eligible = set(election.standing(command.post, Standing.ELIGIBLE))
    figure = figure_of(command.post, election)
    refuse_unless(len(eligible) > figure, "elections.preliminary-not-needed", f"{len(eligible)} for {figure}.")
    named = [each.person for each in command.standings]
    well = set(named) == eligible and len(named) == len(eligible)
    most = max(each.votes for each in command.standings)
    refuse_unless(well and most <= command.ballots, "elections.invalid-tally")
    order = sorted(command.standings, key=lambda each: (-each.votes, each.person))
    refuse_unless(order[figure - 1].votes > order[figure].votes, "elections.preliminary-tied")
    return PreliminaryHeld(
        unit=command.unit,
        election=command.election,
        post=command.post,
        standings=tuple(order),
        ballots=command.ballots,
        kept=tuple(each.person for each in order[:figure]),
        held_on=command.held_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def figure_of(post: Post, election: Election) -> int:
    """How many candidates the measures want for the post."""
    assert election.measures is not None
    extra = next(each.extra for each in election.measures.candidate_count if each.post is post)
    return election.seats(post) + extra


def confirm(
    command: PublishFinalList, election: Election, policy: ElectionPolicy, now: datetime
) -> Sequence[ElectionFact]:
    """Confirm the final list; whoever is on it and on the election committee leaves the committee."""
    refuse_unless(election.stage is Stage.NOMINATING, "elections.invalid-transition", f"It is {election.stage}.")
    refuse_unless(command.published_on <= china_day(now), "elections.invalid-date", str(command.published_on))
    rules = policy.of(election.kind)
    assert election.plan is not None
    assert election.held_on is not None
    refuse_late(command.published_on, election.held_on, rules.days.final_list)
    for contest in election.plan.contests:
        if election.seats(contest.post):
            listed = [each.person for each in command.candidates if each.post is contest.post]
            _refuse_list(contest, listed, election)
            refuse_men(contest.post, listed, election)
    strangers = [each.post for each in command.candidates if not election.seats(each.post)]
    refuse_unless(not strangers, "elections.not-elected-here", ", ".join(strangers))
    published = FinalListPublished(
        unit=command.unit,
        election=command.election,
        candidates=command.candidates,
        published_on=command.published_on,
        clause=rules.sources.get("final_list", NO_CLAUSE),
        published_by=command.actor,
        recorded_at=now,
    )
    persons = dict.fromkeys(each.person for each in command.candidates)
    left = [
        fact for person in persons for fact in leave(election, person, LeavesOn.CANDIDACY, command.published_on, now)
    ]
    return [published, *left]


def _refuse_list(contest: Contest, listed: list[str], election: Election) -> None:
    """As many as the measures say, all of them eligible; a chief post may have one where one was nominated."""
    post = contest.post
    eligible = election.standing(post, Standing.ELIGIBLE)
    strangers = [person for person in listed if person not in eligible]
    refuse_unless(not strangers, "elections.candidate-not-eligible", ", ".join(strangers))
    refuse_unless(len(set(listed)) == len(listed), "elections.candidate-count-unlawful", "A name stands twice.")
    figure = figure_of(post, election)
    if len(eligible) > figure:
        refuse_unless(post in election.kept, "elections.preliminary-required", f"{len(eligible)} for {figure}.")
        kept = set(election.kept[post]) & set(eligible)
        refuse_unless(set(listed) == kept, "elections.not-by-order-of-votes", post)
        return
    refuse_unless(set(listed) == set(eligible), "elections.candidate-not-listed", post)
    enough = len(listed) == figure or _may_be_alone(contest, listed, election)
    refuse_unless(enough, "elections.candidate-count-unlawful", f"{post}: {len(listed)} where {figure} stand.")


def _may_be_alone(contest: Contest, listed: list[str], election: Election) -> bool:
    """Organic Law, art. 27: equal election of a chief where no more than one person was nominated."""
    assert election.plan is not None
    is_chief = election.kind is ElectionKind.CONGRESS and contest.post in CHIEF_POSTS
    nominated = [key for key in election.candidates if key[0] is contest.post]
    return is_chief and election.plan.basis is Basis.GENERAL and len(nominated) == 1 and len(listed) == 1

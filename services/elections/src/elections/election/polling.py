"""The boxes open, are counted one by one, and counted again if there is a reason.

Law: Organic Law of Local Congresses and Governments, arts. 14, 28 (地方组织法); Electoral Law, arts. 37-44 (选举法).
"""

from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    BoxCounted,
    BoxRecounted,
    CountBox,
    OpenVoting,
    RecountBox,
    RoundKind,
    VotingOpened,
)
from contracts.elections.election.rules import KindRules
from contracts.elections.words import ElectionKind
from contracts.errors import Rejected, refuse_unless

from elections.election.boxes import refuse_box, refuse_reasons
from elections.election.proxies import refuse_unpublished
from elections.election.state import Election, Poll, Stage
from elections.session.held import refuse_outside


def open_voting(command: OpenVoting, election: Election, rules: KindRules, now: datetime) -> VotingOpened:
    refuse_unless(election.are_adopted, "elections.election-measures-not-adopted")
    refuse_unless(election.poll is None, "elections.voting-open-already")
    is_ready = election.stage in (Stage.CONFIRMED, Stage.VOTING) and bool(election.ballot)
    refuse_unless(is_ready, "elections.candidates-not-confirmed", f"It is {election.stage}.")
    _refuse_day(command, election, now)
    _refuse_electorate(command, election, rules)
    _refuse_boxes(command, election, rules)
    refuse_unpublished(election, rules)
    return VotingOpened(
        unit=command.unit,
        election=command.election,
        round=election.rounds + 1,
        why=RoundKind.REPEAT if election.is_repeat else election.why,
        ballot=election.ballot,
        entitled=command.entitled,
        present=command.present,
        printed=command.printed,
        kept_back=command.printed - sum(box.received for box in command.boxes),
        boxes=command.boxes,
        voted_on=command.voted_on,
        opened_by=command.actor,
        recorded_at=now,
    )


def _refuse_day(command: OpenVoting, election: Election, now: datetime) -> None:
    assert election.held_on is not None
    refuse_unless(command.voted_on <= china_day(now), "elections.invalid-date", str(command.voted_on))
    earliest = election.last_result or election.held_on
    refuse_unless(command.voted_on >= earliest, "elections.invalid-date", f"Not before {earliest}.")


def _refuse_electorate(command: OpenVoting, election: Election, rules: KindRules) -> None:
    """A congress needs two thirds of all deputies; whoever else elects is on the final roll."""
    if election.kind is ElectionKind.CONGRESS:
        refuse_outside(command.held, command.voted_on, command.entitled)
        present = command.present or 0
        is_quorate = rules.present is not None and rules.present.threshold.is_met(present, command.entitled)
        refuse_unless(
            is_quorate and present <= command.entitled,
            "elections.quorum-not-met",
            f"{present} of {command.entitled} deputies.",
        )
        return
    refuse_unless(election.roll is not None and election.roll.is_final, "elections.roll-not-final")
    assert election.roll is not None
    refuse_unless(command.entitled == election.roll.voters, "elections.roll-differs", str(election.roll.voters))


def _refuse_boxes(command: OpenVoting, election: Election, rules: KindRules) -> None:
    names = [box.box for box in command.boxes]
    refuse_unless(len(set(names)) == len(names), "elections.no-such-box", "A box is named twice.")
    handed_out = sum(box.received for box in command.boxes)
    refuse_unless(handed_out <= command.printed, "elections.papers-do-not-add-up", f"{handed_out} handed out.")
    candidates = {person for contest in election.ballot for person in contest.candidates}
    for box in command.boxes:
        tellers = {*box.counters, *box.watchers}
        refuse_unless(not tellers & candidates, "elections.counter-is-candidate", box.box)
        refuse_unless(not set(box.counters) & set(box.watchers), "elections.counter-watches", box.box)
        enough = len(set(box.watchers)) >= rules.watchers
        refuse_unless(enough, "elections.not-enough-watchers", f"{box.box}: {rules.watchers} at least.")


def count_box(command: CountBox, election: Election, rules: KindRules, now: datetime) -> BoxCounted:
    poll = _poll(command, election, rules, now)
    refuse_unless(command.box not in poll.counts, "elections.box-counted-already", command.box)
    return BoxCounted(
        unit=command.unit,
        election=command.election,
        round=command.round,
        box=command.box,
        count=command.count,
        entered_by=command.actor,
        recorded_at=now,
    )


def recount_box(command: RecountBox, election: Election, rules: KindRules, now: datetime) -> BoxRecounted:
    poll = _poll(command, election, rules, now)
    refuse_unless(command.box in poll.counts, "elections.not-counted", command.box)
    return BoxRecounted(
        unit=command.unit,
        election=command.election,
        round=command.round,
        box=command.box,
        number=len(poll.counts[command.box]) + 1,
        count=command.count,
        reason=command.reason,
        entered_by=command.actor,
        recorded_at=now,
    )


def _poll(command: CountBox | RecountBox, election: Election, rules: KindRules, now: datetime) -> Poll:
    """The round whose boxes are open; `Rejected` for another one, and for a box that does not add up."""
    poll = election.poll
    if poll is None or poll.opened.round != command.round:
        raise Rejected("elections.voting-not-open", f"Round {command.round}")
    box = next((each for each in poll.opened.boxes if each.box == command.box), None)
    if box is None:
        raise Rejected("elections.no-such-box", command.box)
    counted_on = command.count.counted_on
    refuse_unless(poll.opened.voted_on <= counted_on <= china_day(now), "elections.invalid-date", str(counted_on))
    refuse_box(command.count, box, poll.opened.ballot, election.why)
    refuse_reasons(command.count, rules)
    return poll

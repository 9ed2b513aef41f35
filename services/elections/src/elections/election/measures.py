"""How an election begins: the plan, and the measures that have to be whole, lawful and adopted before any ballot.

Law: district opinion on township people's congresses (document 2 §三(一)4); Organic Law of Local Congresses and
Governments, arts. 25-30 (地方组织法); Electoral Law, art. 31 (选举法).
"""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import assert_never

from contracts.calendar import china_day
from contracts.deadlines import DeadlineRule, TimeUnit, corresponding_day
from contracts.elections.election.messages import (
    BallotForm,
    Contest,
    ElectionPlanned,
    Measures,
    MeasuresAdopted,
    MeasuresCommand,
    MeasuresFact,
    MeasuresRefused,
    MeasuresSubmitted,
    PlanElection,
    RecordMeasuresVote,
    SubmitMeasures,
    TieRule,
)
from contracts.elections.election.rules import BY_MEASURES, ElectionPolicy, KindRules
from contracts.elections.words import CHIEF_POSTS, Basis, ElectionKind
from contracts.errors import Rejected, refuse_unless
from contracts.thresholds import SourcedThreshold, Threshold
from contracts.units import UnitKind, suits

from elections.election.state import Election, Stage
from elections.session.held import refuse_outside

_UNIT_KINDS = {
    ElectionKind.CONGRESS: UnitKind.TOWNSHIP,
    ElectionKind.DEPUTIES: UnitKind.TOWNSHIP,
    ElectionKind.VILLAGERS: UnitKind.VILLAGE,
    ElectionKind.RESIDENTS: UnitKind.COMMUNITY,
}

BASES = {
    "all deputies": "entitled",
    "those entitled": "entitled",
    "registered": "entitled",
    "household representatives": "entitled",
    "participants": "took_part",
    "voting": "took_part",
    "ballots": "collected",
}
"""What a threshold may be taken of, and the total of the poll that it means."""


def begin(
    command: MeasuresCommand, election: Election, policy: ElectionPolicy, now: datetime
) -> Sequence[MeasuresFact]:
    match command:
        case PlanElection():
            return [_plan(command, election, policy, now)]
        case SubmitMeasures():
            return [_submit(command, election, policy, now)]
        case RecordMeasuresVote():
            return [_vote(command, election, policy, now)]
        case _:
            assert_never(command)


def _plan(command: PlanElection, election: Election, policy: ElectionPolicy, now: datetime) -> ElectionPlanned:
    refuse_unless(election.plan is None, "elections.election-planned-already", command.election)
    refuse_unless(suits(_UNIT_KINDS[command.kind], command.unit), "elections.wrong-unit", command.unit)
    rules = policy.of(command.kind)
    posts = [each.post for each in command.contests]
    refuse_unless(len(set(posts)) == len(posts), "elections.post-twice")
    for contest in command.contests:
        refuse_unless(contest.post in rules.posts, "elections.not-elected-here", contest.post)
        refuse_unless(contest.seats <= most_seats(contest, policy), "elections.too-many-seats", contest.post)
    seats = sum(each.seats for each in command.contests)
    fits = rules.most_seats is None or seats <= rules.most_seats
    refuse_unless(fits, "elections.too-many-seats", f"{seats} of {rules.most_seats}.")
    _refuse_long_term(command, rules)
    _refuse_groundless(command, policy, now)
    return ElectionPlanned(
        unit=command.unit,
        election=command.election,
        kind=command.kind,
        basis=command.basis,
        contests=command.contests,
        mode=command.mode,
        held_on=command.held_on,
        term_ends_on=command.term_ends_on,
        session=command.session,
        approval=command.approval,
        arrangement=command.arrangement,
        vacancies=command.vacancies,
        planned_by=command.actor,
        planned_at=now,
    )


def most_seats(contest: Contest, policy: ElectionPolicy) -> int:
    if contest.post in policy.most:
        return policy.most[contest.post]
    return 1 if contest.post in CHIEF_POSTS else 20


def _refuse_long_term(command: PlanElection, rules: KindRules) -> None:
    """Nobody is elected for longer than a term lasts; how often anew, the law leaves open."""
    if rules.term_years is None:
        return
    longest = DeadlineRule(amount=rules.term_years, unit=TimeUnit.YEARS, source=BY_MEASURES)
    last = corresponding_day(longest, command.held_on)
    refuse_unless(command.term_ends_on <= last, "elections.term-too-long", f"The last day is {last}.")


def _refuse_groundless(command: PlanElection, policy: ElectionPolicy, now: datetime) -> None:
    """Under the Party's leadership, within a session, arranged from above at the end of a term, on a vacancy else."""
    if command.kind is ElectionKind.CONGRESS:
        refuse_unless(command.approval is not None, "elections.party-approval-missing")
        refuse_unless(command.session is not None, "elections.session-required")
    if command.kind is ElectionKind.RESIDENTS:
        refuse_unless(command.mode is not None, "elections.mode-required")
        refuse_unless(command.mode in policy.modes, "elections.mode-not-open", str(command.mode))
    if command.approval is not None:
        refuse_unless(command.approval.approved_on <= china_day(now), "elections.invalid-date")
    refuse_unless(command.term_ends_on > command.held_on, "elections.invalid-date", "The term ends before it begins.")
    if command.basis is Basis.BY_ELECTION:
        refuse_unless(bool(command.vacancies), "elections.vacancy-required")
    elif command.kind in (ElectionKind.CONGRESS, ElectionKind.DEPUTIES):
        refuse_unless(command.arrangement is not None, "elections.arrangement-required")


def _submit(command: SubmitMeasures, election: Election, policy: ElectionPolicy, now: datetime) -> MeasuresSubmitted:
    may = (Stage.PLANNED, Stage.DRAFTED)
    refuse_unless(election.stage in may, "elections.invalid-transition", f"The election is {election.stage}.")
    refuse_unless(command.submitted_on <= china_day(now), "elections.invalid-date")
    rules = policy.of(election.kind)
    missing = _empty(command.measures, election, rules, policy.required)
    refuse_unless(not missing, "elections.election-measures-incomplete", ", ".join(missing))
    unlawful = _unlawful(command.measures, election, rules, policy)
    refuse_unless(not unlawful, "elections.election-measures-unlawful", ", ".join(unlawful))
    return MeasuresSubmitted(
        unit=command.unit,
        election=command.election,
        measures=command.measures,
        submitted_on=command.submitted_on,
        submitted_by=command.actor,
        recorded_at=now,
    )


def _empty(measures: Measures, election: Election, rules: KindRules, required: Sequence[str]) -> list[str]:
    """The required fields without a value; where no text says how seats are filled again, the measures do."""
    assert election.plan is not None
    figures = {figure.post for figure in measures.candidate_count}
    has = {
        "quorum": measures.quorum is not None,
        "majority": measures.majority is not None,
        "ballot_form": measures.ballot_form is not None,
        "candidate_count": {each.post for each in election.plan.contests} <= figures,
        "tie_rule": measures.tie_rule is not None,
    }
    missing = [name for name in required if not has[name]]
    is_open = election.kind is not ElectionKind.CONGRESS and rules.rerun is None
    return [*missing, "rerun_floor"] if is_open and measures.rerun_floor is None else missing


def _unlawful(measures: Measures, election: Election, rules: KindRules, policy: ElectionPolicy) -> list[str]:
    """The fields that depart from the law: the measures only settle what it leaves open."""
    assert election.plan is not None
    checks = {
        "quorum": _follows(measures.quorum, rules.turnout or rules.present),
        "majority": _follows(measures.majority, rules.majority),
        "ballot_form": measures.ballot_form is BallotForm.UNSIGNED,
        "tie_rule": measures.tie_rule is TieRule.NEW_BALLOT,
        "rerun_floor": measures.rerun_floor is None or _follows(measures.rerun_floor, rules.rerun),
        "rerun_days": _within(measures.rerun_days, rules.rerun_days),
        "candidate_count": all(
            _is_lawful_figure(contest, election, policy, figure.extra)
            for figure in measures.candidate_count
            for contest in election.plan.contests
            if contest.post is figure.post
        ),
    }
    return [name for name, holds in checks.items() if not holds]


def _follows(value: Threshold | None, law: SourcedThreshold | None) -> bool:
    """What the law fixes is repeated as it stands; what it leaves open is taken of a known base."""
    if value is None:
        return True
    return value == law.threshold if law is not None else value.of in BASES


def _within(value: int | None, law: int | None) -> bool:
    return value is None or law is None or value <= law


def _is_lawful_figure(contest: Contest, election: Election, policy: ElectionPolicy, extra: int) -> bool:
    least, most = extra_bounds(contest, election, policy)
    return least <= extra and (most is None or extra <= most)


def extra_bounds(contest: Contest, election: Election, policy: ElectionPolicy) -> tuple[int, int | None]:
    """How many more candidates than seats there must and may be; None where the law sets no upper bound."""
    assert election.plan is not None
    if election.plan.basis is Basis.BY_ELECTION and election.kind in (ElectionKind.CONGRESS, ElectionKind.DEPUTIES):
        return policy.extras.by_election or 0, None
    match election.kind:
        case ElectionKind.CONGRESS if contest.post in CHIEF_POSTS:
            chief = policy.extras.chief or 0
            return chief, chief
        case ElectionKind.CONGRESS:
            return policy.extras.vice or (0, None)
        case ElectionKind.DEPUTIES:
            return _direct_bounds(contest.seats, policy)
        case ElectionKind.VILLAGERS:
            return 1, None
        case ElectionKind.RESIDENTS:
            return 0, None
        case _:
            assert_never(election.kind)


def _direct_bounds(seats: int, policy: ElectionPolicy) -> tuple[int, int | None]:
    """One third to once more than seats, in whole persons: the third is rounded up."""
    if policy.extras.direct is None:
        raise Rejected("policy-not-active", "No active pack says how many stand in a district.")
    least, most = (Fraction(str(end)) * seats for end in policy.extras.direct)
    return -(-least.numerator // least.denominator), most.numerator // most.denominator


def _vote(command: RecordMeasuresVote, election: Election, policy: ElectionPolicy, now: datetime) -> MeasuresFact:
    refuse_unless(election.stage is Stage.DRAFTED, "elections.invalid-transition", f"The election is {election.stage}.")
    assert election.measures is not None
    refuse_unless(command.version == election.measures.version, "elections.other-version", command.version)
    refuse_unless(command.voted_on <= china_day(now), "elections.invalid-date")
    refuse_outside(command.held, command.voted_on, command.vote.entitled)
    adoption = policy.of(election.kind).adoption
    if adoption is None:
        raise Rejected("policy-not-active", "No active pack says by what majority the measures are adopted.")
    vote = command.vote
    cast = vote.agree + vote.against + vote.abstained
    refuse_unless(cast <= vote.present <= vote.entitled, "elections.invalid-tally")
    whole = vote.entitled if adoption.threshold.of == "all deputies" else vote.present
    needed = adoption.threshold.needed(whole)
    outcome = MeasuresAdopted if vote.agree >= needed else MeasuresRefused
    return outcome(
        unit=command.unit,
        election=command.election,
        version=command.version,
        body=command.body,
        vote=vote,
        needed=needed,
        voted_on=command.voted_on,
        recorded_at=now,
    )

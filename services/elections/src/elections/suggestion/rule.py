"""One suggestion of deputies: handed over with a limit, taken in hand, answered after they were heard, judged by them.

Law: Deputies Law (代表法), art. 51; Organic Law of Local Congresses and Governments (组织法), art. 42; district opinion
on township people's congresses (document 2 §三(二)1).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_begins, day_ends
from contracts.deadlines import deadline
from contracts.elections.suggestion.messages import (
    AssignSuggestion,
    JudgeReply,
    MarkSuggestion,
    RemindSuggestion,
    ReplyJudged,
    ReplySuggestion,
    ReportSuggestion,
    SubmitSuggestion,
    SuggestionAssigned,
    SuggestionCommand,
    SuggestionFact,
    SuggestionOverdue,
    SuggestionReminded,
    SuggestionReplied,
    SuggestionReported,
    SuggestionStep,
    SuggestionSubmitted,
    SuggestionSupervised,
    SuggestionTaken,
    SuperviseSuggestion,
    TakeSuggestion,
)
from contracts.elections.suggestion.rules import SuggestionPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice

suggestion_stream = key_of(__name__, "unit", "term", "suggestion")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`step` None: there is none. `assigned`: to whom and by when. `is_late`: the limit passed without an answer.

    `reported`: the sessions that have heard of it.
    """

    step: SuggestionStep | None = None
    signatories: tuple[str, ...] = ()
    assigned: SuggestionAssigned | None = None
    is_reminded: bool = False
    is_late: bool = False
    reported: tuple[int, ...] = ()

    @property
    def is_owed(self) -> bool:
        """The unit still has to answer, for the first time or again."""
        return self.step in (SuggestionStep.ASSIGNED, SuggestionStep.IN_HANDLING, SuggestionStep.RETURNED)

    def is_passed(self, now: datetime) -> bool:
        """The limit, and an answer is owed still."""
        return self.assigned is not None and self.is_owed and now >= self.assigned.due_at


def evolve(suggestion: Suggestion, fact: SuggestionFact) -> Suggestion:
    match fact:
        case SuggestionSubmitted():
            return Suggestion(step=SuggestionStep.SUBMITTED, signatories=fact.signatories)
        case SuggestionAssigned():
            return replace(suggestion, step=SuggestionStep.ASSIGNED, assigned=fact)
        case SuggestionReported():
            return _reported(suggestion, fact)
        case SuggestionReminded():
            return replace(suggestion, is_reminded=True)
        case SuggestionOverdue():
            return replace(suggestion, is_late=True)
        case _:
            return _went_on(suggestion, fact)


def _went_on(
    suggestion: Suggestion, fact: SuggestionTaken | SuggestionSupervised | SuggestionReplied | ReplyJudged
) -> Suggestion:
    match fact:
        case SuggestionTaken():
            return replace(suggestion, step=SuggestionStep.IN_HANDLING)
        case SuggestionReplied():
            return replace(suggestion, step=SuggestionStep.REPLIED)
        case ReplyJudged():
            step = SuggestionStep.ACCEPTED if fact.is_accepted else SuggestionStep.RETURNED
            return replace(suggestion, step=step)
        case SuggestionSupervised():
            return suggestion
        case _:
            assert_never(fact)


def _reported(suggestion: Suggestion, fact: SuggestionReported) -> Suggestion:
    """What is late and reported is still to be answered."""
    is_done = suggestion.step is SuggestionStep.ACCEPTED
    step = SuggestionStep.REPORTED if is_done else suggestion.step
    return replace(suggestion, step=step, reported=(*suggestion.reported, fact.session))


class _Key(TypedDict):
    unit: str
    term: int
    suggestion: str


def _key(command: SuggestionCommand) -> _Key:
    return {"unit": command.unit, "term": command.term, "suggestion": command.suggestion}


def decide(
    command: SuggestionCommand, suggestion: Suggestion, rules: Rules[SuggestionPolicy], now: datetime
) -> list[SuggestionFact]:
    if isinstance(command, SubmitSuggestion):
        return [_submit(command, suggestion, rules.policy, now)]
    refuse_unless(suggestion.step is not None, "elections.no-such-suggestion", command.suggestion)
    match command:
        case RemindSuggestion():
            return _remind(command, suggestion, now)
        case MarkSuggestion():
            return _overdue(command, suggestion, now)
        case TakeSuggestion():
            return [_take(command, suggestion, now)]
        case ReplySuggestion():
            return [*_overdue(command, suggestion, now), _reply(command, suggestion, now)]
        case _:
            return _by_congress(command, suggestion, rules, now)


def _by_congress(
    command: AssignSuggestion | SuperviseSuggestion | JudgeReply | ReportSuggestion,
    suggestion: Suggestion,
    rules: Rules[SuggestionPolicy],
    now: datetime,
) -> list[SuggestionFact]:
    match command:
        case AssignSuggestion():
            return [_assign(command, suggestion, rules, now)]
        case SuperviseSuggestion():
            return [_supervise(command, suggestion, now)]
        case JudgeReply():
            return [_judge(command, suggestion, now)]
        case ReportSuggestion():
            return [*_overdue(command, suggestion, now), _report(command, suggestion, now)]
        case _:
            assert_never(command)


def _submit(
    command: SubmitSuggestion, suggestion: Suggestion, policy: SuggestionPolicy, now: datetime
) -> SuggestionSubmitted:
    refuse_unless(suggestion.step is None, "elections.suggestion-exists", command.suggestion)
    refuse_unless(not policy.kinds or command.kind in policy.kinds, "elections.unknown-kind", command.kind)
    refuse_twice(command.signatories)
    refuse_unless(not command.inactive, "elections.not-active-deputy", ", ".join(command.inactive))
    return SuggestionSubmitted(
        **_key(command),
        kind=command.kind,
        title=command.title,
        text=command.text,
        signatories=command.signatories,
        recorded_by=command.actor,
        submitted_at=now,
    )


def _assign(
    command: AssignSuggestion, suggestion: Suggestion, rules: Rules[SuggestionPolicy], now: datetime
) -> SuggestionAssigned:
    refuse_unless(suggestion.assigned is None, "elections.suggestion-handed-over", command.suggestion)
    refuse_unless(command.due_on is not None, "elections.deadline-required", "Nothing is handed over without a day.")
    assert command.due_on is not None
    today = china_day(now)
    refuse_unless(command.due_on >= today, "elections.date-in-past", str(command.due_on))
    longest = rules.policy.longest_complex if command.is_complex else rules.policy.longest
    if longest is not None:
        last = deadline(longest, today, rules.calendar).due_on
        refuse_unless(command.due_on <= last, "elections.limit-exceeds-statute", f"{last} by {longest.source}")
    reminder = rules.policy.reminder
    remind_on = None if reminder is None else deadline(reminder, command.due_on, rules.calendar).due_on
    return SuggestionAssigned(
        **_key(command),
        to=command.to,
        is_complex=command.is_complex,
        due_on=command.due_on,
        due_at=day_ends(command.due_on),
        remind_at=None if remind_on is None else day_begins(remind_on),
        assigned_by=command.actor,
        assigned_at=now,
    )


def _handler(command: TakeSuggestion | ReplySuggestion, suggestion: Suggestion) -> SuggestionAssigned:
    """Only the unit that it was handed over to handles it."""
    assigned = suggestion.assigned
    refuse_unless(assigned is not None, "elections.suggestion-not-assigned", command.suggestion)
    assert assigned is not None
    is_own = command.acting_unit == assigned.to
    refuse_unless(is_own, "forbidden-unit", f"{command.acting_unit} was not handed {command.suggestion}.")
    return assigned


def _take(command: TakeSuggestion, suggestion: Suggestion, now: datetime) -> SuggestionTaken:
    assigned = _handler(command, suggestion)
    waits = suggestion.step in (SuggestionStep.ASSIGNED, SuggestionStep.RETURNED)
    refuse_unless(waits, "elections.suggestion-not-assigned", f"It is {suggestion.step}.")
    return SuggestionTaken(**_key(command), by=assigned.to, taken_by=command.actor, taken_at=now)


def _supervise(command: SuperviseSuggestion, suggestion: Suggestion, now: datetime) -> SuggestionSupervised:
    refuse_unless(suggestion.is_owed, "elections.suggestion-not-in-hand", f"It is {suggestion.step}.")
    return SuggestionSupervised(**_key(command), text=command.text, supervised_by=command.actor, supervised_at=now)


def _reply(command: ReplySuggestion, suggestion: Suggestion, now: datetime) -> SuggestionReplied:
    assigned = _handler(command, suggestion)
    is_in_hand = suggestion.step is SuggestionStep.IN_HANDLING
    refuse_unless(is_in_hand, "elections.suggestion-not-in-hand", f"It is {suggestion.step}.")
    refuse_unless(command.heard is not None, "elections.contact-required", "The deputies are heard before.")
    assert command.heard is not None
    refuse_future(command.heard.on, now)
    return SuggestionReplied(
        **_key(command),
        by=assigned.to,
        text=command.text,
        heard=command.heard,
        due_at=assigned.due_at,
        replied_by=command.actor,
        replied_at=now,
    )


def _judge(command: JudgeReply, suggestion: Suggestion, now: datetime) -> ReplyJudged:
    is_replied = suggestion.step is SuggestionStep.REPLIED
    refuse_unless(is_replied, "elections.suggestion-not-replied", f"It is {suggestion.step}.")
    refuse_unless(command.deputy in suggestion.signatories, "elections.not-a-signatory", command.deputy)
    return ReplyJudged(
        **_key(command),
        deputy=command.deputy,
        is_accepted=command.is_accepted,
        opinion=command.opinion,
        judged_at=now,
    )


def _report(command: ReportSuggestion, suggestion: Suggestion, now: datetime) -> SuggestionReported:
    refuse_future(command.reported_on, now)
    is_new = command.session not in suggestion.reported
    refuse_unless(is_new, "elections.suggestion-reported-already", str(command.session))
    is_told = suggestion.step is SuggestionStep.ACCEPTED or suggestion.is_passed(now)
    refuse_unless(is_told, "elections.suggestion-open-still", f"It is {suggestion.step}.")
    return SuggestionReported(
        **_key(command),
        session=command.session,
        reported_on=command.reported_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _overdue(command: SuggestionCommand, suggestion: Suggestion, now: datetime) -> list[SuggestionFact]:
    """Said once, whether the sweeper ran in time or not."""
    assigned = suggestion.assigned
    if assigned is None or suggestion.is_late or not suggestion.is_passed(now):
        return []
    return [SuggestionOverdue(**_key(command), to=assigned.to, due_at=assigned.due_at, announced_at=now)]


def _remind(command: RemindSuggestion, suggestion: Suggestion, now: datetime) -> list[SuggestionFact]:
    assigned = suggestion.assigned
    if assigned is None or assigned.remind_at is None or suggestion.is_reminded or not suggestion.is_owed:
        return []
    if now < assigned.remind_at:
        return []
    return [SuggestionReminded(**_key(command), to=assigned.to, due_at=assigned.due_at, reminded_at=now)]

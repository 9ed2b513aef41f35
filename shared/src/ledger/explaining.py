"""Why a case is due when it is, from its own stream: what the rules and notices that were followed make of it.

Every service that keeps cases with due dates answers `contracts.cases.ExplainDeadline` with this: `explain_case` where
a case has one that can be moved, `explained_by` where its facts name theirs.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from contracts.calendar import Calendar, calendar_of_digest, day_ends
from contracts.cases import Dated as Dated
from contracts.cases import DeadlineExplained, DueDateRederived, ExplainDeadline
from contracts.catalogue import Catalogue
from contracts.deadlines import Deadline
from contracts.errors import Malformed, Rejected
from contracts.explanations import Explanation
from contracts.owed_dates import OwedDateRederived
from contracts.policies import ResolvedPolicy

from ledger.activation import policy_of
from ledger.decider import Decider
from ledger.door import Answer, Page, Source
from ledger.recorded import PolicyNote, metadata_of, policy_note
from ledger.store import Recorded

Dates = Mapping[type, Callable[[Any, ResolvedPolicy], Sequence[Dated]]]
"""Kind of fact to the due dates that it names by the rules it followed; the one that is asked for first comes first."""


def explain_case(
    decider: Decider[Any, Any, Any, Any],
    source: Source,
    question: ExplainDeadline,
    page: Page,
    *,
    pinned: Callable[[PolicyNote], ResolvedPolicy] | None = None,
) -> DeadlineExplained:
    """`pinned` finds the rules that a decision followed: from the release and the record, if nothing else is said.

    `Rejected` if the unit has no such case or it has no due date, or if there is not all that it followed.
    """
    cases = decider.cases
    assert cases is not None, f"{decider.name} keeps no cases with a due date"
    facts = source.read(question.case) if question.case.startswith(cases.prefix) else []
    if not facts or metadata_of(facts[0])["unit"] != question.unit:
        raise Rejected("unknown-case", f"{question.unit} has no case {question.case}.")
    state, deriving = decider.initial, facts[0]
    due, found = None, state
    for fact in facts:
        state = decider.evolve(state, decider.facts.read(fact.type, json.loads(fact.data)))
        if cases.due(state) != due and _is_meant(cases.due(state), question):
            due, deriving = cases.due(state), fact
            found = state
    if due is None:
        raise Rejected("no-due-date", f"{question.case} is owed without a day.")
    note = policy_note(metadata_of(deriving))
    assert note is not None, "a case follows rules"
    policy = _followed(pinned or _pinned(decider.facts, source), note)
    reckoning = cases.reckoning(found, decider.policy(policy))
    explanation, following = _paged(reckoning.explained(_calendar(deriving)), page)
    if explanation.deadline.due_on == due.due_on:
        due = explanation.deadline  # not every fact says whether its due date is provisional
    return DeadlineExplained(
        unit=question.unit, case=question.case, due=due, packs=note.packs, explanation=explanation, next=following
    )


def explained_by(facts: Catalogue, dates: Dates, *deciders: Decider[Any, Any, Any, Any]) -> Answer:
    """The answer of a service whose facts name their due dates: `dates` say how each was reckoned.

    `deciders` keep cases with one: what was derived anew is reckoned from the case itself.
    """

    def answer(source: Source, question: ExplainDeadline, page: Page) -> DeadlineExplained:
        recorded = source.read(question.case) if question.case.startswith(f"{facts.service}_") else []
        if not recorded or not _is_of(facts, recorded[0], question.unit):
            raise Rejected("unknown-case", f"{question.unit} has no case {question.case}.")
        for fact in reversed(recorded):
            message, note = facts.read(fact.type, json.loads(fact.data)), policy_note(metadata_of(fact))
            if isinstance(message, DueDateRederived) and question.due_on in (None, message.after.due_on):
                return _explain_anew(_keeper(deciders, question.case), source, question, page, (fact, message))
            if type(message) not in dates or note is None:
                continue
            for dated in dates[type(message)](message, _followed(_pinned(facts, source), note)):
                if question.due_on in (None, dated.due_on):
                    return _dated(question, page, fact, dated, note)
        raise Rejected("no-due-date", f"{question.case} names no such due date that a rule gives.")

    return answer


def _is_of(facts: Catalogue, first: Recorded, unit: str) -> bool:
    """Whose record it is, or of whom the first fact speaks: not the same where another unit acts for it."""
    return unit in (metadata_of(first)["unit"], getattr(facts.read(first.type, json.loads(first.data)), "unit", None))


def _explain_anew(
    keeper: Decider[Any, Any, Any, Any],
    source: Source,
    question: ExplainDeadline,
    page: Page,
    found: tuple[Recorded, DueDateRederived],
) -> DeadlineExplained:
    """By the rules and notices that it was derived anew by; of several due dates the one that is named."""
    fact, message = found
    if not isinstance(message, OwedDateRederived):
        return explain_case(keeper, source, replace(question, due_on=message.after.due_on), page)
    cases, note = keeper.cases, policy_note(metadata_of(fact))
    assert cases is not None, f"{keeper.name} keeps no cases with a due date"
    assert cases.dates is not None, f"{keeper.name} has one due date at a time"
    assert note is not None, "a case follows rules"
    until = [one for one in source.read(question.case) if one.revision <= fact.revision]
    state = keeper.fold(keeper.facts.read(one.type, json.loads(one.data)) for one in until)
    policy = keeper.policy(_followed(_pinned(keeper.facts, source), note))
    dated = next(one for one in cases.dates(state, policy) if one.owed == message.owed)
    return _dated(question, page, fact, dated, note)


def _keeper(deciders: Sequence[Decider[Any, Any, Any, Any]], case: str) -> Decider[Any, Any, Any, Any]:
    return next(decider for decider in deciders if decider.cases and case.startswith(decider.cases.prefix))


def _dated(question: ExplainDeadline, page: Page, fact: Recorded, dated: Dated, note: PolicyNote) -> DeadlineExplained:
    explanation = dated.reckoning.explained(_calendar(fact))
    due = replace(explanation.deadline, due_on=dated.due_on, due_at=day_ends(dated.due_on))
    shown, following = _paged(explanation, page)
    return DeadlineExplained(
        unit=question.unit, case=question.case, due=due, packs=note.packs, explanation=shown, next=following
    )


def _is_meant(due: Deadline | None, question: ExplainDeadline) -> bool:
    """A case whose clock has stopped has no due date; of earlier ones each is found by its day."""
    return question.due_on is None or (due is not None and question.due_on == due.due_on)


def _pinned(facts: Catalogue, source: Source) -> Callable[[PolicyNote], ResolvedPolicy]:
    return lambda note: policy_of(note, source.read, facts.service)


def _followed(pinned: Callable[[PolicyNote], ResolvedPolicy], note: PolicyNote) -> ResolvedPolicy:
    try:
        return pinned(note)
    except LookupError as error:
        raise Rejected("policy-not-carried", str(error)) from error


def _calendar(fact: Recorded) -> Calendar:
    try:
        return calendar_of_digest(metadata_of(fact)["calendar"])
    except LookupError as error:
        raise Rejected("calendar-not-carried", str(error)) from error


def _paged(explanation: Explanation, page: Page) -> tuple[Explanation, str | None]:
    """A page of the days, and the token of the next one: the last day that this one shows."""
    after = date.min if page.after is None else _day(page.after)
    rest = [line for line in explanation.days if line.day > after]
    shown = tuple(rest[: page.limit])
    return replace(explanation, days=shown), str(shown[-1].day) if len(rest) > len(shown) else None


def _day(token: str) -> date:
    try:
        return date.fromisoformat(token)
    except ValueError as error:
        raise Malformed({"page.after": ["Not the token of a page."]}) from error

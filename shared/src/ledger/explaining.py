"""Why a case is due when it is, from its own stream: what the rules and notices that were followed make of it.

Every service that keeps cases with a due date answers `contracts.cases.ExplainDeadline` with this.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from contracts.calendar import Calendar, calendar_of_digest
from contracts.cases import DeadlineExplained, ExplainDeadline
from contracts.errors import Malformed, Rejected
from contracts.explanations import Explanation
from contracts.policies import ResolvedPolicy

from ledger.activation import policy_of
from ledger.decider import Decider
from ledger.door import Page, Source
from ledger.recorded import PolicyNote, metadata_of, policy_note
from ledger.store import Recorded


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
    due = None
    for fact in facts:
        state = decider.evolve(state, decider.facts.read(fact.type, json.loads(fact.data)))
        if cases.due(state) != due:
            due, deriving = cases.due(state), fact
    if due is None:
        raise Rejected("no-due-date", f"{question.case} is owed without a day.")
    note = policy_note(metadata_of(deriving))
    assert note is not None, "a case follows rules"
    reckoning = cases.reckoning(state, _typed(decider, note, pinned or _pinned(decider, source)))
    explanation, following = _paged(reckoning.explained(_calendar(deriving)), page)
    return DeadlineExplained(
        unit=question.unit, case=question.case, due=due, packs=note.packs, explanation=explanation, next=following
    )


def _pinned(decider: Decider[Any, Any, Any, Any], source: Source) -> Callable[[PolicyNote], ResolvedPolicy]:
    return lambda note: policy_of(note, source.read, decider.facts.service)


def _typed(
    decider: Decider[Any, Any, Any, Any], note: PolicyNote, pinned: Callable[[PolicyNote], ResolvedPolicy]
) -> Any:
    try:
        return decider.policy(pinned(note))
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

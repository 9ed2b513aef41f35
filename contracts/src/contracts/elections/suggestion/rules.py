"""The rules of deputies' suggestions as a decider receives them.

Law: Deputies Law (代表法), art. 51; Organic Law of Local Congresses and Governments (组织法), art. 42; district opinion
(document 2 §三(二)1).
"""

from dataclasses import dataclass

from contracts.deadlines import DeadlineRule, Direction, TimeUnit
from contracts.policies import ResolvedPolicy
from contracts.policy_values import number, words


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionPolicy:
    """`kinds` empty: any word is one. The longest limits, and when to remind: None where no pack says."""

    kinds: tuple[str, ...]
    longest: DeadlineRule | None
    longest_complex: DeadlineRule | None
    reminder: DeadlineRule | None


def suggestion_policy(resolved: ResolvedPolicy) -> SuggestionPolicy:
    return SuggestionPolicy(
        kinds=words(resolved, "suggestion.kinds"),
        longest=_rule(resolved, "suggestion.reply_months.max", TimeUnit.MONTHS),
        longest_complex=_rule(resolved, "suggestion.reply_months.complex", TimeUnit.MONTHS),
        reminder=_rule(resolved, "suggestion.reminder_days", TimeUnit.DAYS, Direction.BEFORE),
    )


def _rule(
    resolved: ResolvedPolicy, name: str, unit: TimeUnit, direction: Direction = Direction.AFTER
) -> DeadlineRule | None:
    amount = number(resolved, name)
    if amount is None:
        return None
    return DeadlineRule(amount=amount, unit=unit, source=resolved.parameters[name].source, direction=direction)

"""The rules of deputies' files as a decider receives them.

Law: Deputies Law (代表法), art. 58; district opinion (document 2 §三(二)3).
"""

from dataclasses import dataclass
from datetime import date

from contracts.policies import ResolvedPolicy
from contracts.policy_values import given, words


@dataclass(frozen=True, slots=True)
class DeputyFilePolicy:
    """`scale` empty: no pack fixes the ratings, any word is one. `publish_from` None: no law asks for publication."""

    scale: tuple[str, ...]
    publish_from: date | None


def deputy_file_policy(resolved: ResolvedPolicy) -> DeputyFilePolicy:
    day = given(resolved, "deputy.profile.publish.from")
    return DeputyFilePolicy(
        scale=words(resolved, "deputy.evaluation.scale"),
        publish_from=None if day is None else date.fromisoformat(day),
    )

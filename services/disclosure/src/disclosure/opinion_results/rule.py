"""What became of the opinions of one unit in one month: each counted once.

Law: county opinion on township standardisation (document 1 §四2三要).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.disclosure.opinion_results.messages import NoteOpinionResult, OpinionResultNoted
from contracts.rules import Rules
from contracts.stream_names import key_of

opinion_results_stream = key_of(__name__, "unit", "month")

Noted = frozenset[str]
"""The submissions whose result is counted."""


def decide(command: NoteOpinionResult, noted: Noted, rules: Rules[None], now: datetime) -> Sequence[OpinionResultNoted]:
    if command.submission in noted:
        return []
    return [
        OpinionResultNoted(
            unit=command.unit,
            month=command.month,
            submission=command.submission,
            is_of_item=command.is_of_item,
            outcome=command.outcome,
            told_on=command.told_on,
            cause=command.cause,
            noted_at=now,
        )
    ]


def evolve(noted: Noted, fact: OpinionResultNoted) -> Noted:
    return noted | {fact.submission}

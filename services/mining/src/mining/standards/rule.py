"""The standards that an authority published, and the documents of their management (标准规范、管理细则).

Law: opinion on green mines, part 4 item 1 and part 7 item 3 (document 3 §四(一), §七(三)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.mine.rules import MiningPolicy
from contracts.mining.standards.messages import (
    STANDARDS_CLAUSE,
    PublishStandard,
    RegisterRules,
    RulesRegistered,
    StandardCommand,
    StandardFact,
    StandardPublished,
)
from contracts.rules import Rules
from contracts.stream_names import key_of

from mining.mine.round_rules import standard_named

standards_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Standards:
    """The names of those that are public."""

    published: frozenset[str] = frozenset()


def decide(
    command: StandardCommand, standards: Standards, rules: Rules[MiningPolicy], now: datetime
) -> Sequence[StandardFact]:
    match command:
        case PublishStandard():
            return [_publish(command, standards, rules.policy, now)]
        case RegisterRules():
            return [_register(command, now)]
        case _:
            assert_never(command)


def _publish(command: PublishStandard, standards: Standards, policy: MiningPolicy, now: datetime) -> StandardPublished:
    is_new = command.standard not in standards.published
    refuse_unless(is_new, "mining.standard-already-published", command.standard)
    refuse_unless(command.published_on <= china_day(now), "mining.date-in-future", str(command.published_on))
    standard = standard_named(command.standard, policy)
    return StandardPublished(
        unit=command.unit,
        standard=standard.standard,
        title=command.title,
        level=standard.level,
        industry=standard.industry,
        in_force_from=standard.in_force_from,
        items=len(standard.items),
        published_on=command.published_on,
        clause=STANDARDS_CLAUSE,
        published_by=command.actor,
        published_at=now,
    )


def _register(command: RegisterRules, now: datetime) -> RulesRegistered:
    refuse_unless(command.issued_on <= china_day(now), "mining.date-in-future", str(command.issued_on))
    return RulesRegistered(
        unit=command.unit,
        document=command.document,
        title=command.title,
        issued_on=command.issued_on,
        content=command.content,
        registered_by=command.actor,
        registered_at=now,
    )


def evolve(standards: Standards, fact: StandardFact) -> Standards:
    match fact:
        case StandardPublished():
            return replace(standards, published=standards.published | {fact.standard})
        case RulesRegistered():
            return standards
        case _:
            assert_never(fact)

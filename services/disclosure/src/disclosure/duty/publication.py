"""Making items public through channels, what shows that it was done, and taking postings down again.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4): channels and times; posting periods
(document 5 §二(四)1(2)). The claimed day and the recorded moment are kept apart, so that no claim can be dated back.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.blobs import Blob
from contracts.calendar import china_day
from contracts.disclosure.duty.messages import (
    DutyFact,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
    PublishItems,
    TakeDownItems,
)
from contracts.disclosure.duty.rules import PublicationRules
from contracts.disclosure.words import Publication
from contracts.errors import refuse_unless

from disclosure.duty.state import Duty, Stage, key
from disclosure.duty.writing import refuse_content, refuse_twice, refuse_unknown, refuse_unready


def show(command: PublishItems | TakeDownItems, duty: Duty, rules: PublicationRules, now: datetime) -> list[DutyFact]:
    match command:
        case PublishItems():
            return _publish(command, duty, rules, now)
        case TakeDownItems():
            return _take_down(command, duty, rules, now)
        case _:
            assert_never(command)


def _publish(command: PublishItems, duty: Duty, rules: PublicationRules, now: datetime) -> list[DutyFact]:
    """The publication, and the finding if its claimed day lies too far back."""
    refuse_unless(duty.stage is not Stage.OPEN, "disclosure.not-submitted")
    _refuse_channels(command.channels, rules)
    _refuse_evidence(command, rules)
    _refuse_future(command.claimed_on, now)
    refuse_unknown(duty.items, command.items)
    refuse_twice(list(command.items))
    codes = command.items or tuple(code for code, item in duty.items.items() if item.is_ready_for(command.channels))
    refuse_unless(bool(codes), "disclosure.nothing-to-publish")
    for code in codes:
        refuse_unready(code, duty.items[code], command.channels)
    published = ItemsPublished(
        **key(command),
        items=tuple(
            Publication(item=code, version=duty.items[code].version, digest=duty.items[code].digest) for code in codes
        ),
        channels=command.channels,
        evidence=command.evidence,
        claimed_on=command.claimed_on,
        published_by=command.actor,
        published_at=now,
    )
    return [published, *_backdated(command, codes, rules, now)]


def attached(command: PublishItems, duty: Duty) -> tuple[Blob, ...]:
    """The attachments of what is to be published: they were there when it was written, and have to be still."""
    codes = command.items or tuple(code for code, item in duty.items.items() if item.is_ready_for(command.channels))
    return tuple(blob for code in codes if code in duty.items for blob in duty.items[code].attachments)


def _take_down(command: TakeDownItems, duty: Duty, rules: PublicationRules, now: datetime) -> list[DutyFact]:
    """The postings came down; a finding for those that stood too short."""
    refuse_unknown(duty.items, command.items)
    refuse_twice(list(command.items))
    _refuse_future(command.taken_down_on, now)
    least = max(rules.display_days or 0, (duty.matter and duty.matter.posting_days) or 0)
    facts: list[DutyFact] = []
    for since, codes in _by_day(command, duty):
        refuse_unless(command.taken_down_on >= since, "disclosure.taken-down-before-posted", ", ".join(codes))
        shown = (command.taken_down_on - since).days
        facts.append(
            ItemsTakenDown(
                **key(command),
                items=codes,
                channel=command.channel,
                taken_down_on=command.taken_down_on,
                shown_days=shown,
                taken_down_by=command.actor,
                recorded_at=now,
            )
        )
        if shown < least:
            too_short = PostingTooShort(
                **key(command), items=codes, channel=command.channel, shown_days=shown, least_days=least
            )
            facts.append(too_short)
    return facts


def _refuse_channels(channels: tuple[str, ...], rules: PublicationRules) -> None:
    refuse_unless(bool(channels), "disclosure.channel-required")
    unknown = [channel for channel in channels if channel not in rules.channels]
    refuse_unless(not unknown, "disclosure.invalid-channel", ", ".join(unknown))
    refuse_unless(len(set(channels)) == len(channels), "disclosure.invalid-channel", "named twice")


def _refuse_evidence(command: PublishItems, rules: PublicationRules) -> None:
    """That the contents are there was seen to before; here they are held against the rules."""
    shown = [evidence.channel for evidence in command.evidence]
    strange = [channel for channel in shown if channel not in command.channels]
    refuse_unless(not strange, "disclosure.evidence-of-other-channel", ", ".join(strange))
    needed = [channel for channel in command.channels if channel in rules.evidence_required]
    missing = [channel for channel in needed if channel not in shown]
    refuse_unless(not missing, "disclosure.evidence-required", ", ".join(missing))
    for evidence in command.evidence:
        refuse_content(evidence.blob, rules.evidence[evidence.channel], evidence.channel)


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "disclosure.date-in-future", str(day))


def _backdated(
    command: PublishItems, codes: tuple[str, ...], rules: PublicationRules, now: datetime
) -> Sequence[DutyFact]:
    days = (china_day(now) - command.claimed_on).days
    if rules.backdating_days is None or days <= rules.backdating_days:
        return ()
    return (
        PublicationBackdated(
            **key(command),
            items=codes,
            channels=command.channels,
            claimed_on=command.claimed_on,
            published_at=now,
            days=days,
        ),
    )


def _by_day(command: TakeDownItems, duty: Duty) -> list[tuple[date, tuple[str, ...]]]:
    """The items by the day since which they have stood on the channel, earliest first."""
    groups: dict[date, list[str]] = {}
    for code in command.items:
        since = duty.items[code].shown_since.get(command.channel)
        refuse_unless(since is not None, "disclosure.not-posted", f"{code} on {command.channel}")
        assert since is not None
        groups.setdefault(since, []).append(code)
    return [(since, tuple(groups[since])) for since in sorted(groups)]

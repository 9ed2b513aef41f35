"""Writing entries, handing them in, correcting what is public; what an entry or a verdict must satisfy."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

from contracts.blobs import Blob
from contracts.disclosure.duty.messages import (
    CorrectItems,
    DraftItems,
    DutyFact,
    DutySubmitted,
    ItemsCorrected,
    ItemsDrafted,
    SubmitDuty,
)
from contracts.disclosure.duty.rules import CatalogueRules, ContentRules, DisclosurePolicy
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.errors import Rejected, refuse_unless

from disclosure.duty.figures import stated
from disclosure.duty.privacy import may_be_personal, refuse_personal, refuse_redactions
from disclosure.duty.state import Duty, Item, Items, Stage, key, numbered

Writing = DraftItems | SubmitDuty | CorrectItems


def write(command: Writing, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    match command:
        case DraftItems():
            drafted = _draft(command, duty, policy, now)
            return [drafted, *stated(drafted, policy.figures)]
        case SubmitDuty():
            return [_submit(command, duty, now)]
        case CorrectItems():
            corrected = _correct(command, duty, policy, now)
            return [corrected, *stated(corrected, policy.figures)]
        case _:
            assert_never(command)


def _draft(command: DraftItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsDrafted:
    refuse_entries(command.entries, duty.items, duty.annual, command.period, policy)
    public = [entry.item for entry in command.entries if duty.items[entry.item].is_published]
    refuse_unless(not public, "disclosure.already-published", ", ".join(public))
    return ItemsDrafted(
        **key(command),
        entries=numbered(duty.items, command.entries),
        author=command.actor,
        drafted_at=now,
    )


def _submit(command: SubmitDuty, duty: Duty, now: datetime) -> DutySubmitted:
    refuse_unless(duty.stage is Stage.OPEN, "disclosure.already-submitted")
    missing = [code for code, item in duty.items.items() if item.version == 0]
    refuse_unless(not missing, "disclosure.items-missing", ", ".join(missing))
    return DutySubmitted(
        **key(command),
        submitted_by=command.actor,
        submitted_at=now,
    )


def _correct(command: CorrectItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsCorrected:
    refuse_entries(command.entries, duty.items, duty.annual, command.period, policy)
    unpublished = [entry.item for entry in command.entries if not duty.items[entry.item].is_published]
    refuse_unless(not unpublished, "disclosure.not-published", ", ".join(unpublished))
    return ItemsCorrected(
        **key(command),
        entries=numbered(duty.items, command.entries),
        reason=command.reason,
        author=command.actor,
        corrected_at=now,
    )


def refuse_entries(
    entries: Sequence[Entry], items: Items, annual: tuple[str, ...], period: str, policy: DisclosurePolicy
) -> None:
    codes = [entry.item for entry in entries]
    refuse_unknown(items, codes)
    refuse_twice(codes)
    is_suspect = may_be_personal(entries)
    for entry in entries:
        refuse_incomplete(entry, annual, period)
        for attachment in entry.attachments:
            refuse_content(attachment.blob, policy.attachments, f"{entry.item}: {attachment.name}")
        refuse_redactions(entry, policy)
        if is_suspect:
            refuse_personal(entry, policy)


def refuse_content(blob: Blob, rules: ContentRules, where: str) -> None:
    """Size and type as they were seen in the bytes."""
    refuse_unless(
        not rules.types or blob.media_type in rules.types, "disclosure.content-type", f"{where} {blob.media_type}"
    )
    fits = rules.most_bytes is None or blob.size <= rules.most_bytes
    refuse_unless(fits, "disclosure.content-too-large", f"{where}: {blob.size} bytes of {rules.most_bytes}")


def refuse_verdict(verdict: Verdict, item: Item, rules: CatalogueRules) -> None:
    refuse_unless(item.version > 0, "disclosure.content-required", verdict.item)
    refuse_unless(item.version not in item.published.values(), "disclosure.already-published", verdict.item)
    if verdict.passed:
        refuse_unless(item.version > item.withdrawn_version, "disclosure.version-withdrawn", verdict.item)
        refuse_unless(not item.is_secret, "disclosure.secret-content", verdict.item)
        return
    refuse_unless(verdict.ground is not None, "disclosure.secrecy-ground-required", verdict.item)
    refuse_unless(verdict.ground in rules.grounds, "disclosure.ground-not-lawful", f"{verdict.item}: {verdict.ground}")


def refuse_unready(code: str, item: Item, channels: tuple[str, ...]) -> None:
    refuse_unless(not item.is_secret, "disclosure.secret-content", code)
    refuse_unless(item.is_checked, "disclosure.secrecy-check-required", code)
    refuse_unless(item.withheld_on is None, "disclosure.item-withheld", code)
    refuse_unless(item.is_news_on(channels), "disclosure.already-published", code)


def refuse_unknown(items: Items, codes: Iterable[str]) -> None:
    unknown = [code for code in codes if code not in items]
    refuse_unless(not unknown, "disclosure.unknown-item", ", ".join(unknown))


def refuse_twice(codes: list[str]) -> None:
    if len(set(codes)) < len(codes):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        raise Rejected("disclosure.item-twice", ", ".join(twice))


def refuse_incomplete(entry: Entry, annual: tuple[str, ...], period: str) -> None:
    """Each kind of entry needs its own part (D-017, D-018, D-024)."""
    match entry.kind:
        case EntryKind.CONTENT:
            has_content = entry.text is not None or entry.table is not None or bool(entry.attachments)
            refuse_unless(has_content, "disclosure.content-required", entry.item)
        case EntryKind.NOTHING_TO_REPORT:
            refuse_unless(entry.reason is not None, "disclosure.reason-required", entry.item)
        case EntryKind.UNCHANGED:
            refuse_unless(entry.item in annual, "disclosure.not-an-annual-item", entry.item)
            refuse_unless(
                entry.since is not None and _is_before(entry.since, period), "disclosure.wrong-period", entry.item
            )


def _is_before(since: str, period: str) -> bool:
    """Periods of one kind sort as text: 2024H2 < 2025H1."""
    return len(since) == len(period) and since[4] == period[4] and since < period

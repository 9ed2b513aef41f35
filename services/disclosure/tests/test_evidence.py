"""What an entry carries beside its text, what shows that a channel carried it, and how long a posting stands."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.blobs import Blob
from contracts.disclosure.duty.messages import (
    DutyFulfilledAgain,
    DutyReopened,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
    ReadAttachment,
)
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.words import Attachment, Entry, EntryKind, Evidence, Table
from contracts.errors import Malformed, Rejected
from contracts.policies import pack_named, resolve
from disclosure.service import SERVICE
from ledger.testing.playing import Played

PACKS = ("county-2011", "community-draft", "county-2011-practice")
PDF, PHOTO = "application/pdf", "image/jpeg"
LEAST_DAYS = 5


def blob(media_type: str, size: int = 1000) -> Blob:
    return Blob(
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", size=size, media_type=media_type
    )


def attached(item: str, media_type: str = PDF, size: int = 1000) -> Entry:
    attachments = (Attachment(name="收支明细表", blob=blob(media_type, size)),)
    return Entry(item=item, kind=EntryKind.CONTENT, attachments=attachments)


def photo(channel: str = "board", media_type: str = PHOTO, size: int = 1000) -> Evidence:
    return Evidence(channel=channel, blob=blob(media_type, size))


@pytest.fixture(scope="module")
def practice():
    return disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))


@pytest.fixture
def duty(residents, practice):
    """Residents' affairs, which a board alone fulfils, under the county's own practice."""
    return replace(residents, policy=practice)


@pytest.fixture
def posted(duty):
    """All on the board since 10 September, where a posting stands five days."""
    publication = replace(duty.policy.publication, display_days=LEAST_DAYS)
    duty = replace(duty, policy=replace(duty.policy, publication=publication))
    command = duty.publish(channels=("board",), evidence=(photo(),))
    return duty, duty.all_checked().when(command, at=duty.written_at).after()


# What an entry carries


@pytest.mark.req("D-018")
def test_a_table_or_an_attachment_is_content_as_well_as_a_text(duty):
    table = Table(columns=("项目", "金额"), rows=(("办公费", "1200.00"), ("接待费", "")))
    entries = (Entry(item="CA-4", kind=EntryKind.CONTENT, table=table), attached("CA-1"))

    duty.opened().when(duty.draft(*entries), at=duty.written_at).then(duty.drafted(1, *entries, at=duty.written_at))


@pytest.mark.parametrize(
    ("columns", "rows"),
    [(("甲", "乙"), (("一",),)), (("甲",), (("一", "二"),)), (("甲",), (("一" * 67,),) * 20)],
)
def test_a_table_with_a_ragged_row_or_too_many_bytes_is_malformed(columns, rows):
    with pytest.raises(Malformed):
        Table(columns=columns, rows=rows)


def test_an_attachment_of_another_type_is_refused(duty):
    command = duty.draft(attached("CA-4", "video/mp4"))

    duty.opened().when(command, at=duty.written_at).then_rejected("disclosure.content-type")


@pytest.mark.parametrize("size", [9_999_999, 10_000_000])
def test_an_attachment_of_the_largest_size_is_taken(duty, size: int):
    entry = attached("CA-4", size=size)

    duty.opened().when(duty.draft(entry), at=duty.written_at).then(duty.drafted(1, entry, at=duty.written_at))


def test_an_attachment_one_byte_larger_is_refused(duty):
    command = duty.draft(attached("CA-4", size=10_000_001))

    duty.opened().when(command, at=duty.written_at).then_rejected("disclosure.content-too-large")


def test_where_no_pack_speaks_of_attachments_any_that_is_kept_is_taken(residents):
    entry = attached("CA-4", "video/mp4", 1 << 30)
    now = residents.written_at

    residents.opened().when(residents.draft(entry), at=now).then(residents.drafted(1, entry, at=now))


# Evidence of a channel


@pytest.mark.req("D-016")
def test_di_07_a_publication_is_the_digest_of_its_content_with_the_evidence_of_its_channels(duty):
    now, shown = duty.written_at, (photo(), photo("online", "text/html"))
    command = duty.publish("CA-4", channels=("board", "online"), evidence=shown)

    duty.all_checked().when(command, at=now).then(
        duty.published("CA-4", at=now, channels=("board", "online"), evidence=shown)
    )


def test_a_board_without_its_photo_does_not_count(duty):
    command = duty.publish("CA-4", channels=("board", "online"))

    duty.all_checked().when(command, at=duty.written_at).then_rejected("disclosure.evidence-required", "board")


def test_evidence_of_a_channel_that_is_not_named_is_refused(duty):
    command = duty.publish("CA-4", channels=("online",), evidence=(photo("board"),))

    duty.all_checked().when(command, at=duty.written_at).then_rejected("disclosure.evidence-of-other-channel", "board")


def test_a_page_is_no_photo_of_a_board(duty):
    command = duty.publish("CA-4", channels=("board",), evidence=(photo(media_type="text/html"),))

    duty.all_checked().when(command, at=duty.written_at).then_rejected("disclosure.content-type", "board text/html")


@pytest.mark.parametrize("size", [7_999_999, 8_000_000])
def test_a_photo_of_the_largest_size_is_taken(duty, size: int):
    now, shown = duty.written_at, (photo(size=size),)

    duty.all_checked().when(duty.publish("CA-4", channels=("board",), evidence=shown), at=now).then(
        duty.published("CA-4", at=now, channels=("board",), evidence=shown)
    )


def test_a_photo_larger_than_the_policy_takes_is_refused(duty):
    command = duty.publish("CA-4", channels=("board",), evidence=(photo(size=8_000_001),))

    duty.all_checked().when(command, at=duty.written_at).then_rejected("disclosure.content-too-large")


# Claimed and recorded days


@pytest.mark.parametrize("days", [0, 2, 3])
def test_a_claim_within_the_days_that_pass_is_no_finding(duty, days: int):
    now, claimed = duty.written_at, duty.day - timedelta(days=days)

    duty.all_checked().when(duty.publish("CA-4", claimed_on=claimed), at=now).then(
        duty.published("CA-4", at=now, claimed_on=claimed)
    )


def test_di_08_a_claim_one_day_further_back_is_a_finding_beside_both_days(duty):
    now, claimed = duty.written_at, duty.day - timedelta(days=4)
    finding = PublicationBackdated(
        **duty.key(), items=("CA-4",), channels=("online",), claimed_on=claimed, published_at=now, days=4
    )

    duty.all_checked().when(duty.publish("CA-4", claimed_on=claimed), at=now).then(
        duty.published("CA-4", at=now, claimed_on=claimed), finding
    )


# How long a posting stands


def down(duty, *items: str, on: date, days: int) -> ItemsTakenDown:
    return ItemsTakenDown(
        **duty.key(),
        items=items,
        channel="board",
        taken_down_on=on,
        shown_days=days,
        taken_down_by="clerk",
        recorded_at=duty.written_at + timedelta(days=10),
    )


@pytest.mark.parametrize("days", [5, 6])
def test_a_posting_that_stood_long_enough_comes_down_without_a_finding(posted, days: int):
    duty, case = posted
    last = duty.day + timedelta(days=days)

    case.when(duty.take_down("CA-4", on=last), at=duty.written_at + timedelta(days=10)).then(
        down(duty, "CA-4", on=last, days=days)
    )


@pytest.mark.req("D-016")
def test_di_07_a_posting_that_came_down_a_day_early_must_be_posted_again(posted):
    duty, case = posted
    last, now = duty.day + timedelta(days=4), duty.written_at + timedelta(days=10)
    too_short = PostingTooShort(**duty.key(), items=("CA-4",), channel="board", shown_days=4, least_days=LEAST_DAYS)
    reopened = DutyReopened(**duty.key(), missing=("CA-4",), reopened_at=now)

    taken = case.when(duty.take_down("CA-4", on=last), at=now)
    taken.then(down(duty, "CA-4", on=last, days=4), too_short, reopened)
    again = duty.publish("CA-4", channels=("board",), evidence=(photo(),), claimed_on=now.date())
    taken.after().when(again, at=now).then(
        duty.published("CA-4", at=now, channels=("board",), evidence=(photo(),), claimed_on=now.date()),
        DutyFulfilledAgain(**duty.key(), fulfilled_at=now),
    )


def test_what_is_missing_of_a_reopened_duty_is_never_overdue(posted):
    duty, case = posted
    early = case.when(duty.take_down("CA-4", on=duty.day), at=duty.written_at).after()

    early.when(duty.mark_overdue(), at=duty.due_at + timedelta(days=90)).then()


def test_a_claim_too_far_back_counts_as_shown_only_since_it_was_recorded(posted):
    duty, _ = posted
    command = duty.publish(channels=("board",), evidence=(photo(),), claimed_on=duty.day - timedelta(days=4))
    case = duty.all_checked().when(command, at=duty.written_at).after()

    taken = case.when(duty.take_down("CA-4", on=duty.day), at=duty.written_at).after()

    assert [0] == [fact.shown_days for fact in taken.facts if isinstance(fact, ItemsTakenDown)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"channel": "online"}, "disclosure.not-posted"),
        ({"on": date(2025, 9, 9)}, "disclosure.taken-down-before-posted"),
        ({"on": date(2025, 9, 11)}, "disclosure.date-in-future"),
    ],
)
def test_only_what_stands_is_taken_down_and_not_before_it_stood_or_tomorrow(posted, changes, code: str):
    duty, case = posted
    command = duty.take_down("CA-4", **{"on": duty.day, **changes})

    case.when(command, at=duty.written_at).then_rejected(code)


def test_a_posting_comes_down_once(posted):
    duty, case = posted
    taken = case.when(duty.take_down("CA-4", on=duty.day), at=duty.written_at).after()

    taken.when(duty.take_down("CA-4", on=duty.day), at=duty.written_at).then_rejected("disclosure.not-posted")


# Who may read an attachment


@pytest.fixture
def office(tmp_path: Path, residents: Any) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=residents.written_at, unit="360730", folder=tmp_path)
    played.activate("county-2011", "community-draft")
    return played


def test_an_attachment_is_read_once_its_entry_is_public_and_never_before(office: Played, residents, say):
    duty = residents
    entry = Entry(item="CA-1", kind=EntryKind.CONTENT, attachments=(Attachment(name="规划", blob=blob(PDF)),))
    others = [say.content(item) for item in duty.items if item != "CA-1"]
    office.at(
        duty.written_at,
        duty.open(),
        duty.draft(entry, *others),
        duty.submit(),
        duty.check(*map(say.passed, duty.items)),
    )
    question = ReadAttachment(
        unit=duty.unit, catalogue="CA", period=duty.period, item="CA-1", digest=blob(PDF).digest, offset=0
    )
    with pytest.raises(Rejected) as refusal:
        office.ask(question)
    assert "disclosure.attachment-not-public" == refusal.value.code

    office.at(duty.written_at, duty.publish(claimed_on=duty.day))

    with pytest.raises(Rejected) as refusal:
        office.ask(question)
    assert "blob-missing" == refusal.value.code, "it is public; this office keeps no contents"

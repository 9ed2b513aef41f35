"""Making items public, and correcting what is public."""

from datetime import UTC, date, datetime, timedelta

import pytest
from contracts.disclosure.duty.messages import DutyFulfilled

INSTANT = timedelta(microseconds=1)


@pytest.mark.req("D-016", "D-018")
def test_a_publication_records_its_items_versions_channels_publisher_and_date(party):
    now = party.written_at
    command = party.publish("TP-2", channels=("online", "board"), claimed_on=date(2025, 7, 9))

    party.all_checked().when(command, at=now).then(
        party.published("TP-2", at=now, channels=("online", "board"), claimed_on=date(2025, 7, 9))
    )


@pytest.mark.req("D-016")
def test_the_channels_are_telephone_online_boards_and_display(party):
    now = party.written_at
    every = ("one_call", "online", "board", "e_display")

    party.all_checked().when(party.publish("TP-2", channels=every), at=now).then(
        party.published("TP-2", at=now, channels=every)
    )


@pytest.mark.req("D-016")
def test_a_publication_names_a_channel(party):
    command = party.publish("TP-2", channels=())

    party.all_checked().when(command, at=party.written_at).then_rejected("disclosure.channel-required")


@pytest.mark.req("D-016")
def test_a_channel_that_the_policy_does_not_know_is_refused(party):
    command = party.publish("TP-2", channels=("online", "radio"))

    party.all_checked().when(command, at=party.written_at).then_rejected("disclosure.invalid-channel", "radio")


def test_nothing_is_published_before_it_is_handed_in(party):
    party.all_drafted().when(party.publish("TP-2"), at=party.written_at).then_rejected("disclosure.not-submitted")


@pytest.mark.req("D-002")
def test_an_item_that_was_not_checked_is_not_published(party):
    party.in_review().when(party.publish("TP-2"), at=party.written_at).then_rejected(
        "disclosure.secrecy-check-required", "TP-2"
    )


@pytest.mark.req("D-002")
def test_secret_content_is_not_published(party, say):
    secret = party.in_review(a=say.content("TP-2", secret=True))

    secret.when(party.publish("TP-2"), at=party.written_at).then_rejected("disclosure.secret-content", "TP-2")


def test_a_withheld_item_is_not_published(party, say):
    withheld = party.in_review().when(party.check(say.withheld("TP-2")), at=party.written_at).after()

    withheld.when(party.publish("TP-2"), at=party.written_at).then_rejected("disclosure.item-withheld", "TP-2")


def test_an_unknown_item_is_not_published(party):
    party.all_checked().when(party.publish("TP-99"), at=party.written_at).then_rejected(
        "disclosure.unknown-item", "TP-99"
    )


def test_an_item_is_published_once_in_a_command(party):
    party.all_checked().when(party.publish("TP-2", "TP-2"), at=party.written_at).then_rejected(
        "disclosure.item-twice", "TP-2"
    )


def test_today_in_china_may_be_claimed_as_the_day_of_publication(party):
    last_moment = datetime(2025, 7, 10, 16, tzinfo=UTC) - INSTANT
    command = party.publish("TP-2", claimed_on=date(2025, 7, 10))

    party.all_checked().when(command, at=last_moment).then(
        party.published("TP-2", at=last_moment, claimed_on=date(2025, 7, 10))
    )


def test_tomorrow_in_china_is_not_yet_a_day_of_publication(party):
    last_moment = datetime(2025, 7, 10, 16, tzinfo=UTC) - INSTANT
    command = party.publish("TP-2", claimed_on=date(2025, 7, 11))

    party.all_checked().when(command, at=last_moment).then_rejected("disclosure.date-in-future", "2025-07-11")
    assert len(party.all_checked().when(command, at=last_moment + INSTANT).after().facts) == 5


def test_naming_no_item_publishes_all_that_are_ready(party, say):
    now = party.written_at
    verdicts = (say.passed("TP-2"), say.withheld("TP-3a"), say.passed("TP-4a"))
    partly = party.in_review().when(party.check(*verdicts), at=now).after()

    partly.when(party.publish(), at=now).then(party.published("TP-2", "TP-4a", at=now))


def test_naming_no_item_when_none_is_ready_publishes_nothing(party):
    party.in_review().when(party.publish(), at=party.written_at).then_rejected("disclosure.nothing-to-publish")


def test_a_version_is_published_once_through_a_channel(party):
    party.all_published().when(party.publish("TP-2"), at=party.written_at).then_rejected(
        "disclosure.already-published", "TP-2"
    )


def test_a_version_may_be_published_later_through_another_channel(party):
    now = party.written_at

    party.all_published().when(party.publish("TP-2", channels=("board",)), at=now).then(
        party.published("TP-2", at=now, channels=("board",))
    )


def test_a_version_may_be_published_through_an_old_channel_and_a_new_one(party):
    now = party.written_at
    both = ("online", "board")

    party.all_published().when(party.publish("TP-2", channels=both), at=now).then(
        party.published("TP-2", at=now, channels=both)
    )


# What fulfils a duty


@pytest.mark.req("D-017")
def test_publishing_the_last_item_fulfils_the_duty(party):
    now = party.written_at
    *others, last = party.items
    before = party.all_checked().when(party.publish(*others), at=now)

    before.then(party.published(*others, at=now))
    before.after().when(party.publish(last), at=now).then(party.published(last, at=now), party.fulfilled(now))


@pytest.mark.req("D-017")
def test_an_item_with_nothing_to_report_is_published_like_any_other(residents, say):
    now = residents.written_at
    first, *rest = residents.items
    verdicts = [say.passed(item) for item in residents.items]
    checked = residents.in_review(a=say.nothing(first)).when(residents.check(*verdicts), at=now).after()

    assert len(checked.when(residents.publish(*rest), at=now).after().facts) == len(checked.facts) + 1
    checked.when(residents.publish(), at=now).then(
        residents.published(*residents.items, at=now, entries=(say.nothing(first),)),
        residents.fulfilled(now),
    )


@pytest.mark.parametrize("channels", [("board",), ("e_display",), ("board", "e_display")])
@pytest.mark.req("D-016")
def test_a_board_alone_does_not_meet_the_due_date(party, channels: tuple[str, ...]):
    now = party.written_at
    on_board = party.all_checked().when(party.publish(channels=channels), at=now)

    on_board.then(party.published(*party.items, at=now, channels=channels))
    on_board.after().when(party.mark_overdue(), at=party.due_at).then(party.overdue(*party.items, at=party.due_at))


@pytest.mark.parametrize("channels", [("online",), ("one_call",), ("board", "online")])
@pytest.mark.req("D-016")
def test_online_or_telephone_meets_the_due_date(party, channels: tuple[str, ...]):
    now = party.written_at

    party.all_checked().when(party.publish(channels=channels), at=now).then(
        party.published(*party.items, at=now, channels=channels), party.fulfilled(now)
    )


@pytest.mark.req("D-016")
def test_publication_online_after_the_board_fulfils_the_duty(party):
    now = party.written_at
    on_board = party.all_checked().when(party.publish(channels=("board",)), at=now).after()

    on_board.when(party.publish(*party.items), at=now).then(party.published(*party.items, at=now), party.fulfilled(now))


@pytest.mark.req("D-016")
def test_what_is_online_stays_online_when_it_is_put_on_the_board_too(party):
    now = party.written_at
    first, *rest = party.items
    online = party.all_checked().when(party.publish(first), at=now).after()
    on_board = online.when(party.publish(first, channels=("board",)), at=now).after()

    on_board.when(party.mark_overdue(), at=party.due_at).then(party.overdue(*rest, at=party.due_at))


@pytest.mark.parametrize("channel", ["one_call", "online", "board", "e_display"])
@pytest.mark.req("D-016", "D-025")
def test_any_channel_meets_the_due_date_of_residents_affairs(residents, channel: str):
    now = residents.written_at

    residents.all_checked().when(residents.publish(channels=(channel,)), at=now).then(
        residents.published(*residents.items, at=now, channels=(channel,)), residents.fulfilled(now)
    )


def test_a_late_publication_of_an_announced_duty_is_fulfilled_late(party):
    later = party.due_at + timedelta(days=1)
    overdue = party.all_checked().when(party.mark_overdue(), at=party.due_at).after()

    overdue.when(party.publish(), at=later).then(
        party.published(*party.items, at=later, claimed_on=party.day), party.fulfilled(later)
    )


def test_a_claimed_day_before_the_due_date_does_not_make_a_late_record_timely(party):
    later = party.due_at + timedelta(days=1)
    command = party.publish(claimed_on=date(2025, 7, 19))

    party.all_checked().when(command, at=later).then(
        party.overdue(*party.items, at=later),
        party.published(*party.items, at=later, claimed_on=date(2025, 7, 19)),
        party.fulfilled(later),
    )


# Correcting


@pytest.mark.req("D-019")
def test_a_correction_is_a_new_version_with_its_reason(party, say):
    now = party.written_at
    entry = say.content("TP-2", "更正后的内容")

    party.all_published().when(party.correct(entry, reason="第三项金额有误"), at=now).then(
        party.corrected(2, entry, at=now, reason="第三项金额有误")
    )


@pytest.mark.req("D-019")
def test_every_version_stays_in_the_record(party, say):
    now = party.written_at
    first = party.all_published()
    entry = say.content("TP-2", "更正后的内容")
    second = first.when(party.correct(entry), at=now).after()
    checked = second.when(party.check(say.passed("TP-2")), at=now).after()

    assert second.facts[: len(first.facts)] == first.facts
    checked.when(party.publish("TP-2"), at=now).then(party.published("TP-2", at=now, version=2, entries=(entry,)))


def test_an_item_under_correction_is_still_public_in_its_older_version(party, say):
    now = party.written_at
    first, *rest = party.items
    public = party.all_checked().when(party.publish(first), at=now).after()
    corrected = public.when(party.correct(say.content(first, "更正")), at=now).after()

    corrected.when(party.draft(say.content(first)), at=now).then_rejected("disclosure.already-published", first)
    corrected.when(party.mark_overdue(), at=party.due_at).then(party.overdue(*rest, at=party.due_at))


def test_a_correction_is_checked_before_it_is_published(party, say):
    corrected = party.all_published().when(party.correct(say.content("TP-2", "更正")), at=party.written_at).after()

    corrected.when(party.publish("TP-2"), at=party.written_at).then_rejected(
        "disclosure.secrecy-check-required", "TP-2"
    )


def test_the_author_of_a_correction_does_not_check_it(party, say):
    now = party.written_at
    command = party.correct(say.content("TP-2", "更正"), actor="reviewer")
    corrected = party.all_published().when(command, at=now).after()

    corrected.when(party.check(say.passed("TP-2")), at=now).then_rejected("disclosure.check-by-author", "TP-2")


def test_a_published_correction_does_not_fulfil_the_duty_again(party, say):
    now, entry = party.written_at, say.content("TP-2", "更正")
    corrected = party.all_published().when(party.correct(entry), at=now).after()
    checked = corrected.when(party.check(say.passed("TP-2")), at=now).after()

    checked.when(party.publish(), at=now).then(party.published("TP-2", at=now, version=2, entries=(entry,)))


def test_what_is_not_public_is_not_corrected(party, say):
    command = party.correct(say.content("TP-2", "更正"))

    party.all_checked().when(command, at=party.written_at).then_rejected("disclosure.not-published", "TP-2")


@pytest.mark.parametrize(
    ("item", "code"),
    [("TP-99", "disclosure.unknown-item"), ("TP-2", "disclosure.content-required")],
)
def test_a_correction_is_held_to_the_rules_of_an_entry(party, say, item: str, code: str):
    command = party.correct(say.content(item, None))

    party.all_published().when(command, at=party.written_at).then_rejected(code, item)


def test_a_correction_names_an_item_once(party, say):
    command = party.correct(say.content("TP-2", "甲"), say.content("TP-2", "乙"))

    party.all_published().when(command, at=party.written_at).then_rejected("disclosure.item-twice", "TP-2")


# A whole duty


@pytest.mark.req("D-017", "D-008")
def test_a_village_makes_all_its_items_public_one_by_one(village, say):
    now = village.written_at
    case = village.opened()
    for item in village.items:
        case = case.when(village.draft(say.content(item)), at=now).after()
    case = case.when(village.submit(), at=now).after()
    for item in village.items:
        case = case.when(village.check(say.passed(item)), at=now).after()
    *others, last = village.items
    for item in others:
        case = case.when(village.publish(item), at=now).after()

    assert len(village.items) == 37
    assert len(case.facts) == 1 + 37 + 1 + 37 + 36
    case.when(village.publish(last), at=now).then(village.published(last, at=now), village.fulfilled(now))


def test_what_is_public_on_the_board_alone_is_ready_for_the_calendar_channel(party):
    on_the_board = party.all_checked().when(party.publish(channels=("board",)), at=party.written_at).after()
    online = party.publish(channels=("online",))

    fulfilled = on_the_board.when(online, at=party.written_at).after().facts[-1]

    assert DutyFulfilled is type(fulfilled)

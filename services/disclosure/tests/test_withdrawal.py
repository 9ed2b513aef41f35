"""What is public is taken back on a lawful ground only: shown no more, recorded for ever, written anew."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import (
    CheckItems,
    CorrectItems,
    DraftItems,
    DutiesOfUnit,
    DutyFulfilledAgain,
    DutyReopened,
    ItemsWithdrawn,
    PublishedPage,
    PublishItems,
    Reserve,
    SubmitDuty,
    WithdrawItems,
    WithheldItems,
)
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.completeness import measure
from disclosure.service import SERVICE
from ledger.testing.playing import Played

ITEM = "TG-7c"
PACKS = ("cn-open-government-2019", "county-2011")
LATER = timedelta(days=2)


@pytest.fixture
def town(government):
    policy = disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))
    return replace(government, policy=policy)


def withdrawing(duty: Any, *items: str, ground: str = "personal_privacy") -> WithdrawItems:
    return WithdrawItems(**duty.key(), actor="clerk", items=items, ground=ground, reason="名单含家庭住址")


def withdrawn(duty: Any, at: datetime) -> ItemsWithdrawn:
    return ItemsWithdrawn(
        **duty.key(),
        items=(ITEM,),
        ground="personal_privacy",
        reason="名单含家庭住址",
        withdrawn_by="clerk",
        withdrawn_at=at,
    )


def test_di_09_what_is_public_is_withdrawn_with_its_ground_and_is_missing_then(town):
    at = town.written_at + LATER

    town.all_published().when(withdrawing(town, ITEM), at=at).then(
        withdrawn(town, at), DutyReopened(**town.key(), missing=(ITEM,), reopened_at=at)
    )


def test_nothing_is_withdrawn_because_it_is_unwelcome(town):
    case = town.all_published().when(withdrawing(town, ITEM, ground="unwelcome"), at=town.written_at)

    case.then_rejected("disclosure.ground-not-lawful", "unwelcome")


def test_what_is_secret_can_be_taken_back_in_every_catalogue_and_privacy_is_no_ground_of_party_affairs(party):
    case = party.all_published()
    item = party.items[0]
    secret = withdrawing(party, item, ground="state_secret")

    assert isinstance(case.when(secret, at=party.written_at).after().facts[-2], ItemsWithdrawn)
    case.when(withdrawing(party, item), at=party.written_at).then_rejected("disclosure.ground-not-lawful")


def test_only_what_is_public_is_withdrawn_and_each_item_once(town):
    town.all_checked().when(withdrawing(town, ITEM), at=town.written_at).then_rejected("disclosure.not-published", ITEM)
    case = town.all_published()
    case.when(withdrawing(town, "TG-99"), at=town.written_at).then_rejected("disclosure.unknown-item", "TG-99")
    case.when(withdrawing(town, ITEM, ITEM), at=town.written_at).then_rejected("disclosure.item-twice", ITEM)
    gone = case.when(withdrawing(town, ITEM), at=town.written_at).after()
    gone.when(withdrawing(town, ITEM), at=town.written_at).then_rejected("disclosure.not-published", ITEM)


def test_a_withdrawn_version_is_never_published_again_and_a_new_one_is_checked_like_the_first(town, say):
    at = town.written_at + LATER
    gone = town.all_published().when(withdrawing(town, ITEM), at=at).after()
    gone.when(town.publish(ITEM), at=at).then_rejected("disclosure.secrecy-check-required", ITEM)
    gone.when(town.check(say.passed(ITEM)), at=at).then_rejected("disclosure.version-withdrawn", ITEM)

    news = say.content(ITEM, "名单已隐去家庭住址。")
    case = gone.when(town.draft(news), at=at).after().when(town.check(say.passed(ITEM)), at=at).after()

    case.when(town.publish(ITEM, claimed_on=at.date()), at=at).then(
        town.published(ITEM, at=at, version=2, claimed_on=at.date(), entries=(news,)),
        DutyFulfilledAgain(**town.key(), fulfilled_at=at),
    )


def test_the_reviewer_may_withhold_what_was_withdrawn(town, say):
    at = town.written_at + LATER
    gone = town.all_published().when(withdrawing(town, ITEM), at=at).after()
    case = gone.when(town.check(say.withheld(ITEM, "personal_privacy")), at=at).after()

    assert isinstance(case.facts[-1], DutyFulfilledAgain)


def test_completeness_counts_what_was_withdrawn_as_missing(town):
    case = town.all_published().when(withdrawing(town, ITEM), at=town.written_at + LATER).after()
    measured = measure((town.written_at, fact) for fact in case.facts)

    assert (1, len(town.items) - 1) == (measured.missing, measured.in_time)


# What the public sees


UNIT = "360730101"
KEY: Any = {"unit": UNIT, "catalogue": "TG", "period": "2025Q1"}
APRIL = datetime(2025, 4, 3, tzinfo=CHINA)


def written(item: str, text: str) -> Entry:
    return Entry(item=item, kind=EntryKind.CONTENT, text=text)


@pytest.fixture
def office(tmp_path: Path) -> Played:
    begins = datetime(2025, 1, 2, tzinfo=CHINA)
    played = Played(SERVICE, SERVICE.answers, begins=begins, unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    name = Bilingual(zh="梅江镇", en="Meijiang Town")
    played.at(
        begins, EnrolUnit(actor="desk", unit=UNIT, kind=UnitKind.TOWNSHIP, name=name, valid_from=date(2025, 1, 1))
    )
    items = pack_items()
    verdicts = tuple(Verdict(item=item, passed=True) for item in items)
    played.at(
        APRIL,
        DraftItems(**KEY, actor="clerk", entries=tuple(written(item, f"{item}的第一版") for item in items)),
        SubmitDuty(**KEY, actor="clerk"),
        CheckItems(**KEY, actor="reviewer", verdicts=verdicts),
        PublishItems(**KEY, actor="clerk", items=(), channels=("online",), claimed_on=APRIL.date()),
        CorrectItems(**KEY, actor="clerk", entries=(written(ITEM, f"{ITEM}的第二版"),), reason="补充说明"),
        CheckItems(**KEY, actor="reviewer", verdicts=(Verdict(item=ITEM, passed=True),)),
        PublishItems(**KEY, actor="clerk", items=(ITEM,), channels=("online",), claimed_on=APRIL.date()),
    )
    return played


def pack_items() -> tuple[str, ...]:
    return disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS])).catalogue("TG").items


def withdraw(office: Played) -> None:
    command = WithdrawItems(**KEY, actor="clerk", items=(ITEM,), ground="personal_privacy", reason="名单含家庭住址")
    office.at(APRIL + LATER, command)


def shown(office: Played) -> Any:
    [catalogue] = office.ask(PublishedPage(unit=UNIT, period="2025Q1")).catalogues
    return {item.item: item for item in catalogue.items}[ITEM]


def test_every_version_of_it_is_on_the_page_with_its_digest_and_the_reason_and_without_what_it_said(office: Played):
    before = shown(office).versions
    withdraw(office)
    after = shown(office).versions

    assert [(2, "personal_privacy"), (1, "personal_privacy")] == [(each.version, each.withdrawn_on) for each in after]
    assert [each.digest for each in before] == [each.digest for each in after]
    assert {("名单含家庭住址", None, None)} == {(each.reason, each.text, each.correction) for each in after}
    assert "的第" not in repr(shown(office))


def test_a_new_version_stands_above_those_that_were_withdrawn(office: Played):
    withdraw(office)
    office.at(
        APRIL + 2 * LATER,
        DraftItems(**KEY, actor="clerk", entries=(written(ITEM, "已隐去家庭住址"),)),
        CheckItems(**KEY, actor="reviewer", verdicts=(Verdict(item=ITEM, passed=True),)),
        PublishItems(**KEY, actor="clerk", items=(ITEM,), channels=("online",), claimed_on=APRIL.date()),
    )

    assert [(3, "已隐去家庭住址"), (2, None), (1, None)] == [
        (each.version, each.text) for each in shown(office).versions
    ]


def test_it_is_on_the_public_list_of_what_is_not_disclosed_and_counts_no_more(office: Played):
    withdraw(office)
    lines = office.ask(WithheldItems(unit=UNIT)).lines
    of_duty = [line for line in office.ask(DutiesOfUnit(unit=UNIT)).duties if line.period == "2025Q1"]

    assert [(ITEM, Reserve.WITHDRAWN, "personal_privacy")] * 2 == [
        (line.item, line.reserve, line.ground) for line in lines
    ]
    assert [len(pack_items()) - 1] == [line.published for line in of_duty]


def test_views_with_withdrawn_versions_are_rebuilt_to_equal_rows(office: Played):
    withdraw(office)
    rows = office.rows()
    office.projector.rebuild()

    assert rows == office.rows()

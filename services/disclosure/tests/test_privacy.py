"""Personal data that a text shows is refused; what is redacted, withheld or reviewed keeps its ground."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import (
    CheckItems,
    DraftItems,
    DutyReopened,
    MissingItems,
    PartialDisclosurePossible,
    PublishItems,
    Reserve,
    ReviewWithheld,
    SubmitDuty,
    WithheldItems,
    WithheldReview,
    WithheldReviewed,
)
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Attachment, Entry, EntryKind, Redaction, Table, Verdict
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.privacy import kinds_in, may_be_personal
from disclosure.service import SERVICE
from hypothesis import given
from hypothesis import strategies as st
from ledger.testing.playing import Played

PACKS = ("cn-open-government-2019", "county-2011", "county-2011-posted")
ID = "110101199003074610"  # made up; its check character is right
MOBILE, LANDLINE, CARD = "13800138000", "0797-6822345", "6222020000000000003"


@pytest.fixture(scope="module")
def rules():
    return disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))


@pytest.fixture
def town(government, rules):
    """A township's government affairs under the regulation's list of what is redacted."""
    return replace(government, policy=rules)


def entry(item: str = "TG-7c", **parts: Any) -> Entry:
    return Entry(**{"item": item, "kind": EntryKind.CONTENT, "text": "低保名单见附件", **parts})


# What a machine can see


def valid_card() -> str:
    return next(
        f"622202000000000000{last}" for last in range(10) if "bank_account" in kinds_in(f"622202000000000000{last}")
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证号{ID}。", ["id_number"]),
        ("身份证号１１０１０１１９９００３０７４６１０", ["id_number"]),
        (f"{ID[:-1]}1", []),
        ("11010119900307461", []),
        (f"电话{MOBILE}", ["telephone"]),
        ("138 0013 8000", ["telephone"]),
        (LANDLINE, ["telephone"]),
        ("12800138000", []),
        ("合同编号138001380001", []),
        ("支出 1380013.80 元，2025年7月20日", []),
    ],
)
@pytest.mark.req("D-202")
def test_identity_numbers_and_telephones_are_seen_and_other_figures_are_not(text: str, kinds: list[str]):
    assert kinds == list(kinds_in(text))


@pytest.mark.req("D-202")
def test_a_bank_account_is_seen_by_its_check_digit_however_it_is_spaced():
    card = valid_card()
    spaced = " ".join(card[start : start + 4] for start in range(0, 20, 4))
    other = card[:-1] + str((int(card[-1]) + 1) % 10)

    assert [["bank_account"], ["bank_account"], []] == [list(kinds_in(text)) for text in (card, spaced, other)]


@given(st.lists(st.text(alphabet="0123456789０１３ -年Xx\n\u0301", max_size=40), max_size=4))
@pytest.mark.req("D-202")
def test_no_entry_in_which_something_is_found_passes_the_first_look(texts: list[str]):
    """The first look is at all entries at once; only what it suspects is looked at kind by kind."""
    found = any(True for text in texts for _ in kinds_in(text))

    assert may_be_personal([entry(text=text) for text in texts]) or not found


@pytest.mark.parametrize(
    "text", [LANDLINE, "079 6822345", MOBILE, "138 0013-8000", ID, valid_card(), "０７９６８２２３４５"]
)
@pytest.mark.req("D-202")
def test_the_shortest_number_of_each_kind_is_suspected_in_any_of_the_texts(text: str):
    assert list(kinds_in(text))
    assert may_be_personal([entry(), entry(text=f"共{text}元")])
    assert not may_be_personal([entry(), entry(text="2025年7月20日，支出 138001380 元")])


@pytest.mark.parametrize(
    "parts",
    [
        {"text": f"张某 {MOBILE}"},
        {"table": Table(columns=("姓名", "身份证"), rows=(("张某", ID),))},
        {"kind": EntryKind.NOTHING_TO_REPORT, "text": None, "reason": f"联系{MOBILE}"},
    ],
)
@pytest.mark.req("D-202")
def test_personal_data_anywhere_in_an_entry_is_refused_without_being_repeated(town, parts):
    with pytest.raises(Rejected) as refused:
        town.opened().when(town.draft(entry(**parts)), at=town.written_at).after()

    assert "disclosure.personal-data-in-content" == refused.value.code
    assert not {MOBILE, ID} & set(refused.value.detail.split())


def test_the_name_of_an_attachment_is_looked_at_too(town):
    blob = Blob(digest="0" * 64, size=1, media_type="application/pdf")
    command = town.draft(entry(attachments=(Attachment(name=f"{ID}.pdf", blob=blob),)))

    town.opened().when(command, at=town.written_at).then_rejected("disclosure.personal-data-in-content")


def test_where_no_pack_names_kinds_nothing_is_looked_for(residents):
    silent = replace(residents.policy.redaction, kinds=())
    residents = replace(residents, policy=replace(residents.policy, redaction=silent))
    written = residents.draft(Entry(item="CA-4", kind=EntryKind.CONTENT, text=MOBILE))

    assert len(residents.opened().when(written, at=residents.written_at).after().facts) == 2


@pytest.mark.req("D-202")
def test_the_telephone_of_an_office_is_no_personal_data_where_the_catalogue_asks_for_it(party, rules, say):
    duty = replace(party, policy=rules, catalogue="STAFF", period="standing")
    opened = duty.given().when(duty.open(), at=duty.written_at).after()

    assert len(opened.when(duty.draft(say.content("STAFF-6", LANDLINE)), at=duty.written_at).after().facts) == 2
    opened.when(duty.draft(say.content("STAFF-3", LANDLINE)), at=duty.written_at).then_rejected(
        "disclosure.personal-data-in-content", "STAFF-3: telephone"
    )


# Redactions


REDACTED = Redaction(rule="id_number", count=12, ground="personal_privacy")


@pytest.mark.req("D-202")
def test_di_12_a_redaction_says_which_rule_removed_how_much_on_which_ground(town):
    written = entry(redactions=(REDACTED,))

    town.opened().when(town.draft(written), at=town.written_at).then(town.drafted(1, written, at=town.written_at))


def test_di_11_what_was_redacted_is_fixed_by_the_digest_of_what_is_published(town, say):
    versions = [entry(redactions=()), entry(redactions=(REDACTED,))]
    digests = {
        town.opened().when(town.draft(each), at=town.written_at).after().facts[-1].entries[0].digest
        for each in versions
    }

    assert 2 == len(digests)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rule": "shoe_size"}, "disclosure.unknown-redaction-rule"),
        ({"ground": "embarrassing"}, "disclosure.ground-not-lawful"),
    ],
)
def test_a_redaction_without_a_rule_or_a_lawful_ground_is_refused(town, change, code: str):
    command = town.draft(entry(redactions=(replace(REDACTED, **change),)))

    town.opened().when(command, at=town.written_at).then_rejected(code)


# Withheld


@pytest.mark.req("D-199")
def test_withholding_the_whole_where_a_part_would_do_is_a_finding(town):
    verdict = Verdict(item="TG-7c", passed=False, ground="personal_privacy", part_would_do=True)
    finding = PartialDisclosurePossible(**town.key(), items=("TG-7c",))

    town.in_review().when(town.check(verdict), at=town.written_at).then(
        town.checked(verdict, at=town.written_at), finding
    )


@pytest.fixture
def kept(town, say):
    """All public but one item, which is withheld."""
    verdicts = [say.passed(item) if item != "TG-6d" else say.withheld(item) for item in town.items]
    checked = town.in_review().when(town.check(*verdicts), at=town.written_at).after()
    return checked.when(town.publish(), at=town.written_at).after()


def reviewing(town, *reviews: WithheldReview) -> ReviewWithheld:
    return ReviewWithheld(**town.key(), actor="reviewer", reviews=reviews)


@pytest.mark.req("D-201")
def test_what_has_no_ground_any_more_is_checked_anew_and_published(town, kept, say):
    now = town.written_at
    free = WithheldReview(item="TG-6d", remains=False, reason="征兵工作已结束")
    reviewed = WithheldReviewed(**town.key(), reviews=(free,), reviewed_by="reviewer", reviewed_at=now)
    case = kept.when(reviewing(town, free), at=now)

    case.then(reviewed, DutyReopened(**town.key(), missing=("TG-6d",), reopened_at=now))
    case.after().when(town.publish("TG-6d"), at=now).then_rejected("disclosure.secrecy-check-required", "TG-6d")
    checked = case.after().when(town.check(say.passed("TG-6d")), at=now).after()
    assert "TG-6d" in [item.item for item in checked.when(town.publish("TG-6d"), at=now).after().facts[-2].items]


@pytest.mark.req("D-201")
def test_a_ground_that_remains_keeps_the_item_withheld(town, kept):
    still = WithheldReview(item="TG-6d", remains=True, reason="仍涉密")
    case = kept.when(reviewing(town, still), at=town.written_at).after()

    assert WithheldReviewed is type(case.facts[-1])
    case.when(town.publish("TG-6d"), at=town.written_at).then_rejected("disclosure.item-withheld", "TG-6d")


@pytest.mark.parametrize(("item", "code"), [("TG-1a", "disclosure.not-withheld"), ("TG-99", "disclosure.unknown-item")])
def test_only_what_is_withheld_is_reviewed(town, kept, item: str, code: str):
    command = reviewing(town, WithheldReview(item=item, remains=True, reason="复审"))

    kept.when(command, at=town.written_at).then_rejected(code, item)


# What the public and the officers are told


@pytest.fixture
def played(tmp_path, say):
    unit = "360730101"
    key: dict[str, Any] = {"unit": "360730101", "catalogue": "TG", "period": "2025Q1"}
    place = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    place.activate("cn-open-government-2019", "county-2011")
    name = Bilingual(zh="梅江镇", en="Meijiang Town")
    place.at(
        datetime(2025, 1, 2, tzinfo=CHINA),
        EnrolUnit(actor="desk", unit=unit, kind=UnitKind.TOWNSHIP, name=name, valid_from=date(2025, 1, 1)),
    )
    place.at(datetime(2025, 4, 2, tzinfo=CHINA))
    items = next(fact.items for fact in place.facts() if getattr(fact, "period", "") == "2025Q1")
    entries = [
        entry(item, text=f"{item}的内容") if item != "TG-7c" else entry(redactions=(REDACTED,)) for item in items
    ]
    verdicts = [say.passed(item) if item != "TG-6d" else say.withheld(item) for item in items[:-1]]
    place.at(
        datetime(2025, 4, 3, tzinfo=CHINA),
        DraftItems(actor="clerk", entries=tuple(entries), **key),
        SubmitDuty(actor="clerk", **key),
        CheckItems(actor="reviewer", verdicts=tuple(verdicts), **key),
        PublishItems(
            actor="clerk", items=("TG-7c",), channels=("online",), evidence=(), claimed_on=date(2025, 4, 3), **key
        ),
    )
    return place, key, items


@pytest.mark.req("D-199")
def test_di_10_the_public_list_names_items_and_grounds_and_nothing_of_what_they_say(played):
    place, key, _ = played
    answer = place.ask(WithheldItems(unit=key["unit"]))

    assert [
        ("TG-6d", Reserve.WITHHELD, "state_secret", None, None),
        ("TG-7c", Reserve.REDACTED, "personal_privacy", "id_number", 12),
    ] == [(line.item, line.reserve, line.ground, line.rule, line.count) for line in answer.lines]
    assert "的内容" not in repr(answer)
    first = place.ask(WithheldItems(unit=key["unit"]), limit=1)
    assert place.ask(WithheldItems(unit=key["unit"]), after=first.next).lines == answer.lines[1:]


def test_the_preview_says_what_each_item_waits_for(played):
    place, key, items = played
    answer = place.ask(MissingItems(**key))

    assert ((), (items[-1],), date(2025, 4, 20), 2) == (
        answer.without_entry,
        answer.unchecked,
        answer.due_on,
        answer.settled,
    )
    assert set(items) - {"TG-6d", "TG-7c", items[-1]} == set(answer.unpublished)
    with pytest.raises(Rejected, match="duty-not-open"):
        place.ask(MissingItems(**{**key, "period": "2025Q2"}))

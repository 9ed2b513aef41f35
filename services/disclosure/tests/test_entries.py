"""Writing entries, and handing them in."""

import pytest
from contracts.disclosure.duty.messages import DraftItems
from contracts.disclosure.words import Entry, EntryKind
from contracts.errors import Malformed
from contracts.message import load


@pytest.mark.req("D-018")
def test_an_entry_is_recorded_with_its_item_author_and_version(party, say):
    entry = say.content("TP-2", "上半年党委工作实绩")
    now = party.written_at

    party.opened().when(party.draft(entry, actor="wang"), at=now).then(party.drafted(1, entry, at=now, author="wang"))


def test_an_entry_written_again_is_the_next_version(party, say):
    entry = say.content("TP-2", "改写")
    now = party.written_at
    once = party.opened().when(party.draft(say.content("TP-2")), at=now).after()

    once.when(party.draft(entry), at=now).then(party.drafted(2, entry, at=now))


@pytest.mark.req("D-018")
def test_an_item_that_is_not_in_the_catalogue_is_refused(party, say):
    command = party.draft(say.content("TP-2"), say.content("TP-99"))

    party.opened().when(command, at=party.written_at).then_rejected("disclosure.unknown-item", "TP-99")


def test_an_item_written_twice_in_one_command_is_refused(party, say):
    command = party.draft(say.content("TP-2", "甲"), say.content("TP-2", "乙"))

    party.opened().when(command, at=party.written_at).then_rejected("disclosure.item-twice", "TP-2")


@pytest.mark.req("D-018")
def test_content_without_a_text_is_refused(party):
    entry = Entry(item="TP-2", kind=EntryKind.CONTENT)

    party.opened().when(party.draft(entry), at=party.written_at).then_rejected("disclosure.content-required", "TP-2")


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
@pytest.mark.req("D-018")
def test_content_with_a_blank_text_is_malformed(text: str):
    document = {
        "actor": "clerk",
        "unit": "360730101",
        "catalogue": "TP",
        "period": "2025H1",
        "entries": [{"item": "TP-2", "kind": "content", "text": text}],
    }

    with pytest.raises(Malformed) as refusal:
        load(DraftItems, document)

    assert refusal.value.problems == {"entries.0.text": ["Empty text."]}


@pytest.mark.req("D-017")
def test_nothing_to_report_needs_a_reason(party, say):
    now = party.written_at
    entry = say.nothing("TP-2", "本期无此事项")

    party.opened().when(party.draft(say.nothing("TP-2", None)), at=now).then_rejected("disclosure.reason-required")
    party.opened().when(party.draft(entry), at=now).then(party.drafted(1, entry, at=now))


@pytest.mark.parametrize("item", ["TP-1a", "TP-1b"])
@pytest.mark.req("D-024")
def test_an_annual_item_may_stay_unchanged_since_an_earlier_period(party, say, item: str):
    entry = say.unchanged(item, "2024H2")
    now = party.written_at

    party.opened().when(party.draft(entry), at=now).then(party.drafted(1, entry, at=now))


@pytest.mark.req("D-024")
def test_the_annual_items_are_the_plans_and_the_items_of_last_year(policy):
    annual = [item for rules in policy.catalogues.values() for item in rules.annual]

    assert sorted(annual) == ["TG-2c", "TG-2d", "TG-2e", "TP-1a", "TP-1b", "VA-1a", "VP-2a", "VP-2b", "VP-3"]


@pytest.mark.req("D-024")
def test_an_item_that_is_not_annual_never_stays_unchanged(party, say):
    command = party.draft(say.unchanged("TP-2", "2024H2"))

    party.opened().when(command, at=party.written_at).then_rejected("disclosure.not-an-annual-item", "TP-2")


@pytest.mark.parametrize("since", [None, "2025H1", "2025H2", "2026H1", "2024Q4", "2024-12"])
@pytest.mark.req("D-024")
def test_unchanged_is_measured_from_an_earlier_period_of_the_same_kind(party, say, since: str | None):
    command = party.draft(say.unchanged("TP-1a", since))

    party.opened().when(command, at=party.written_at).then_rejected("disclosure.wrong-period", "TP-1a")


@pytest.mark.parametrize(("since", "allowed"), [("2024Q4", True), ("2025Q1", False), ("2024H2", False)])
@pytest.mark.req("D-024")
def test_a_quarterly_item_is_unchanged_since_a_quarter(village, say, since: str, allowed: bool):
    case = village.opened().when(village.draft(say.unchanged("VA-1a", since)), at=village.written_at)

    if allowed:
        assert len(case.after().facts) == 2
    else:
        case.then_rejected("disclosure.wrong-period")


def test_a_published_item_is_not_drafted_again(party, say):
    now = party.written_at
    one = party.all_checked().when(party.publish("TP-2"), at=now).after()

    one.when(party.draft(say.content("TP-2", "改写")), at=now).then_rejected("disclosure.already-published", "TP-2")


def test_a_draft_during_the_review_must_be_checked_anew(party, say):
    now = party.written_at
    rewritten = party.all_checked().when(party.draft(say.content("TP-2", "改写")), at=now).after()

    rewritten.when(party.publish("TP-2"), at=now).then_rejected("disclosure.secrecy-check-required", "TP-2")


# Handing in


@pytest.mark.req("D-017")
def test_a_duty_with_every_item_written_is_handed_in(party):
    now = party.written_at

    party.all_drafted().when(party.submit(), at=now).then(party.submitted(now))


@pytest.mark.req("D-017")
def test_a_duty_with_one_item_missing_is_not_handed_in(party, say):
    now = party.written_at
    entries = [say.content(item) for item in party.items if item != "TP-4b"]
    incomplete = party.opened().when(party.draft(*entries), at=now).after()

    incomplete.when(party.submit(), at=now).then_rejected("disclosure.items-missing", "TP-4b")


@pytest.mark.req("D-017")
def test_the_missing_items_are_listed_in_the_order_of_the_catalogue(party):
    party.opened().when(party.submit(), at=party.written_at).then_rejected(
        "disclosure.items-missing", ", ".join(party.items)
    )


@pytest.mark.req("D-017")
def test_nothing_to_report_and_unchanged_count_as_written(party, say):
    now = party.written_at
    all_written = party.all_drafted(a=say.nothing("TP-2"), b=say.unchanged("TP-1a", "2024H2"))

    all_written.when(party.submit(), at=now).then(party.submitted(now))


def test_a_duty_is_handed_in_once(party):
    now = party.written_at

    party.in_review().when(party.submit(), at=now).then_rejected("disclosure.already-submitted")
    party.all_published().when(party.submit(), at=now).then_rejected("disclosure.already-submitted")

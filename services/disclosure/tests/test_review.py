"""The secrecy check (保密审查) of items, by another person than their author."""

import pytest


@pytest.mark.req("D-002")
def test_a_check_records_who_checked_when_and_with_which_result(party, say):
    now = party.written_at
    verdicts = (say.passed("TP-2"), say.withheld("TP-3a", "party_secret"))

    party.in_review().when(party.check(*verdicts), at=now).then(party.checked(*verdicts, at=now))


def test_nothing_is_checked_before_it_is_handed_in(party, say):
    command = party.check(say.passed("TP-2"))

    party.all_drafted().when(command, at=party.written_at).then_rejected("disclosure.not-submitted")


def test_an_author_does_not_check_his_own_item(party, say):
    command = party.check(say.passed("TP-2"), actor="clerk")

    party.in_review().when(command, at=party.written_at).then_rejected("disclosure.check-by-author", "TP-2")


def test_whoever_wrote_another_item_may_check_this_one(party, say):
    now = party.written_at
    shared = party.all_drafted().when(party.draft(say.content("TP-2"), actor="reviewer"), at=now).after()
    in_review = shared.when(party.submit(), at=now).after()

    in_review.when(party.check(say.passed("TP-2")), at=now).then_rejected("disclosure.check-by-author", "TP-2")
    in_review.when(party.check(say.passed("TP-3a")), at=now).then(party.checked(say.passed("TP-3a"), at=now))


def test_only_the_newest_version_says_who_is_its_author(party, say):
    now = party.written_at
    rewritten = party.in_review().when(party.draft(say.content("TP-2"), actor="reviewer"), at=now).after()
    verdict = say.passed("TP-2")

    assert len(rewritten.when(party.check(verdict, actor="clerk"), at=now).after().facts) == len(rewritten.facts) + 1


@pytest.mark.req("D-002")
def test_secret_content_never_passes(party, say):
    secret = party.in_review(a=say.content("TP-2", secret=True))

    secret.when(party.check(say.passed("TP-2")), at=party.written_at).then_rejected("disclosure.secret-content", "TP-2")


@pytest.mark.req("D-001", "D-002")
def test_secret_content_is_withheld_on_its_ground(party, say):
    now = party.written_at
    verdict = say.withheld("TP-2", "state_secret")

    party.in_review(a=say.content("TP-2", secret=True)).when(party.check(verdict), at=now).then(
        party.checked(verdict, at=now)
    )


@pytest.mark.req("D-001")
def test_an_item_is_never_withheld_without_a_ground(party, say):
    command = party.check(say.withheld("TP-2", None))

    party.in_review().when(command, at=party.written_at).then_rejected("disclosure.secrecy-ground-required", "TP-2")


@pytest.mark.parametrize("ground", ["party_secret", "state_secret"])
@pytest.mark.req("D-001")
def test_secrecy_is_a_ground_in_every_catalogue(party, government, village, residents, say, ground: str):
    for duty in (party, government, village, residents):
        verdict = say.withheld(duty.items[0], ground)
        now = duty.written_at

        duty.in_review().when(duty.check(verdict), at=now).then(duty.checked(verdict, at=now))


LAWFUL = ["law_forbids", "security_stability", "business_secret", "personal_privacy", "internal", "process"]


@pytest.mark.parametrize("ground", LAWFUL)
@pytest.mark.req("D-001")
def test_the_grounds_of_the_statute_hold_for_government_affairs(government, say, ground: str):
    verdict = say.withheld("TG-2a", ground)
    now = government.written_at

    government.in_review().when(government.check(verdict), at=now).then(government.checked(verdict, at=now))


@pytest.mark.parametrize("ground", [*LAWFUL, "inconvenient"])
@pytest.mark.req("D-001")
def test_no_other_ground_than_secrecy_holds_for_party_village_and_residents_affairs(
    party, village, residents, say, ground: str
):
    for duty in (party, village, residents):
        command = duty.check(say.withheld(duty.items[0], ground))

        duty.in_review().when(command, at=duty.written_at).then_rejected("disclosure.ground-not-lawful")


@pytest.mark.req("D-001")
def test_a_ground_that_no_law_names_is_refused_for_government_affairs(government, say):
    command = government.check(say.withheld("TG-2a", "inconvenient"))

    government.in_review().when(command, at=government.written_at).then_rejected(
        "disclosure.ground-not-lawful", "TG-2a: inconvenient"
    )


def test_an_unknown_item_is_not_checked(party, say):
    command = party.check(say.passed("TP-99"))

    party.in_review().when(command, at=party.written_at).then_rejected("disclosure.unknown-item", "TP-99")


def test_an_item_is_checked_once_in_a_command(party, say):
    command = party.check(say.passed("TP-2"), say.withheld("TP-2"))

    party.in_review().when(command, at=party.written_at).then_rejected("disclosure.item-twice", "TP-2")


def test_one_bad_verdict_refuses_them_all(party, say):
    command = party.check(say.passed("TP-2"), say.withheld("TP-3a", None))

    party.in_review().when(command, at=party.written_at).then_rejected("disclosure.secrecy-ground-required", "TP-3a")


def test_a_published_version_is_not_checked_again(party, say):
    command = party.check(say.withheld("TP-2"))

    party.all_published().when(command, at=party.written_at).then_rejected("disclosure.already-published", "TP-2")


def test_a_withheld_item_that_passes_later_may_be_published(party, say):
    now = party.written_at
    withheld = party.in_review().when(party.check(say.withheld("TP-2")), at=now).after()
    passed = withheld.when(party.check(say.passed("TP-2")), at=now).after()

    passed.when(party.publish("TP-2"), at=now).then(party.published("TP-2", at=now))


@pytest.mark.req("D-017")
def test_a_duty_whose_items_are_all_withheld_is_fulfilled(residents, say):
    now = residents.written_at
    verdicts = tuple(say.withheld(item) for item in residents.items)

    residents.in_review().when(residents.check(*verdicts), at=now).then(
        residents.checked(*verdicts, at=now), residents.fulfilled(now)
    )


@pytest.mark.req("D-017")
def test_withholding_the_last_item_that_is_not_public_fulfils_the_duty(residents, say):
    now = residents.written_at
    *others, last = residents.items
    passed = [say.passed(item) for item in others]
    public = (
        residents.in_review().when(residents.check(*passed), at=now).after().when(residents.publish(), at=now).after()
    )
    verdict = say.withheld(last)

    public.when(residents.check(verdict), at=now).then(residents.checked(verdict, at=now), residents.fulfilled(now))

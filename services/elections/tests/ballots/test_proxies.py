"""Who votes for whom: in writing, in time, to whom the law lets it, no more than three, and published."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.elections.election.messages import (
    Kin,
    ProxiesPublished,
    Proxy,
    ProxyCheck,
    ProxyRegistered,
    ProxyWithdrawn,
    PublishProxies,
    RecordKinship,
    RegisterProxy,
    WithdrawProxy,
)
from contracts.elections.words import Post

from services.elections.tests.ballots.conftest import HELD, march

NATION = "cn-villagers-2018-proxies"
BEIJING, ZHEJIANG, SHANGHAI = "bj-village-elections-2012", "zj-village-elections-2020", "sh-village-elections-2020"
CHAIR = Post.COMMITTEE_CHAIR
FOUND = ProxyCheck(giver_is_away=True, is_in_writing=True, both_have_the_vote=True)


@pytest.fixture(name="here")
def zhejiang(village) -> Any:
    """A village of Zhejiang; election day is 20 March."""
    return village.like(packs=(NATION, ZHEJIANG), size=7)


def gives(polling: Any, giver: int, holder: int | str = 100, on: int = 12, **fields: Any) -> RegisterProxy:
    """The voter of this number gives the vote to another one, who is a near relative."""
    other = holder if isinstance(holder, str) else f"ref-v{holder}"
    proxy = Proxy(giver=f"ref-v{giver}", holder=other)
    given_: dict[str, Any] = {"proxy": proxy, "check": FOUND, "handed_in_on": march(on)}
    return polling.say(RegisterProxy, **{**given_, **fields})  # type: ignore[no-any-return]


def kin(polling: Any, *commands: RegisterProxy) -> RecordKinship:
    pairs = tuple(Kin(one=each.proxy.giver, other=each.proxy.holder) for each in commands)
    return polling.say(RecordKinship, kin=pairs, attested_on=march(3))  # type: ignore[no-any-return]


def on_roll(polling: Any, *commands: RegisterProxy) -> Any:
    """The roll is final, and of all proxies that come the two are near relatives."""
    attested = [kin(polling, *commands)] if commands else []
    return polling.given(*polling.adopted(), *attested)


def registered(polling: Any, *commands: RegisterProxy) -> Any:
    case = on_roll(polling, *commands)
    for command in commands:
        case = case.when(command, at=case.facts[0].planned_at).after()
    return case


def at(case: Any) -> Any:
    return case.facts[0].planned_at


@pytest.mark.req("E-370")
def test_a_voter_who_is_away_votes_through_a_near_relative(here):
    command = gives(here, 1)
    case = on_roll(here, command)

    case.when(command, at=at(case)).then(
        ProxyRegistered(
            unit=here.unit,
            election=here.election,
            proxy=Proxy(giver="ref-v1", holder="ref-v100"),
            handed_in_on=march(12),
            clause="村组法15; 浙江村委会选举办法25",
            recorded_by="clerk",
            recorded_at=at(case),
        )
    )


@pytest.mark.req("E-370", "E-357")
@pytest.mark.parametrize("fixture", ["here", "district"])
@pytest.mark.parametrize("missing", ["giver_is_away", "is_in_writing", "both_have_the_vote"])
def test_a_proxy_is_in_writing_of_a_voter_who_is_away_to_one_who_has_the_vote(request, fixture: str, missing: str):
    polling = request.getfixturevalue(fixture)
    command = gives(polling, 1, check=replace(FOUND, **{missing: False}))
    case = on_roll(polling) if fixture == "district" else on_roll(polling, command)

    case.when(command, at=at(case)).then_rejected("elections.proxy-invalid")


@pytest.mark.req("E-370", "E-357")
def test_only_a_near_relative_holds_a_villagers_proxy(here, district):
    case = on_roll(here, gives(here, 2))
    case.when(gives(here, 1), at=at(case)).then_rejected("elections.proxy-not-to-relative")

    elsewhere = on_roll(district)
    assert elsewhere.when(gives(district, 1), at=at(elsewhere)).after().facts


@pytest.mark.req("E-370")
@pytest.mark.parametrize(("pack", "last"), [(BEIJING, 19), (ZHEJIANG, 17), (SHANGHAI, 15)])
def test_el_16_the_last_day_for_a_proxy_is_the_provinces(village, pack: str, last: int):
    """On the last day it is in time, on the next too late: nobody gives one on the spot."""
    here = village.like(packs=(NATION, pack), size=7)
    in_time, late = gives(here, 1, on=last), gives(here, 1, on=last + 1)
    case = on_roll(here, in_time)

    assert case.when(in_time, at=at(case)).after().facts
    case.when(late, at=at(case)).then_rejected("elections.proxy-too-late")


@pytest.mark.req("E-370", "E-357")
@pytest.mark.parametrize("fixture", ["here", "district"])
def test_el_17_nobody_holds_a_fourth_proxy(request, fixture: str):
    polling = request.getfixturevalue(fixture)
    three = [gives(polling, number) for number in (1, 2, 3)]
    fourth = gives(polling, 4)
    case = registered(polling, *three) if fixture == "district" else _with_kin(polling, three, fourth)

    case.when(fourth, at=at(case)).then_rejected("elections.too-many-proxies")
    taken_back = case.when(polling.say(WithdrawProxy, giver="ref-v1", withdrawn_on=march(13)), at=at(case)).after()
    assert taken_back.when(fourth, at=at(case)).after().facts


@pytest.mark.parametrize("province", [BEIJING, SHANGHAI])
def test_in_each_province_three_proxies_are_held_and_no_fourth(village, province: str):
    here = village.like(packs=(NATION, province), size=7)
    *two, third, fourth = (gives(here, number) for number in (1, 2, 3, 4))
    case = _with_kin(here, two, third, fourth)

    assert case.when(third, at=at(case)).after().facts
    full = case.when(third, at=at(case)).after()
    full.when(fourth, at=at(full)).then_rejected("elections.too-many-proxies")


def _with_kin(polling: Any, commands: list[RegisterProxy], *more: RegisterProxy) -> Any:
    case = on_roll(polling, *commands, *more)
    for command in commands:
        case = case.when(command, at=at(case)).after()
    return case


def test_a_text_that_gives_no_number_sets_none(village):
    here = village.like(packs=(NATION,))
    four = [gives(here, number) for number in (1, 2, 3, 4)]

    assert 4 == sum(isinstance(fact, ProxyRegistered) for fact in registered(here, *four).facts)


@pytest.mark.req("E-370")
@pytest.mark.parametrize(("pack", "is_barred"), [(BEIJING, True), (ZHEJIANG, True), (SHANGHAI, False)])
def test_el_17_a_candidate_holds_a_proxy_only_where_the_province_lets_it(village, pack: str, is_barred: bool):
    here = village.like(packs=(NATION, pack), size=7)
    command = gives(here, 1, "ref-a")
    case = here.given(*here.adopted(), kin(here, command), here.open(), here.nominate(CHAIR, "ref-a"))
    told = case.when(command, at=at(case))

    if is_barred:
        told.then_rejected("elections.proxy-to-candidate")
    else:
        assert told.after().facts


@pytest.mark.req("E-357")
def test_el_17_a_deputys_candidate_holds_proxies_as_any_other_voter(district):
    case = district.given(*district.adopted(), district.open(), district.nominate(*district.names[0]))

    assert case.when(gives(district, 50, district.names[0][1]), at=at(case)).after().facts


@pytest.mark.req("E-370")
def test_a_holder_who_is_named_later_is_not_published_as_one(here):
    command = gives(here, 1, "ref-a", on=5)
    case = here.given(*here.adopted(), kin(here, command))
    for step in (command, here.open(), here.nominate(CHAIR, "ref-a")):
        case = case.when(step, at=at(case)).after()
    publishes = here.say(PublishProxies, published_on=march(15))

    case.when(publishes, at=at(case)).then_rejected("elections.proxy-to-candidate")


@pytest.mark.parametrize(("pack", "is_barred"), [(BEIJING, False), (ZHEJIANG, True), (SHANGHAI, True)])
def test_el_16_a_proxy_is_passed_on_only_where_the_province_does_not_forbid_it(village, pack: str, is_barred: bool):
    """Neither does a holder give the own vote away, nor does one who gave it away hold another's."""
    here = village.like(packs=(NATION, pack), size=7)
    first, on, back = gives(here, 1, 2), gives(here, 2, 3), gives(here, 4, 1)
    case = _with_kin(here, [first], on, back)

    for command in (on, back):
        told = case.when(command, at=at(case))
        if is_barred:
            told.then_rejected("elections.proxy-passed-on")
        else:
            assert told.after().facts


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ({"giver": 1, "holder": 101}, "elections.proxy-given-already"),
        ({"giver": 5, "holder": 5}, "elections.named-twice"),
        ({"giver": 5, "on": 29}, "elections.invalid-date"),
    ],
)
def test_a_vote_is_given_once_to_another_person_on_a_day_that_was(here, command: Any, code: str):
    case = registered(here, gives(here, 1))

    case.when(gives(here, **command), at=at(case)).then_rejected(code)


def test_nobody_gives_a_proxy_before_the_roll_is_final(here):
    case = here.given(*here.adopted()[:-1])

    case.when(gives(here, 1), at=at(case)).then_rejected("elections.roll-not-final")


def test_there_are_no_proxies_in_a_congress_nor_where_no_text_speaks_of_them(head, village, community):
    for polling in (head, village, community):
        case = polling.given(polling.plan())
        for command in (gives(polling, 1), polling.say(PublishProxies, published_on=march(15))):
            case.when(command, at=at(case)).then_rejected("elections.no-proxies-here")


def test_a_giver_takes_the_vote_back_before_the_boxes_open(here):
    case = registered(here, gives(here, 1))
    takes = here.say(WithdrawProxy, giver="ref-v1", withdrawn_on=march(14))

    case.when(takes, at=at(case)).then(
        ProxyWithdrawn(
            unit=here.unit,
            election=here.election,
            proxy=Proxy(giver="ref-v1", holder="ref-v100"),
            withdrawn_on=march(14),
            recorded_by="clerk",
            recorded_at=at(case),
        )
    )
    case.when(replace(takes, giver="ref-v2"), at=at(case)).then_rejected("elections.no-such-proxy")
    case.when(replace(takes, withdrawn_on=date(2025, 3, 29)), at=at(case)).then_rejected("elections.invalid-date")


# The list


@pytest.mark.req("E-370")
def test_the_list_names_who_gives_and_who_holds_and_nothing_of_a_choice(here):
    case = registered(here, gives(here, 2), gives(here, 1))

    case.when(here.say(PublishProxies, published_on=march(15)), at=at(case)).then(
        ProxiesPublished(
            unit=here.unit,
            election=here.election,
            proxies=(Proxy(giver="ref-v1", holder="ref-v100"), Proxy(giver="ref-v2", holder="ref-v100")),
            published_on=march(15),
            clause="村组法15; 浙江村委会选举办法25",
            recorded_by="clerk",
            recorded_at=at(case),
        )
    )


@pytest.mark.req("E-370")
def test_in_shanghai_the_list_is_public_two_days_before(village):
    here = village.like(packs=(NATION, SHANGHAI), size=7)
    case = registered(here, gives(here, 1))
    in_time, late = (here.say(PublishProxies, published_on=march(day)) for day in (18, 19))

    assert case.when(in_time, at=at(case)).after().facts
    case.when(late, at=at(case)).then_rejected("elections.published-too-late")
    future = here.say(PublishProxies, published_on=date(2025, 3, 29))
    case.when(future, at=at(case)).then_rejected("elections.invalid-date")


def test_a_list_of_nobody_is_not_published(here):
    case = on_roll(here)

    case.when(here.say(PublishProxies, published_on=march(15)), at=at(case)).then_rejected("elections.no-such-proxy")


@pytest.mark.req("E-370")
def test_no_box_opens_before_the_proxies_are_published_as_they_stand(here):
    """One more proxy after the list makes another list."""
    first, second = gives(here, 1), gives(here, 2, on=14)
    steps = here.confirmed()
    publishes = here.say(PublishProxies, published_on=march(15))
    case = here.given(*steps, kin(here, first, second), first)
    case.when(here.vote(), at=at(case)).then_rejected("elections.proxies-not-published")
    case = case.when(publishes, at=at(case)).after()
    assert case.when(here.vote(), at=at(case)).after().facts

    case = case.when(second, at=at(case)).after()
    case.when(here.vote(), at=at(case)).then_rejected("elections.proxies-not-published")
    assert case.when(publishes, at=at(case)).after().when(here.vote(), at=at(case)).after().facts


def test_once_the_boxes_are_open_nobody_gives_or_takes_back(here):
    first, second = gives(here, 1), gives(here, 2)
    publishes = here.say(PublishProxies, published_on=march(15))
    case = here.given(*here.confirmed(), kin(here, first, second), first, publishes, here.vote())

    case.when(second, at=at(case)).then_rejected("elections.proxy-too-late")
    takes = here.say(WithdrawProxy, giver="ref-v1", withdrawn_on=HELD)
    case.when(takes, at=at(case)).then_rejected("elections.voting-open-already")


def test_who_elects_deputies_owes_no_list(district):
    """The Electoral Law asks for writing and consent; a proxy is a ballot like any other."""
    case = district.given(*district.confirmed(), gives(district, 1))

    assert case.when(district.vote(), at=at(case)).after().facts


def test_a_communitys_voter_gives_a_proxy_to_any_other_from_2026(community):
    later = community.like(packs=("cn-residents-2026",))
    case = later.given(*later.adopted())

    assert case.when(gives(later, 1), at=at(case)).after().facts

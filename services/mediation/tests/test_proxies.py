"""What cadres handle for people: asked for, taken, in progress, done or given back, with a day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.mediation.proxy.messages import (
    AcceptProxy,
    AdvanceProxy,
    FinishProxy,
    MarkProxy,
    ProxiesOfUnit,
    ProxyAccepted,
    ProxyAdvanced,
    ProxyDone,
    ProxyOverdue,
    ProxyRequested,
    ProxyReturned,
    ProxyStatus,
    RequestProxy,
    ReturnProxy,
)
from contracts.mediation.proxy.rules import ProxyPolicy, proxy_policy
from contracts.mediation.words import Level
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mediation.proxy import STREAM
from mediation.service import SERVICE

PACK = "county-2011-services"
POLICY = proxy_policy(resolve("360730", [pack_named(PACK)]))
VILLAGE = "360730101201"
KEY: dict[str, Any] = {"unit": VILLAGE, "request": "proxy-2025-8"}
NOON = datetime(2025, 5, 6, 12, tzinfo=CHINA)
DUE = date(2025, 5, 16)
END = day_ends(DUE)
MOMENT = timedelta(microseconds=1)


def say(kind: type, /, **said: Any) -> Any:
    return kind(**{**KEY, "actor": "station-1", **said})


def ask(kind: str = "village_to_township", **other: Any) -> Any:
    return say(RequestProxy, **{"kind": kind, "person": "person-31", "business": "医保报销", "due_on": DUE, **other})


def after(*commands: Any) -> Case[Any, Any, Any, Any]:
    case: Case[Any, Any, Any, Any] = given(STREAM, POLICY).when(ask(), at=NOON).after()
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


ACCEPT, ADVANCE = say(AcceptProxy), say(AdvanceProxy, text="已交镇便民服务中心窗口")
FINISH, RETURN = say(FinishProxy, text="已报销到账"), say(ReturnProxy, reason="材料不全，本人补件")
MARK = say(MarkProxy)


@pytest.mark.req("M-084")
def test_a_request_is_accepted_goes_on_and_is_done():
    requested = ProxyRequested(
        **KEY,
        kind="village_to_township",
        level=Level.TOWNSHIP,
        person="person-31",
        business="医保报销",
        due_on=DUE,
        due_at=END,
        requested_by="station-1",
        requested_at=NOON,
    )
    accepted = ProxyAccepted(**KEY, accepted_by="station-1", accepted_at=NOON)
    advanced = ProxyAdvanced(**KEY, text="已交镇便民服务中心窗口", advanced_by="station-1", advanced_at=NOON)
    done = ProxyDone(**KEY, text="已报销到账", due_at=END, done_by="station-1", done_at=NOON)

    given(STREAM, POLICY).when(ask(), at=NOON).then(requested)
    assert list(after(ACCEPT, ADVANCE, FINISH).facts) == [requested, accepted, advanced, done]
    after(ACCEPT).when(FINISH, at=NOON).then(done)


@pytest.mark.req("M-084")
@pytest.mark.parametrize("before", [(), (ACCEPT,), (ACCEPT, ADVANCE)])
def test_it_is_given_back_with_a_reason_at_any_stage(before):
    returned = ProxyReturned(**KEY, reason="材料不全，本人补件", returned_by="station-1", returned_at=NOON)

    after(*before).when(RETURN, at=NOON).then(returned)
    after(*before).when(say(ReturnProxy), at=NOON).then_rejected("mediation.reason-required")


@pytest.mark.req("M-084", "M-085")
@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("village_to_township", Level.TOWNSHIP),
        ("township_to_village", Level.VILLAGE),
        ("staff_to_city", Level.BEYOND),
    ],
)
def test_there_are_three_kinds_and_each_goes_to_its_level(kind, level):
    [fact] = given(STREAM, POLICY).when(ask(kind), at=NOON).after().facts

    assert isinstance(fact, ProxyRequested)
    assert fact.level is level
    assert set(POLICY.kinds) == {"village_to_township", "township_to_village", "staff_to_city"}
    given(STREAM, POLICY).when(ask("by_post"), at=NOON).then_rejected("mediation.unknown-kind")
    given(STREAM, ProxyPolicy(())).when(ask(kind), at=NOON).then_rejected("mediation.unknown-kind")


@pytest.mark.parametrize(
    ("before", "command"),
    [
        ((), ADVANCE),
        ((), FINISH),
        ((ACCEPT,), ACCEPT),
        ((ACCEPT, FINISH), FINISH),
        ((ACCEPT, FINISH), RETURN),
        ((RETURN,), ACCEPT),
    ],
)
def test_no_stage_is_skipped_or_repeated(before, command):
    after(*before).when(command, at=NOON).then_rejected("mediation.invalid-transition")


def test_a_request_is_made_once_and_its_day_lies_ahead():
    after().when(ask(), at=NOON).then_rejected("mediation.proxy-already-requested")
    given(STREAM, POLICY).when(ask(due_on=date(2025, 5, 5)), at=NOON).then_rejected("mediation.day-in-past")
    given(STREAM, POLICY).when(ask(due_on=date(2025, 5, 6)), at=NOON).after()
    given(STREAM, POLICY).when(ACCEPT, at=NOON).then_rejected("mediation.no-such-proxy")


@pytest.mark.req("M-084")
def test_a_missed_day_is_announced_once_and_before_anything_else():
    overdue = ProxyOverdue(**KEY, due_at=END, announced_at=END)

    after(ACCEPT).when(MARK, at=END - MOMENT).then()
    after(ACCEPT).when(MARK, at=END).then(overdue)
    after(ACCEPT).when(MARK, at=END).after().when(MARK, at=END).then()
    late = after(ACCEPT).when(FINISH, at=END).after().facts[2:]
    assert [type(fact) for fact in late] == [ProxyOverdue, ProxyDone]
    after(RETURN).when(MARK, at=END).then()
    after(ACCEPT, FINISH).when(MARK, at=END).then()


def test_requests_are_shown_with_what_is_late_and_the_day_passes_by_itself(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(PACK)
    played.at(NOON, ask(), ask(request="proxy-2025-9", due_on=date(2025, 5, 20)), ACCEPT, ADVANCE)
    played.at(datetime(2025, 5, 18, 9, tzinfo=CHINA), say(ReturnProxy, request="proxy-2025-9", reason="重复申请"))
    first = played.ask(ProxiesOfUnit(unit=VILLAGE), limit=1)
    second = played.ask(ProxiesOfUnit(unit=VILLAGE), limit=1, after=first.next)

    assert [fact.request for fact in played.facts(ProxyOverdue)] == ["proxy-2025-8"]
    assert (first.requests[0].status, first.overdue) == (ProxyStatus.RETURNED, 1)
    assert (second.requests[0].status, second.requests[0].is_overdue) == (ProxyStatus.IN_PROGRESS, True)
    assert second.next is None
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows

"""One matter that a cadre handles for somebody (代办): asked for, taken, in progress, done or given back.

Law: county opinion on township standardisation (document 1 §四5一要).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.proxy.messages import (
    AcceptProxy,
    AdvanceProxy,
    FinishProxy,
    MarkProxy,
    ProxyAccepted,
    ProxyAdvanced,
    ProxyCommand,
    ProxyDone,
    ProxyFact,
    ProxyOverdue,
    ProxyRequested,
    ProxyReturned,
    ProxyStatus,
    RequestProxy,
    ReturnProxy,
)
from contracts.mediation.proxy.rules import ProxyPolicy
from contracts.mediation.words import Level
from contracts.rules import Rules
from contracts.stream_names import key_of

proxy_stream = key_of(__name__, "unit", "request")


_LEVELS = {"village_to_township": Level.TOWNSHIP, "township_to_village": Level.VILLAGE}
"""How far a kind goes; any other goes beyond the township."""

_OPEN = frozenset({ProxyStatus.REQUESTED, ProxyStatus.ACCEPTED, ProxyStatus.IN_PROGRESS})
_TAKEN = frozenset({ProxyStatus.ACCEPTED, ProxyStatus.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Proxy:
    """`requested` None: there is none."""

    requested: ProxyRequested | None = None
    status: ProxyStatus = ProxyStatus.REQUESTED
    is_announced: bool = False


def decide(command: ProxyCommand, proxy: Proxy, rules: Rules[ProxyPolicy], now: datetime) -> Sequence[ProxyFact]:
    if isinstance(command, RequestProxy):
        return [_request(command, proxy, rules.policy, now)]
    if proxy.requested is None:
        raise Rejected("mediation.no-such-proxy", command.request)
    overdue = _overdue(proxy, proxy.requested, now)
    if isinstance(command, MarkProxy):
        return overdue
    return [*overdue, _go_on(command, reduce(evolve, overdue, proxy), proxy.requested, now)]


def _go_on(
    command: AcceptProxy | AdvanceProxy | FinishProxy | ReturnProxy,
    proxy: Proxy,
    requested: ProxyRequested,
    now: datetime,
) -> ProxyFact:
    unit, request, actor = command.unit, command.request, command.actor
    match command:
        case AcceptProxy():
            _refuse_unless_in(proxy, frozenset({ProxyStatus.REQUESTED}))
            return ProxyAccepted(unit=unit, request=request, accepted_by=actor, accepted_at=now)
        case AdvanceProxy():
            _refuse_unless_in(proxy, _TAKEN)
            return ProxyAdvanced(unit=unit, request=request, text=command.text, advanced_by=actor, advanced_at=now)
        case FinishProxy():
            _refuse_unless_in(proxy, _TAKEN)
            due_at = requested.due_at
            return ProxyDone(unit=unit, request=request, text=command.text, due_at=due_at, done_by=actor, done_at=now)
        case ReturnProxy():
            _refuse_unless_in(proxy, _OPEN)
            if command.reason is None:
                raise Rejected("mediation.reason-required", command.request)
            return ProxyReturned(unit=unit, request=request, reason=command.reason, returned_by=actor, returned_at=now)
        case _:
            assert_never(command)


def _refuse_unless_in(proxy: Proxy, stages: frozenset[ProxyStatus]) -> None:
    refuse_unless(proxy.status in stages, "mediation.invalid-transition", f"It is {proxy.status}.")


def _request(command: RequestProxy, proxy: Proxy, policy: ProxyPolicy, now: datetime) -> ProxyRequested:
    refuse_unless(proxy.requested is None, "mediation.proxy-already-requested", command.request)
    refuse_unless(command.kind in policy.kinds, "mediation.unknown-kind", command.kind)
    refuse_unless(command.due_on >= china_day(now), "mediation.day-in-past", str(command.due_on))
    return ProxyRequested(
        unit=command.unit,
        request=command.request,
        kind=command.kind,
        level=_LEVELS.get(command.kind, Level.BEYOND),
        person=command.person,
        business=command.business,
        due_on=command.due_on,
        due_at=day_ends(command.due_on),
        requested_by=command.actor,
        requested_at=now,
    )


def _overdue(proxy: Proxy, requested: ProxyRequested, now: datetime) -> list[ProxyFact]:
    if proxy.status not in _OPEN or proxy.is_announced or now < requested.due_at:
        return []
    return [ProxyOverdue(unit=requested.unit, request=requested.request, due_at=requested.due_at, announced_at=now)]


def evolve(proxy: Proxy, fact: ProxyFact) -> Proxy:
    match fact:
        case ProxyRequested():
            return Proxy(requested=fact)
        case ProxyAccepted():
            return replace(proxy, status=ProxyStatus.ACCEPTED)
        case ProxyAdvanced():
            return replace(proxy, status=ProxyStatus.IN_PROGRESS)
        case ProxyDone():
            return replace(proxy, status=ProxyStatus.DONE)
        case ProxyReturned():
            return replace(proxy, status=ProxyStatus.RETURNED)
        case ProxyOverdue():
            return replace(proxy, is_announced=True)
        case _:
            assert_never(fact)

"""Proxies: examined, entered before their last day, no more of them than one person may hold, and published.

Law: Electoral Law, art. 42 (选举法 第四十二条); Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法
第十五条); provincial measures, as their packs say (北京25, 浙江25, 上海16).
"""

from datetime import datetime, timedelta
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.election.messages import (
    ProxiesPublished,
    Proxy,
    ProxyCheck,
    ProxyCommand,
    ProxyFact,
    ProxyRegistered,
    ProxyWithdrawn,
    PublishProxies,
    RegisterProxy,
    WithdrawProxy,
)
from contracts.elections.election.rules import KindRules, ProxyRules
from contracts.errors import Rejected, refuse_unless

from elections.election.committee import refuse_late
from elections.election.state import Election


def run(command: ProxyCommand, election: Election, rules: KindRules, now: datetime) -> ProxyFact:
    if rules.proxies is None:
        raise Rejected("elections.no-proxies-here", f"Nobody votes for another one in elections of {election.kind}.")
    match command:
        case RegisterProxy():
            return _register(command, election, rules.proxies, now)
        case WithdrawProxy():
            return _withdraw(command, election, now)
        case PublishProxies():
            return _publish(command, election, rules.proxies, now)
        case _:
            assert_never(command)


def _register(command: RegisterProxy, election: Election, rules: ProxyRules, now: datetime) -> ProxyRegistered:
    refuse_unless(election.roll is not None and election.roll.is_final, "elections.roll-not-final")
    refuse_unless(command.handed_in_on <= china_day(now), "elections.invalid-date", str(command.handed_in_on))
    assert election.held_on is not None
    last = election.held_on - timedelta(days=rules.days)
    in_time = election.poll is None and command.handed_in_on <= last
    refuse_unless(in_time, "elections.proxy-too-late", f"The last day is {last}.")
    _refuse_unexamined(command.check)
    _refuse_giver(command.proxy, election, rules)
    _refuse_holder(command.proxy, election, rules)
    return ProxyRegistered(
        unit=command.unit,
        election=command.election,
        proxy=command.proxy,
        handed_in_on=command.handed_in_on,
        clause=rules.clause,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_unexamined(check: ProxyCheck) -> None:
    found = {
        "away": check.giver_is_away,
        "in writing": check.is_in_writing,
        "both with the vote": check.both_have_the_vote,
    }
    missing = [name for name, holds in found.items() if not holds]
    refuse_unless(not missing, "elections.proxy-invalid", f"Not {', not '.join(missing)}.")


def _refuse_giver(proxy: Proxy, election: Election, rules: ProxyRules) -> None:
    refuse_unless(proxy.giver != proxy.holder, "elections.named-twice", proxy.giver)
    refuse_unless(proxy.giver not in election.proxies, "elections.proxy-given-already", proxy.giver)
    if rules.is_passing_on_barred:
        holds = proxy.giver in election.proxies.values()
        refuse_unless(not holds, "elections.proxy-passed-on", f"{proxy.giver} holds one.")
        gave = proxy.holder in election.proxies
        refuse_unless(not gave, "elections.proxy-passed-on", f"{proxy.holder} has given the own vote away.")


def _refuse_holder(proxy: Proxy, election: Election, rules: ProxyRules) -> None:
    held = sum(holder == proxy.holder for holder in election.proxies.values())
    is_free = rules.most is None or held < rules.most
    refuse_unless(is_free, "elections.too-many-proxies", f"{proxy.holder} holds {held}.")
    _refuse_candidate(proxy.holder, election, rules)
    is_near = not rules.to_relatives_only or frozenset((proxy.giver, proxy.holder)) in election.kin
    refuse_unless(is_near, "elections.proxy-not-to-relative", "Not attested as near relatives.")


def _refuse_candidate(holder: str, election: Election, rules: ProxyRules) -> None:
    stands = rules.are_candidates_barred and election.is_candidate(holder)
    refuse_unless(not stands, "elections.proxy-to-candidate", holder)


def _withdraw(command: WithdrawProxy, election: Election, now: datetime) -> ProxyWithdrawn:
    refuse_unless(election.poll is None, "elections.voting-open-already")
    refuse_unless(command.withdrawn_on <= china_day(now), "elections.invalid-date", str(command.withdrawn_on))
    holder = election.proxies.get(command.giver)
    if holder is None:
        raise Rejected("elections.no-such-proxy", command.giver)
    return ProxyWithdrawn(
        unit=command.unit,
        election=command.election,
        proxy=Proxy(giver=command.giver, holder=holder),
        withdrawn_on=command.withdrawn_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _publish(command: PublishProxies, election: Election, rules: ProxyRules, now: datetime) -> ProxiesPublished:
    """Whoever has become a candidate since holds none any more: the giver takes it back first."""
    refuse_unless(bool(election.proxies), "elections.no-such-proxy", "Nobody gave one.")
    refuse_unless(command.published_on <= china_day(now), "elections.invalid-date", str(command.published_on))
    assert election.held_on is not None
    refuse_late(command.published_on, election.held_on, rules.list_days)
    for holder in sorted(set(election.proxies.values())):
        _refuse_candidate(holder, election, rules)
    return ProxiesPublished(
        unit=command.unit,
        election=command.election,
        proxies=tuple(Proxy(giver=giver, holder=holder) for giver, holder in sorted(election.proxies.items())),
        published_on=command.published_on,
        clause=rules.clause,
        recorded_by=command.actor,
        recorded_at=now,
    )


def refuse_unpublished(election: Election, rules: KindRules) -> None:
    """Where the list is owed, nobody votes by a proxy that it does not have."""
    is_owed = rules.proxies is not None and rules.proxies.is_list_owed and bool(election.proxies)
    refuse_unless(not is_owed or election.are_proxies_public, "elections.proxies-not-published")

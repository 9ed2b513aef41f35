"""Who votes for whom (委托投票): given in writing, registered and published before election day, and never how.

Law: Electoral Law, art. 42 (选举法 第四十二条); Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法
第十五条), with the provinces' measures. A proxy names two persons and no choice: a ballot given by proxy is a ballot.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.message import command, fact, shape
from contracts.vocabulary import ActingRole, Actor, Day, Instant, Ref, Text, UnitCode


@shape
class Proxy:
    """Who gives the vote (委托人), and who holds it (受委托人)."""

    giver: Ref
    holder: Ref


@shape
class ProxyCheck:
    """What the election committee found when it examined a proxy (审核): no rule needs more of the two."""

    giver_is_away: bool
    is_in_writing: bool
    both_have_the_vote: bool


# Commands


@command
class RegisterProxy:
    """Enter a proxy that was handed in. What it must be follows from the kind of election and its packs.

    Refused: `no-proxies-here`, `proxy-invalid`, `proxy-too-late`, `proxy-given-already`, `too-many-proxies`,
    `proxy-to-candidate`, `proxy-not-to-relative`, `proxy-passed-on`, `roll-not-final`, `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    proxy: Proxy
    check: ProxyCheck
    handed_in_on: Day


@command
class WithdrawProxy:
    """The giver takes the vote back and votes alone.

    Refused: `no-such-proxy`, `voting-open-already`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    giver: Ref
    withdrawn_on: Day


@command
class PublishProxies:
    """Publish who gave a proxy to whom (公布委托人和受委托人的名单).

    Refused: `no-such-proxy` (nobody gave one), `published-too-late`, `proxy-to-candidate`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    published_on: Day


# Facts


@fact
class ProxyRegistered:
    """A voter who is away votes through another one (委托投票)."""

    unit: UnitCode
    election: Ref
    proxy: Proxy
    handed_in_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ProxyWithdrawn:
    """The giver has the vote back."""

    unit: UnitCode
    election: Ref
    proxy: Proxy
    withdrawn_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ProxiesPublished:
    """The list of those who gave and hold proxies, as it stood (委托投票名单)."""

    unit: UnitCode
    election: Ref
    proxies: Annotated[tuple[Proxy, ...], Length(min=1, max=2000)]
    published_on: Day
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


ProxyCommand = RegisterProxy | WithdrawProxy | PublishProxies
ProxyFact = ProxyRegistered | ProxyWithdrawn | ProxiesPublished

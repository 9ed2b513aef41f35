"""Rows that rest on statutes changed on 2026-01-01 need the operator's word, value by value, in every service."""

from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.common import ActivatePolicy, PolicyActivated, acknowledged
from contracts.packs import Pack
from contracts.policies import shipped_packs
from ledger.decider import Decider
from ledger.testing.given import given
from sunledger.home import installed_services

CHANGED = [pack for pack in shipped_packs().values() if pack.in_force_from == date(2026, 1, 1) and pack.unsure]
POLICIES = [decider for parts in installed_services() for decider in parts.deciders if ActivatePolicy in decider.takes]
NOW = datetime(2026, 1, 5, 9, tzinfo=CHINA)


def named(one: Any) -> str:
    return one.id if isinstance(one, Pack) else str(one.name)


def test_the_two_organic_laws_are_among_them():
    assert {pack.id for pack in CHANGED} >= {"cn-villagers-2026", "cn-residents-2026"}


@pytest.mark.parametrize("decider", POLICIES, ids=named)
@pytest.mark.parametrize("pack", CHANGED, ids=named)
def test_a_text_of_2026_is_followed_once_each_unsure_value_is_acknowledged_with_a_reason(
    pack: Pack, decider: Decider[Any, Any, Any, Any]
):
    reasons = acknowledged(pack, "新法文本尚未逐条核对")
    command = ActivatePolicy(actor="desk", area="cn", pack=pack.digest)
    case = given(decider, None)

    for some, missing in (((), pack.unsure), (reasons[1:], pack.unsure[:1])):
        partly = ActivatePolicy(actor="desk", area="cn", pack=pack.digest, acknowledged=some)
        case.when(partly, at=NOW).then_rejected("acknowledgement-required", f"{pack.id}: {', '.join(missing)}")
    whole = ActivatePolicy(actor="desk", area="cn", pack=pack.digest, acknowledged=reasons)
    fact = PolicyActivated(area="cn", pack=command.pack, pack_id=pack.id, activated_at=NOW, acknowledged=reasons)
    case.when(whole, at=NOW).then(fact)

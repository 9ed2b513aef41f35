"""What the tests of a mine share: the real rules."""

import pytest
from contracts.mining.mine.rules import MiningPolicy, mining_policy
from contracts.policies import pack_named, resolve
from mining.testing import COUNTY, PACKS, OneMine


@pytest.fixture(scope="session")
def policy() -> MiningPolicy:
    return mining_policy(resolve(COUNTY, [pack_named(pack) for pack in PACKS]))


@pytest.fixture(scope="session")
def one(policy: MiningPolicy) -> OneMine:
    return OneMine(policy)

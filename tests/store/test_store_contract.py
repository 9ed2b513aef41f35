"""What every store must do: the cases of `ledger.testing.contract`, on every store there is.

To hold a server of your own to them: `sunledger store check URI`, or set SUNLEDGER_STORE_URI to its esdb:// address.
Nothing is deleted afterwards: let it be a server for tests.
"""

from collections.abc import Sequence

import pytest
from ledger.memory import MemoryStore
from ledger.store import Draft, Meanwhile, Store
from ledger.testing.contract import CASES, hold, results
from ledger.testing.contract_case import Case


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_contract_is_kept(store: Store, prefix: str, case: Case):
    hold(store, case, own=prefix)


class Forgetful(MemoryStore):
    """Takes every append for a new one."""

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        return super().append(stream, drafts, expected=len(self.read(stream)) - 1)


def test_a_store_that_breaks_the_contract_is_found_out():
    broken = {case.name: str(error) for case, error in results(Forgetful(), own="forgetful-") if error is not None}

    assert broken["a stream that exists is not new"] == "expected WrongRevision, but the append was accepted"
    assert "the same drafts again are recorded once (size 3)" in broken
    assert "a subscription begins after its position" not in broken

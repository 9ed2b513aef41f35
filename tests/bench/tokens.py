"""What a call pays before its document is read: token and permission. `python tests/bench/tokens.py`."""

import statistics
import tempfile
import time
from pathlib import Path

from contracts.permissions import permissions_of
from figures import Figure, save, show
from ledger.authority import Authority, Caller, Issuer

CALLS = 5_000
MOST_US = 300
"""The bound of the median, token and permission together."""

UNIT, ROLE = "360730101", "DisclosureOfficerTownship"


def checks(folder: Path) -> list[float]:
    """Microseconds of each check, the first hundred left out."""
    issuer = Issuer(folder)
    issuer.create()
    authority, permissions = Authority(folder), permissions_of("disclosure")
    token = issuer.issue(Caller("bench", ROLE, UNIT))
    taken = []
    for _ in range(CALLS + 100):
        began = time.perf_counter()
        caller = authority.caller(token)
        permissions.refuse_role("draft_items", caller.role)
        permissions.refuse_unit("draft_items", caller.role, actor_unit=caller.unit, record_unit=UNIT)
        taken.append(1e6 * (time.perf_counter() - began))
    return sorted(taken[100:])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        taken = checks(Path(folder))
    median = statistics.median(taken)
    more = {"p50_ms": median / 1000, "p95_ms": taken[int(0.95 * len(taken))] / 1000}
    ratio = median / MOST_US
    figures = [Figure("token and permission", median, "us", f"{MOST_US} us", ratio, at_most=1.0, more=more)]
    save("tokens", figures)
    show(figures)


if __name__ == "__main__":
    main()

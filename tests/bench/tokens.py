"""What a call pays before its document is read: token and permission. `python tests/bench/tokens.py`.

A token that is seen for the first time, whose signature is verified, and one that is seen again, whose signature was.
It is the time of the thread on its core, so that what else the machine does is not counted.
"""

import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from contracts.permissions import permissions_of
from figures import Figure, save, show
from ledger.authority import Authority, Caller, Issuer

CALLS = 5_000
WARM = 100
MOST_US = 300
"""The bound of the median and of the 95th percentile, token and permission together."""

UNIT, ROLE = "360730101", "DisclosureOfficerTownship"


def checks(folder: Path, tokens: Iterable[str]) -> list[float]:
    """Microseconds of each check, in ascending order, the first ones left out."""
    authority, permissions = Authority(folder), permissions_of("disclosure")
    taken = []
    for token in tokens:
        began = time.thread_time()
        caller = authority.caller(token)
        permissions.refuse_role("draft_items", caller.role)
        permissions.refuse_unit("draft_items", caller.role, actor_unit=caller.unit, record_unit=UNIT)
        taken.append(1e6 * (time.thread_time() - began))
    return sorted(taken[WARM:])


def figures_of(what: str, taken: list[float]) -> list[Figure]:
    found = {"p50": statistics.median(taken), "p95": taken[int(0.95 * len(taken))]}
    more = {f"{name}_ms": us / 1000 for name, us in found.items()}
    return [
        Figure(f"{what}, {name}", us, "us", f"{MOST_US} us", us / MOST_US, at_most=1.0, more=more)
        for name, us in found.items()
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        issuer = Issuer(Path(folder))
        issuer.create()
        tokens = [issuer.issue(Caller("bench", ROLE, UNIT)) for _ in range(CALLS + WARM)]
        figures = [
            *figures_of("token seen first, and permission", checks(Path(folder), tokens)),
            *figures_of("token seen again, and permission", checks(Path(folder), tokens[:1] * len(tokens))),
        ]
    save("tokens", figures)
    show(figures)


if __name__ == "__main__":
    main()

"""What every store must do, as cases that run under pytest and against a server of the user's own alike."""

from collections.abc import Iterator

from ledger.store import Store
from ledger.testing import contract_appends, contract_reads, contract_subscriptions
from ledger.testing.contract_case import Case, Trial

CASES: tuple[Case, ...] = (
    *contract_appends.case.all,
    *contract_reads.case.all,
    *contract_subscriptions.case.all,
)


def hold(store: Store, case: Case, *, own: str) -> None:
    """Run one case; what it writes begins with `own` and stays. Raises what the store did wrong."""
    trial = Trial(store, own)
    try:
        case.run(trial)
    finally:
        trial.close()


def results(store: Store, *, own: str) -> Iterator[tuple[Case, Exception | None]]:
    """Each case and what was wrong, if anything."""
    for number, case in enumerate(CASES):
        try:
            hold(store, case, own=f"{own}{number}-")
        except Exception as error:  # noqa: BLE001 - the next case may still hold
            yield case, error
        else:
            yield case, None

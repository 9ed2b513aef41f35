"""`auditor rpc` answers calls; `auditor follow` builds the audit log, audits the record, and keeps its findings."""

import importlib
import sys

from ledger import heap, killpoints, log
from ledger.main import run


def main() -> None:
    if sys.argv[1:] != ["follow"]:
        run("auditor")
        return
    heap.give_back()
    killpoints.arm_from_environment("auditor-follow")
    log.begin("auditor follow")
    importlib.import_module("auditor.follow").main()


if __name__ == "__main__":
    main()

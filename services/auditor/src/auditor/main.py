"""`auditor follow` builds the audit log and audits the record. It answers no calls and needs no broker."""

import importlib
import sys

from ledger import log


def main() -> None:
    match sys.argv[1:]:
        case ["follow"]:
            log.begin("auditor follow")
            importlib.import_module("auditor.follow").main()
        case _:
            sys.exit("usage: auditor follow")


if __name__ == "__main__":
    main()

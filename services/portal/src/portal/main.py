"""`portal follow` keeps the views going; `portal web` answers browsers from them. Neither needs the other to run."""

import importlib
import sys

from ledger import heap, log


def main() -> None:
    heap.give_back()
    match sys.argv[1:]:
        case ["follow"]:
            log.begin("portal follow")
            importlib.import_module("ledger.reader").main(importlib.import_module("portal.parts").PARTS)
        case ["web"]:
            log.begin("portal web")
            importlib.import_module("portal.serve").main()
        case _:
            sys.exit("usage: portal follow | web")


if __name__ == "__main__":
    main()

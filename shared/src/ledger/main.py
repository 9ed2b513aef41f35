"""A service's two processes: `<service> rpc` and `<service> follow`."""

import importlib
import os
import sys

from ledger import heap, killpoints, log


def run(service: str) -> None:
    """Start the process that the first argument names; nothing of the service is imported before."""
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # names are looked up by the system, as everywhere else
    heap.give_back()
    killpoints.arm_from_environment("-".join([service, *sys.argv[1:]]))
    match sys.argv[1:]:
        case ["rpc"]:
            log.begin(f"{service} rpc")
            importlib.import_module("ledger.serve").serve(f"{service}.service")
        case ["follow"]:
            log.begin(f"{service} follow")
            parts = importlib.import_module(f"{service}.service").SERVICE
            importlib.import_module("ledger.follow").main(parts)
        case _:
            sys.exit(f"usage: {service} rpc | follow")

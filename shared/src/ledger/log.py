"""What a process says while it runs: one line an event, to standard error, never personal data or secrets."""

import logging
import os
import warnings
from pathlib import Path

READY_FILE = "SUNLEDGER_READY"
"""Names the file in which a process leaves its id once it is ready; nothing is written if it is not set."""


def begin(process: str) -> None:
    """Call once, before anything else is imported that might log."""
    logging.basicConfig(
        level=logging.INFO,
        format=f"%(asctime)s %(levelname)-7s {process} %(name)s: %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )
    logging.getLogger("nameko.containers").setLevel(logging.ERROR)  # refusals are answers, not events
    logging.getLogger("amqp").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", category=DeprecationWarning)


def ready(what: str) -> None:
    """Say that the process does its work from here on, in the log and to whoever started it."""
    logging.getLogger(__name__).info("ready: %s", what)
    path = os.environ.get(READY_FILE)
    if path:
        Path(path).write_text(str(os.getpid()), "utf-8")

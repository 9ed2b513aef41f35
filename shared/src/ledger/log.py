"""What a process says while it runs: one line an event, to standard error, never personal data or secrets."""

import logging
import warnings


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

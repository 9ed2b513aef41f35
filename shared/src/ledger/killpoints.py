"""Named places on the path of a fact at which a process may be made to end, as a power cut would end it.

Off, a place costs a comparison. `docs/kill-points.md` says of each what is done and what is not when it is reached.
"""

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

SETTING = "SUNLEDGER_KILL_POINTS"
"""A folder with one folder per process (`disclosure-follow`); a file named after a point in it says at which time."""

POINTS: Mapping[str, str] = {
    "handler.decided": "The facts are decided; nothing is recorded.",
    "handler.appended": "The facts are recorded; the caller has no answer.",
    "projector.applied": "The rows are written; the transaction with their bookmark is open.",
    "projector.saved": "Rows and bookmark are saved.",
    "sweeper.sent": "What fell due is decided; the agenda still shows it.",
    "relay.publishing": "Facts are read; the broker has none of them.",
    "relay.published": "The broker has confirmed the facts; the bookmark has not moved.",
    "relay.marking": "The new bookmark is written beside the old one.",
    "relay.marked": "The bookmark has moved.",
    "inbox.received": "Messages have arrived; none is handled.",
    "inbox.reacted": "The reaction's command is recorded; that the fact was taken is not.",
    "inbox.taken": "It is noted that the fact was taken; it is not saved.",
    "inbox.saved": "The progress of all messages is saved; the broker has no acknowledgement.",
    "inbox.acknowledged": "The broker has the acknowledgement.",
    "inbox.caught-up": "A page of the store is taken; the low-water mark has not moved.",
    "refusals.taken": "A spool of refusals is taken; none of it is recorded.",
    "refusals.recorded": "The refusals are recorded; the spool is still there.",
}

_armed: Callable[[str], None] | None = None


def reach(point: str) -> None:
    """Called at the place itself."""
    if _armed is not None:
        _armed(point)


def arm(hook: Callable[[str], None] | None) -> None:
    """Have this called at every place, or nothing."""
    global _armed  # noqa: PLW0603 - one switch per process, for places in many modules
    _armed = hook


def arm_from_environment(process: str, environment: Mapping[str, str] = os.environ) -> None:
    """Only where the setting names a folder. Every file in it works once, whichever process comes first."""
    folder = environment.get(SETTING)
    if folder:
        arm(_Switch(Path(folder) / process))


class _Switch:
    """Ends the process when a point is reached for the n-th time since a file with the number n was put there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reached: dict[str, int] = {}

    def __call__(self, point: str) -> None:
        file = self._folder / point
        if not file.exists():
            return
        times = self._reached[point] = self._reached.get(point, 0) + 1
        if times >= int(file.read_text("ascii")):
            file.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)

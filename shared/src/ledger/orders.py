"""What an operator asks of a running follow process: files in a folder, each answered beside it.

Only the process that owns the inbox may change it; a file is the least that reaches it without broker and port.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4  # noqa: TID251 - names a file that lives for seconds; nothing is recorded under it

from contracts.errors import Busy, Unavailable
from contracts.fields import instant_text

from ledger.clock import MachineClock, monotonic, sleep
from ledger.inbox import Inbox
from ledger.store import StoreUnavailable

POLL_S = 3.0
"""How often a follow process looks whether an operator has left an order."""

_ASKS_AGAIN_S = 0.1
ANSWER_S = 20.0
FORGOTTEN_S = 60.0
"""After which an answer that nobody has fetched is removed."""

MOST_AT_ONCE = 100

_log = logging.getLogger(__name__)


class NobodyAnswers(Exception):
    """No follow process took the order in time."""


def give(folder: Path, what: str, *, stream: str = "", reason: str = "") -> Any:
    """Leave an order for the follow process that owns `folder` and wait for its answer."""
    folder.mkdir(parents=True, exist_ok=True)
    order = folder / f"{uuid4()}.order"
    order.with_suffix(".new").write_text(json.dumps({"what": what, "stream": stream, "reason": reason}), "utf-8")
    order.with_suffix(".new").replace(order)
    answer, deadline = order.with_suffix(".answer"), monotonic() + ANSWER_S
    while not answer.exists():
        if monotonic() > deadline:
            order.unlink(missing_ok=True)
            raise NobodyAnswers(str(folder))
        sleep(_ASKS_AGAIN_S)
    said = json.loads(answer.read_text("utf-8"))
    answer.unlink()
    return said


class Orders:
    """Carries out orders about parked messages."""

    def __init__(self, folder: Path, *inboxes: Inbox) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._carried_out = 0
        self._does: Mapping[str, Callable[[Mapping[str, str]], Any]] = {
            "list": lambda _: [_shown(asdict(parked)) for inbox in inboxes for parked in inbox.parked()],
            "retry": lambda order: {"handled": sum(inbox.retry(order["stream"]) for inbox in inboxes)},
            "drop": lambda order: {"handled": _drop(inboxes, order["stream"], order["reason"])},
        }

    def run(self, stop: Event) -> None:
        while not stop.wait(POLL_S):
            self.step()

    def step(self) -> int:
        """Carry out what is waiting; how many orders that was."""
        there = sorted(self._folder.iterdir())
        self._forget(file for file in there if file.suffix == ".answer")
        waiting = [file for file in there if file.suffix == ".order"][:MOST_AT_ONCE]
        for order in waiting:
            answer = self._answer(json.loads(order.read_text("utf-8")))
            order.unlink()
            beside = order.with_suffix(".new")
            beside.write_text(json.dumps(answer), "utf-8")
            beside.replace(order.with_suffix(".answer"))
        self._carried_out += len(waiting)
        return len(waiting)

    def _forget(self, answers: Iterable[Path]) -> None:
        """Whoever gave the order may have gone before it was answered."""
        for answer in answers:
            with suppress(FileNotFoundError):
                if MachineClock().now().timestamp() - answer.stat().st_mtime > FORGOTTEN_S:
                    answer.unlink()

    def status(self) -> dict[str, Any]:
        return {"carried_out": self._carried_out}

    def _answer(self, order: Mapping[str, str]) -> Any:
        _log.info("order: %s %s %s", order["what"], order["stream"], order["reason"])
        try:
            return self._does[order["what"]](order)
        except LookupError as error:
            return {"error": f"nothing is parked under {error}"}
        except (StoreUnavailable, Unavailable, Busy) as error:
            return {"error": f"not now: {error}"}


def _drop(inboxes: Sequence[Inbox], stream: str, reason: str) -> int:
    """In the inbox where something is parked under the stream; `LookupError` if there is none."""
    holding = (inbox for inbox in inboxes if any(parked.stream == stream for parked in inbox.parked()))
    inbox = next(holding, None)
    if inbox is None:
        raise LookupError(stream)
    return inbox.drop(stream, reason)


def _shown(parked: dict[str, Any]) -> dict[str, Any]:
    """A parked message for people; its body is shown as text."""
    return {key: _plain(value) for key, value in parked.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _shown(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return instant_text(value) if hasattr(value, "astimezone") else value

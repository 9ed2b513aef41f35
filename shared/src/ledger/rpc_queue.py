"""A service's requests as they come from the broker: part of the door to Nameko.

As shipped, the loop that waits for them wakes every second to see whether it is to end, and sees it after two. Here it
sleeps as long as heartbeats allow, and whoever ends it wakes it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contracts.errors import Malformed
from nameko.messaging import QueueConsumer

REST_S = 3.0
"""How long a request is waited for until heartbeats are looked at: well below half of the time between two."""

_RECONNECT = {"interval_start": 0.2, "interval_step": 0.3, "interval_max": 3}

_log = logging.getLogger(__name__)


class SafeQueueConsumer(QueueConsumer):  # type: ignore[misc]
    """Answers what cannot be decoded, if it says where to."""

    _is_resting = False

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        _log.warning("A request could not be decoded: %s", type(exc).__name__)
        refusal = Malformed({"body": ["Not JSON in UTF-8."]})
        for provider in self._providers:
            provider.handle_result(message, None, (Malformed, refusal, None))
            return

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        """As Nameko does, but back within seconds of the broker's return, not half a minute."""
        with self.create_connection() as connection:
            connection.ensure_connection(self.on_connection_error, None, **_RECONNECT)
            yield connection

    def consume(self, *_: Any, **__: Any) -> Iterator[None]:
        """Until told to end, or the connection is lost."""
        with self.consumer_context() as (connection, _channel, _consumers):
            while not self._is_over():
                self._take(connection)
                yield

    def unregister_provider(self, provider: Any) -> None:
        self.container.spawn_managed_thread(self._wake)  # runs when what this leaves for the loop is there
        super().unregister_provider(provider)

    def kill(self) -> None:
        self.container.spawn_managed_thread(self._wake)
        super().kill()

    def _is_over(self) -> bool:
        if not self.should_stop:
            self.on_iteration()
        return bool(self.should_stop)

    def _take(self, connection: Any) -> None:
        self._is_resting = True
        try:
            connection.drain_events(timeout=REST_S)
        except TimeoutError:
            connection.heartbeat_check()
        except OSError:
            if not self.should_stop:
                raise
        finally:
            self._is_resting = False

    def _wake(self) -> None:
        """To the loop it is as if its time were up; a frame of which half is there stays with the library."""
        if self._is_resting:
            self._gt.kill(TimeoutError())

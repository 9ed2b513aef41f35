"""Every fact of elections, stream by stream."""

from contracts.elections.session_messages import SESSION_FACTS

STREAM_FACTS: tuple[type, ...] = (*SESSION_FACTS,)

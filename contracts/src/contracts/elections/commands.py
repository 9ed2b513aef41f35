"""Every command of elections, stream by stream."""

from contracts.elections.session_messages import SESSION_COMMANDS

STREAM_COMMANDS: tuple[type, ...] = (*SESSION_COMMANDS,)

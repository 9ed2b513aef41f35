"""What the node accepts and keeps, in one place; the README repeats it."""

MAX_APPEND_BYTES = 1024 * 1024
"""Type, data and metadata of one append together; the server's default (`MaxAppendSize`)."""

MAX_APPEND_EVENTS = 20_000
MAX_MESSAGE_BYTES = 17 * 1024 * 1024
"""Of one gRPC message in either direction; esdbclient's own limit."""

MAX_NAME_CHARS = 500
"""Of a stream name and of an event type."""

MAX_REGEX_CHARS = 4_096
MAX_FILTER_PREFIXES = 256
MAX_SUBSCRIPTIONS = 500
MAX_OPEN_BATCHES = 64
"""Appends begun but not finished within one BatchAppend call."""

QUEUE_REQUESTS = 8_192
QUEUE_BYTES = 64 * 1024 * 1024
"""Beyond either, an append is refused as 'Server Is Too Busy'."""

GROUP_REQUESTS = 512
GROUP_BYTES = 8 * 1024 * 1024
"""Written by one commit at most."""

PAGE_EVENTS = 500
PAGE_BYTES = 256 * 1024
"""Read from the file at once, and so the most that is held for one reader."""

SIFTED_EVENTS = 10_000
"""Looked at at once for the few that a filter wants; of the others nothing but stream and type is read."""

TAIL_EVENTS = 4_096
TAIL_BYTES = 16 * 1024 * 1024
"""Latest events kept in memory for all live subscribers together."""

MAX_GROUPS = 500
MAX_CONSUMERS = 500
"""Of all consumer groups together."""

MAX_UNACKNOWLEDGED = 2_000
GROUP_BUFFER_EVENTS = 2_000
GROUP_BUFFER_BYTES = 4 * 1024 * 1024
"""Held ready for the consumers of one group, and given to one consumer without an acknowledgement, at most."""

CACHED_STREAMS = 4_096
CACHED_VERDICTS = 2_000

STOP_S = 0.3
"""What running calls are given to end when the node is stopped."""

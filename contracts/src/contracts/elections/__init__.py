"""What the elections service records, accepts and answers."""

STREAMS: tuple[str, ...] = ()
SHARED: tuple[type, ...] = ()

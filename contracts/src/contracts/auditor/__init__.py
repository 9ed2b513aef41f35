"""What the auditor records, accepts and answers."""

STREAMS: tuple[str, ...] = ()
SHARED: tuple[type, ...] = ()

"""What the disclosure service records, accepts and answers."""

STREAMS: tuple[str, ...] = ()
SHARED: tuple[type, ...] = ()

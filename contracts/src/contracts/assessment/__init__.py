"""What the assessment service records, accepts and answers."""

STREAMS: tuple[str, ...] = ()
SHARED: tuple[type, ...] = ()

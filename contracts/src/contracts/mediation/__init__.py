"""What the mediation service records, accepts and answers."""

STREAMS: tuple[str, ...] = ()
SHARED: tuple[type, ...] = ()

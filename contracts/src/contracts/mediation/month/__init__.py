"""The periodic work of a centre, month by month."""

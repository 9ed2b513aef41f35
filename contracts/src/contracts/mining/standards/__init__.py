"""Standards of green mines, and the documents of their management."""

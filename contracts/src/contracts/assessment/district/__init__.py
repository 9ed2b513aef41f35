"""A district's part in the creation."""

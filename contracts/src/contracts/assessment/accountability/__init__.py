"""A case of pursued responsibility."""

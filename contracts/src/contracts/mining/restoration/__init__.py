"""Restoration of a mine's area, and breach of what was agreed."""

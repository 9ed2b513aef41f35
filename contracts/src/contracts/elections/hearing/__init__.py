"""Hearings in a village or community on the restoration of a mine's area."""

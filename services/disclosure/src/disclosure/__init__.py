"""Disclosure: what must be made public, by whom, by when."""

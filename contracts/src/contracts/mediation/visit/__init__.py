"""Visits to households and receptions of many."""

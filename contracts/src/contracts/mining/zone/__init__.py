"""Demonstration zones of green mining."""

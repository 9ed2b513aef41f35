"""Matters that cadres handle for people (代办)."""

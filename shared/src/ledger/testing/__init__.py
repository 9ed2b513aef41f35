"""Tools for tests of deciders and services."""

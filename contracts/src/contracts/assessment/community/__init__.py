"""The titles of one community."""

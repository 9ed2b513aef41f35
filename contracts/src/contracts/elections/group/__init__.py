"""A deputy group (代表小组)."""

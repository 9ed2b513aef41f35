"""Elected offices (选举产生的职务)."""

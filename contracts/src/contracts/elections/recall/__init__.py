"""Recall of a township's deputy by the voters of the district (选民罢免代表)."""

"""Elections: whether congresses, elections, villages and township teams decide as the rules say, and who holds what."""

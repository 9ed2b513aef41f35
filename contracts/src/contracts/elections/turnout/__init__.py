"""Who took part in a vote (参加投票人名册)."""

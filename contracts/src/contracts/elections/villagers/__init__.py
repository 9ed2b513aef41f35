"""The villagers' representatives of one term, and the meetings of the villagers' groups."""

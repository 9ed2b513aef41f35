"""A dispute, a letter, a visit or an opinion, from its registration to its file."""

"""How an authority goes about green mines."""

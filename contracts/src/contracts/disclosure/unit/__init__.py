"""Units with duties to disclose, and which catalogues are asked of each."""

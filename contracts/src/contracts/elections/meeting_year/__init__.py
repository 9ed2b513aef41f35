"""The residents' meetings that a community owes in a year (年初、年末至少各召开一次)."""

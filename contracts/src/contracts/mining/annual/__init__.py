"""The yearly assessment of a unit's progress with green mines."""

"""Who of the leaders is on duty, day by day."""

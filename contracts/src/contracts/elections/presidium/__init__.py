"""The calendar year of a congress and the work of its presidium."""

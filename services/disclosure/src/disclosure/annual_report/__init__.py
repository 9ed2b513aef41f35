"""The yearly report of a unit's work on open information: it is reckoned, never recorded."""

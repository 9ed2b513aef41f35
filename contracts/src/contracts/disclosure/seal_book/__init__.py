"""Every use of a unit's seal."""

"""Key persons in sensitive periods."""

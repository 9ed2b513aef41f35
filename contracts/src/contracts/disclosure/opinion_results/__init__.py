"""What became of opinions that mediation handled."""

"""What a centre's work is measured by, half by half."""

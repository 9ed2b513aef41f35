"""What assessment's half-yearly check of the centre came to, and what followed from it."""

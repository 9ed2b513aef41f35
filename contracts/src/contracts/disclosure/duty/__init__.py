"""What a unit owes the public of one catalogue in one period."""

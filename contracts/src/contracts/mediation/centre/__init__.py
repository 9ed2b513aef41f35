"""The governance and stability centre of a township, and who leads it and works in it."""

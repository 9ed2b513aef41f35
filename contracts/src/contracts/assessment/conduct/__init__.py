"""The conduct of a township's cadres in one year."""

"""The file of a deputy (代表履职手册)."""

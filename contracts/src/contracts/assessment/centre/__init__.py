"""The half-yearly check of a township's governance centre."""

"""One congress for its term (一届人大)."""

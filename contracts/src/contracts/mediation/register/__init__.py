"""The registers that a centre keeps of its standing work."""

"""Comments and objections on what was made public."""

"""Setting up a community (社区设立)."""

"""Land that mining used up, place by place."""

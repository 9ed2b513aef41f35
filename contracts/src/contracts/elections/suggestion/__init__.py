"""A deputy's suggestion, criticism or comment (代表建议、批评和意见)."""

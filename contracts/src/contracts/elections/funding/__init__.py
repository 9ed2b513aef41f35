"""A community's work funding of a year (社区工作经费)."""

"""Residents' meetings of a community (社区居民会议) and consultation meetings (议事协商会议)."""

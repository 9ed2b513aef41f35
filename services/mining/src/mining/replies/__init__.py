"""Answers of mining, stream by stream."""

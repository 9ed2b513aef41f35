"""Exploration projects, which keep out of the red lines."""

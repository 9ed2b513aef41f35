"""What village resolutions and team decisions have in common."""

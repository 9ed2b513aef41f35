"""Village resolutions and team decisions alike: how far each came, and every step that was taken."""

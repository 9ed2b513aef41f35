"""The eight haves of a centre or a station (八个有)."""

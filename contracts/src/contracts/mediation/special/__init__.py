"""Special periods, in which screening is concentrated."""

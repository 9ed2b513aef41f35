"""Who is linked with a unit and supports it."""

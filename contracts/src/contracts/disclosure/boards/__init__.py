"""Notice boards and posted places of a unit."""

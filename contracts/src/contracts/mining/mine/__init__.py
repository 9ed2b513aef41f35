"""A mine from the register to the directory of green mines, and out of it again; and the land it is given."""

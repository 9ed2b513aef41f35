"""The data sets of protected areas that an authority registered."""

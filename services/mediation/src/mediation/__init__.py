"""Mediation: what people bring in, from its registration to its file, and the work of the centre that takes it on."""

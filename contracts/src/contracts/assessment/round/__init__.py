"""A round of assessment under schemes D and G."""

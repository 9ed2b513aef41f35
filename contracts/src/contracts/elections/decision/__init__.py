"""A decision of a township's Party-and-government team on one topic."""

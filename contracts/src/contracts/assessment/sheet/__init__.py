"""The results of one subject by one scheme for one year or half-year."""

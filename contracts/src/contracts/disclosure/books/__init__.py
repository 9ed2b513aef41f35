"""The books of a unit, closed for a period, beside what was published of them."""

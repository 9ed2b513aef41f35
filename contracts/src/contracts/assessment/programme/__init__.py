"""The county's three-year programme for one township."""

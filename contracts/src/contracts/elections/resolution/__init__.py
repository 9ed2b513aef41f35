"""A village resolution by four deliberations and two disclosures (四议两公开)."""

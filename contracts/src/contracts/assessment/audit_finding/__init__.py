"""What the auditor found on a unit's records, as assessors see it."""

"""The audits that were made."""

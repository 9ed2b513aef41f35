"""What the auditor records, accepts and answers."""

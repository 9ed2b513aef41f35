"""What the assessment service records, accepts and answers."""

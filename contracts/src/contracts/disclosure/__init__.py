"""What the disclosure service records, accepts and answers."""

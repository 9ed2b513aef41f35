"""What the elections service records, accepts and answers."""

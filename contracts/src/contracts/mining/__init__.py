"""What the mining service records, accepts and answers."""

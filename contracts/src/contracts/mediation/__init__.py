"""What the mediation service records, accepts and answers."""

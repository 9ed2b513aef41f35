"""Who did what in the records of all services; nothing is recorded of this here."""

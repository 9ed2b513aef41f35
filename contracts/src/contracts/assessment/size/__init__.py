"""How large a community is, and how it is staffed and paid."""

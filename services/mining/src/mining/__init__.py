"""Mining: how well each unit keeps its duties, from what other services recorded."""

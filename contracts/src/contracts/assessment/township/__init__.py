"""The yearly assessment of one township, and what is proposed of its cadres on the result."""

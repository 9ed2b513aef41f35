"""Answers of elections, a file for each kind of thing that is asked about."""

"""Answers to what mediation is asked, subject by subject."""

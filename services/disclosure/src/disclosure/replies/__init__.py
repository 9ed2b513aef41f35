"""Answers from the views, one module for each stream; `answers.py` has those about duties and names them all."""

"""Notices of correction and orders of special supervision."""

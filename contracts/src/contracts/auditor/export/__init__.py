"""Exports of archives by series and period."""

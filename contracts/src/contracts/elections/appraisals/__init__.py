"""Appraisals of government departments by deputies (评议)."""

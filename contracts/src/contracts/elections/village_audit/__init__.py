"""Audits of the members of a village committee (任期和离任经济责任审计)."""

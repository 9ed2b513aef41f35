"""Audits a record from outside: reads the store, the audit log's files and the views, and writes none of them."""

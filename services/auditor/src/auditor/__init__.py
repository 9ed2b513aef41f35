"""The auditor: builds the audit log, and audits the record on a schedule."""

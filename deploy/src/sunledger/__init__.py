"""The `sunledger` command: runs the platform on one machine and serves its operators."""

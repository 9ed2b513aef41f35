"""`python -m sunledger`."""

from sunledger.main import app

app()

"""What every Sunledger service stands on: deciders, the store, views and messages between services."""

RELEASE = "0.1.0"

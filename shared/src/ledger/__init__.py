"""What every Sunledger service stands on: deciders, the store, views and messages between services."""

import warnings

RELEASE = "0.1.0"

warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated")  # decided: docs/decisions/eventlet.md

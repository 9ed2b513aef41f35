"""An event store in one file that speaks the EventStoreDB protocol."""

"""Major matters of a community (社区重大事项) and its public-interest construction, as they are executed."""

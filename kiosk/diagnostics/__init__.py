"""Self-tests with records."""

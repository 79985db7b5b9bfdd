"""The flow engine: (state, event) -> (state, effects); pure."""

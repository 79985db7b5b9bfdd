"""The terminal without a screen. No Qt."""

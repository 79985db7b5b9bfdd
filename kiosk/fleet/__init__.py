"""Agent of the fleet."""

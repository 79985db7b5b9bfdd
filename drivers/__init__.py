"""Devices of a terminal. Knows nothing of service items, visits or Qt."""

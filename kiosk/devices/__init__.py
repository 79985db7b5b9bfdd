"""Supervisor: a worker per device, health, hot-plug, recovery."""

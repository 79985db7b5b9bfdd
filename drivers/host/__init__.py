"""Runs a driver in a child process behind the same contract."""

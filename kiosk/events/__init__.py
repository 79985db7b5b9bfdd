"""Declared log events, redaction by type, in-process bus."""

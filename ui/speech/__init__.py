"""Prompts said aloud: one at a time, the newest first, silence at once."""

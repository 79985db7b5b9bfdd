"""The touch shell: the only Qt code."""

"""Service items as data, turned into flows."""

"""The life of one visit."""

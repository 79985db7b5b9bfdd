"""Typed settings: built-in < site profile < machine."""

"""Receipts and slips: same input, same bytes."""

"""A scripted resident who uses the real application: taps, cards, faces, a signature, and a report."""
